import { matters as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { effects, readEffect } from "./effects.ts";
import { attach, readFile } from "./files.ts";
import { print } from "./print.ts";
import { list, read } from "./read.ts";
import { withdraw } from "./withdraw.ts";

export const routes = [
  route(contract.listMatters, list),
  route(contract.readMatter, read),
  route(contract.listEffects, effects),
  route(contract.readEffect, readEffect),
  route(contract.attachFile, attach),
  route(contract.readFile, readFile),
  route(contract.withdrawMatter, withdraw),
  route(contract.printMatter, print),
];
