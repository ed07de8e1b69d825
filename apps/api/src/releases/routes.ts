import { explanations, releases as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { decide, move } from "./move.ts";
import { explainResult } from "./explain.ts";
import { prepare } from "./prepare.ts";
import { exportCsv, exportXlsx, list, read, readPeers, readResult } from "./read.ts";
import { readScores } from "./scores.ts";
import { verify } from "./verify.ts";

export const routes = [
  route(contract.prepareRelease, prepare),
  route(contract.moveRelease, move),
  route(contract.decideRelease, decide),
  route(contract.listReleases, list),
  route(contract.readRelease, read),
  route(contract.exportRelease, exportCsv),
  route(contract.exportReleaseXlsx, exportXlsx),
  route(contract.readResult, readResult),
  route(contract.readPeers, readPeers),
  route(contract.readScores, readScores),
  route(contract.verifyRelease, verify),
  route(explanations.explainResult, explainResult),
];
