import { extensions as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { ask } from "./ask.ts";
import { decide, grant } from "./decide.ts";
import { list } from "./list.ts";

export const routes = [
  route(contract.listExtensions, list),
  route(contract.askExtension, ask),
  route(contract.decideExtension, decide),
  route(contract.grantExtensions, grant),
];
