import { mappings as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { importExport } from "./import.ts";
import { layout } from "./layout.ts";
import { list } from "./list.ts";
import { look } from "./look.ts";
import { nameUnit } from "./name-unit.ts";
import { end, save } from "./save.ts";

export const routes = [
  route(contract.listMappings, list),
  route(contract.lookAtExport, look),
  route(contract.saveMapping, save),
  route(contract.endMapping, end),
  route(contract.importExport, importExport),
  route(contract.nameUnit, nameUnit),
  route(contract.readLayout, layout),
];
