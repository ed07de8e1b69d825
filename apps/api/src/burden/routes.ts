import { burden as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { read } from "./read.ts";

export const routes = [route(contract.readBurden, read)];
