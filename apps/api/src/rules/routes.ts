import { rules as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { hits, read } from "./read.ts";

export const routes = [route(contract.readRules, read), route(contract.readRuleHits, hits)];
