import { meters as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { answer } from "./answer.ts";
import { create } from "./create.ts";
import { propose } from "./propose.ts";
import { list } from "./read.ts";
import { reading } from "./reading.ts";

export const routes: Route[] = [
  route(contract.listMeters, list),
  route(contract.createMeter, create),
  route(contract.proposeKey, propose),
  route(contract.answerKey, answer),
  route(contract.readMeter, reading),
];
