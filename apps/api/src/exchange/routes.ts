import { arrivals, exchange as contract, exchangeRecords as records } from "@duibiao/contract";
import { route } from "../serve.ts";
import { adopt, list } from "./arrivals.ts";
import { changes } from "./changes.ts";
import { readOut, readOutCsv, readOutXlsx } from "./out.ts";
import { pushCsv, pushJson, pushXlsx } from "./push.ts";
import { catalogueChanges, regionChanges, releaseChanges, unitChanges } from "./record-changes.ts";

export const routes = [
  route(contract.pushCells, pushJson),
  route(contract.pushCsv, pushCsv),
  route(contract.pushXlsx, pushXlsx),
  route(contract.readOut, readOut),
  route(contract.readOutCsv, readOutCsv),
  route(contract.readOutXlsx, readOutXlsx),
  route(contract.readChanges, changes),
  route(records.readRegionChanges, regionChanges),
  route(records.readUnitChanges, unitChanges),
  route(records.readCatalogueChanges, catalogueChanges),
  route(records.readReleaseChanges, releaseChanges),
  route(arrivals.listArrivals, list),
  route(arrivals.adoptArrivals, adopt),
];
