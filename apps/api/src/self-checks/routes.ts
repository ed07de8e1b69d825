import { selfChecks as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list } from "./list.ts";

export const routes = [route(contract.listSelfChecks, list)];
