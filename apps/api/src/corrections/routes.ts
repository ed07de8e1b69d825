import { corrections as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { amend, ask } from "./ask.ts";
import { decide } from "./decide.ts";

export const routes = [
  route(contract.askCorrection, ask),
  route(contract.amendCorrection, amend),
  route(contract.decideCorrection, decide),
];
