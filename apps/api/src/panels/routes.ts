import { panels as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { create } from "./create.ts";
import { list, read } from "./read.ts";
import { enter, fill } from "./sheets.ts";

export const routes = [
  route(contract.createPanel, create),
  route(contract.listPanels, list),
  route(contract.readPanel, read),
  route(contract.fillSheet, fill),
  route(contract.enterSheet, enter),
];
