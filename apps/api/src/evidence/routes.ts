import { evidence as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { attach } from "./attach.ts";
import { read } from "./read.ts";
import { withdraw } from "./withdraw.ts";

export const routes = [
  route(contract.attachEvidence, attach),
  route(contract.readEvidence, read),
  route(contract.withdrawEvidence, withdraw),
];
