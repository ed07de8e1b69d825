import { records, regions as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { change } from "./change.ts";
import { listChanges, readChange } from "./changes.ts";
import { importRegions, importRegionsJson, importRegionsXlsx } from "./import.ts";
import { list } from "./list.ts";
import { read } from "./read.ts";
import { readCsv, readJson, readXlsx } from "./table.ts";

export const routes: Route[] = [
  route(contract.listRegions, list),
  route(contract.readRegion, read),
  route(records.importRegions, importRegions),
  route(records.importRegionsJson, importRegionsJson),
  route(records.importRegionsXlsx, importRegionsXlsx),
  route(records.readRegionJson, readJson),
  route(records.readRegionCsv, readCsv),
  route(records.readRegionXlsx, readXlsx),
  route(contract.changeRegions, change),
  route(contract.listRegionChanges, listChanges),
  route(contract.readRegionChange, readChange),
];
