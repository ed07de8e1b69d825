import { units as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { change } from "./change.ts";
import { create } from "./create.ts";
import { importUnits } from "./import.ts";
import { list } from "./list.ts";

export const routes: Route[] = [
  route(contract.listUnits, list),
  route(contract.createUnit, create),
  route(contract.importUnits, importUnits),
  route(contract.changeUnit, change),
];
