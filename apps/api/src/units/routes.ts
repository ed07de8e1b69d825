import { records, units as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { change } from "./change.ts";
import { create } from "./create.ts";
import { importUnits, importUnitsJson, importUnitsXlsx } from "./import.ts";
import { list } from "./list.ts";
import { readCsv, readJson, readXlsx } from "./table.ts";

export const routes: Route[] = [
  route(contract.listUnits, list),
  route(contract.createUnit, create),
  route(records.importUnits, importUnits),
  route(records.importUnitsJson, importUnitsJson),
  route(records.importUnitsXlsx, importUnitsXlsx),
  route(records.readUnitJson, readJson),
  route(records.readUnitCsv, readCsv),
  route(records.readUnitXlsx, readXlsx),
  route(contract.changeUnit, change),
];
