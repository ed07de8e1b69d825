import { assignments as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list } from "./list.ts";

export const routes = [route(contract.listAssignments, list)];
