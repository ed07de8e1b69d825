import { objections as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { raise } from "./raise.ts";
import { reply } from "./reply.ts";

export const routes = [route(contract.raiseObjection, raise), route(contract.replyObjection, reply)];
