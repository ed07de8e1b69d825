import { openings as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list, open } from "./open.ts";

export const routes = [route(contract.openFigures, open), route(contract.listOpenings, list)];
