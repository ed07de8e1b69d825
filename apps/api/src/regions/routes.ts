import { regions as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { change } from "./change.ts";
import { listChanges, readChange } from "./changes.ts";
import { importRegions } from "./import.ts";
import { list } from "./list.ts";
import { read } from "./read.ts";

export const routes: Route[] = [
  route(contract.listRegions, list),
  route(contract.readRegion, read),
  route(contract.importRegions, importRegions),
  route(contract.changeRegions, change),
  route(contract.listRegionChanges, listChanges),
  route(contract.readRegionChange, readChange),
];
