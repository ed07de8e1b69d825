import { comparisons, evaluations as contract, explanations, sensitivity } from "@duibiao/contract";
import { route } from "../serve.ts";
import { coherence } from "./coherence.ts";
import { compare } from "./compare.ts";
import { explainEvaluation } from "./explain.ts";
import { bundle, list, read } from "./read.ts";
import { run } from "./run.ts";
import { scoringInputOf } from "./scoring-input.ts";
import { sheet } from "./sheet.ts";
import { verify } from "./verify.ts";

export const routes = [
  route(contract.runEvaluation, run),
  route(contract.listEvaluations, list),
  route(contract.readEvaluation, read),
  route(contract.readBundle, bundle),
  route(contract.verifyEvaluation, verify),
  route(contract.readSheet, sheet),
  route(comparisons.readComparison, compare),
  route(explanations.explainEvaluation, explainEvaluation),
  route(sensitivity.readScoringInput, scoringInputOf),
  route(sensitivity.readCoherence, coherence),
];
