import { evaluations as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { exportCsv } from "./export.ts";
import { rank } from "./rank.ts";

export const routes = [route(contract.readRanking, rank), route(contract.exportRanking, exportCsv)];
