import { tokens as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { create } from "./create.ts";
import { end, endOwn } from "./end.ts";
import { list, listOwn } from "./list.ts";

export const routes = [
  route(contract.createToken, create),
  route(contract.listOwnTokens, listOwn),
  route(contract.endOwnToken, endOwn),
  route(contract.listTokens, list),
  route(contract.endToken, end),
];
