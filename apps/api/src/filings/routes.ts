import { filings as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { file } from "./file.ts";
import { markFiled, readFiled } from "./files.ts";
import { list } from "./list.ts";
import { templates } from "./templates.ts";

export const routes: Route[] = [
  route(contract.listFilings, list),
  route(contract.downloadTemplates, templates),
  route(contract.fileTemplate, file),
  route(contract.readFiled, readFiled),
  route(contract.markFiled, markFiled),
];
