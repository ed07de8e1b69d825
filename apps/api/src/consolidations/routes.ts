import { consolidations as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { accept, returnConsolidation } from "./decide.ts";
import { list, preview } from "./read.ts";
import { sign } from "./sign.ts";

export const routes = [
  route(contract.previewConsolidation, preview),
  route(contract.signConsolidation, sign),
  route(contract.listConsolidations, list),
  route(contract.acceptConsolidation, accept),
  route(contract.returnConsolidation, returnConsolidation),
];
