import { collections as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { importObservations } from "./import.ts";
import { count } from "./count.ts";
import { changeAssignment, lock, open } from "./open.ts";
import { list, read } from "./read.ts";

export const routes = [
  route(contract.listCollections, list),
  route(contract.readCollection, read),
  route(contract.openCollection, open),
  route(contract.changeAssignment, changeAssignment),
  route(contract.lockCollection, lock),
  route(contract.countCollection, count),
  route(contract.importObservations, importObservations),
];
