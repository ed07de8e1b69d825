import { spotChecks as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { draw } from "./draw.ts";
import { fix } from "./fix.ts";
import { list, read } from "./read.ts";
import { record } from "./record.ts";
import { verify } from "./verify.ts";

export const routes = [
  route(contract.listSpotChecks, list),
  route(contract.readSpotChecks, read),
  route(contract.fixSpotCheck, fix),
  route(contract.drawSpotCheck, draw),
  route(contract.verifySpotCheck, verify),
  route(contract.recordSpotResult, record),
];
