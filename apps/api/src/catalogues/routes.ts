import { catalogues as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { publish } from "./publish.ts";
import { coverage, list, read } from "./read.ts";

export const routes = [
  route(contract.publishCatalogue, publish),
  route(contract.listCatalogues, list),
  route(contract.readCatalogue, read),
  route(contract.readCoverage, coverage),
];
