import { createHash } from "node:crypto";
import {
  canonicalJson,
  evaluateFormula,
  formulaOf,
  type Catalogue,
  type Evaluated,
  type Gap,
  type Outside,
  type PeriodKind,
  type Scheme,
  type SchemeNode,
  type TreeRegion,
} from "@duibiao/indicators";
import {
  engineVersion,
  score,
  type Cell,
  type Direction,
  type FrozenBounds,
  type ScoreResult,
  type ScoringInput,
} from "@duibiao/scoring";
import type { OpenCatalogue } from "../catalogues/open.ts";
import type { Facts, ManifestEntry } from "./facts.ts";
import { gateFormulas, judgementsOf, type Judged } from "./judgements.ts";
import type { OperandPlan } from "./plan.ts";
import { plansOf } from "./stored.ts";
import { standingsOf, type Standings, type Uncertainty } from "./uncertainty.ts";

/** Version of the formula language and of the matched path; named in every stored evaluation. */
export const formulaEngine = "duibiao-formula/1";

/** One indicator of one region as it enters the scores, with what it was computed from. */
export type InputCell = {
  status: "value" | "missing" | "not_applicable" | "uncollected";
  /** Also where incomplete: shown, and earns nothing. */
  value: number | null;
  complete: boolean;
  matched: number;
  expected: number;
  estimatedShare: number | null;
  path: "sums" | "matched" | null;
  gap: Pick<Gap, "code" | "operands"> | null;
  operands: { sum: string | null; nExpected: number; nAnswered: number; nNa: number }[];
};

export type EvaluatedRegion = {
  id: number;
  code: string;
  name: string;
  kind: string;
  city: number;
  peerGroup: string;
};

/** Everything a result follows from, as it is stored; design invariant 11. Plain JSON. */
export type EvaluationInputs = {
  format: "duibiao-evaluation/1";
  catalogue: { key: string; version: string; hash: string };
  scheme: string;
  owner: number;
  period: { key: string; kind: PeriodKind; start: string; end: string };
  tier: string;
  lens: string;
  treeDate: string;
  trial: boolean;
  synthetic: boolean;
  engines: { scoring: string; formula: string };
  methods: string[];
  tree: TreeRegion[];
  regions: EvaluatedRegion[];
  operands: OperandPlan[];
  /** `moduleAbsent`: of one that is not collected, the figures that no module of the platform counts yet. */
  indicators: { key: string; formula: string; direction: Direction; collected: boolean; moduleAbsent?: string[] }[];
  /** By indicator key: one cell per region, in the order of `regions`. */
  cells: Record<string, InputCell[]>;
  /** Gates and bonus; absent where the scheme has neither grades, and in evaluations made before they were kept. */
  judged?: Judged;
  /** How the places' intervals were computed; absent in evaluations made before there were any. */
  uncertainty?: Uncertainty;
  bounds: FrozenBounds;
  manifest: ManifestEntry[];
};

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export const leavesOf = (node: SchemeNode): SchemeNode[] =>
  node.children === undefined ? [node] : node.children.flatMap(leavesOf);

const UNCOLLECTED: InputCell = {
  status: "uncollected",
  value: null,
  complete: false,
  matched: 0,
  expected: 0,
  estimatedShare: null,
  path: null,
  gap: null,
  operands: [],
};

/**
 * What a computed indicator is for scoring. 不适用 and x/0 share their weight, but only where every unit has answered every
 * operand: else leaving a figure out would do it. Every other gap is missing and earns nothing.
 */
export function inputCell(value: Evaluated): InputCell {
  const { outcome, complete, matched, expected, estimatedShare, path } = value;
  const operands = value.operands.map(({ sum, nExpected, nAnswered, nNa }) => ({
    sum,
    nExpected,
    nAnswered,
    nNa,
  }));
  const rest = { complete, matched, expected, estimatedShare, path, operands };
  if (outcome.ok) return { status: "value", value: outcome.value, gap: null, ...rest };
  const { code, operands: concerned } = outcome.gap;
  const answered = operands.every(({ nAnswered }) => nAnswered === expected);
  const status = answered && (code === "not_applicable" || code === "division_by_zero") ? "not_applicable" : "missing";
  return { status, value: null, gap: { code, operands: concerned }, ...rest };
}

/** Columns of every indicator of a scheme; what no form asks is 未采集, or 模块未启用, without being computed. */
export function inputCells(
  indicators: EvaluationInputs["indicators"],
  n: number,
  column: (formula: string) => readonly Evaluated[],
): EvaluationInputs["cells"] {
  return Object.fromEntries(
    indicators.map(({ key, formula, collected, moduleAbsent }) => {
      if (collected) return [key, column(formula).map(inputCell)];
      const gap = moduleAbsent === undefined ? null : { code: "module_absent" as const, operands: moduleAbsent };
      return [key, Array.from({ length: n }, () => ({ ...UNCOLLECTED, gap }))];
    }),
  );
}

/** What formulas asked beside a region's figures, from what is stored. */
export const outsideOf = (
  { period: { kind, start, end } }: { period: { kind: string; start: string; end: string } },
  { code }: Pick<EvaluatedRegion, "code">,
): Outside => ({ period: { kind: kind as PeriodKind, start, end }, region: code });

/** Columns of the gates' conditions. */
export const gateCells = (gates: Judged["gates"], column: (formula: string) => readonly Evaluated[]): Judged["cells"] =>
  Object.fromEntries(gateFormulas(gates).map((formula) => [formula, column(formula).map(inputCell)]));

/** The same columns from units' figures alone: stored roll-ups are not touched. */
export function cellsFromFacts(
  catalogue: OpenCatalogue,
  inputs: Pick<EvaluationInputs, "indicators" | "regions" | "operands" | "period" | "judged">,
  facts: Facts,
): { cells: EvaluationInputs["cells"]; gates: Judged["cells"] } {
  const column = (formula: string) => {
    const plans = plansOf(inputs.operands, formulaOf(catalogue.compiled, formula).refs);
    return inputs.regions.map((region) =>
      evaluateFormula(catalogue.compiled, formula, facts.source(region.id, plans, outsideOf(inputs, region))),
    );
  };
  return {
    cells: inputCells(inputs.indicators, inputs.regions.length, column),
    gates: gateCells(inputs.judged?.gates ?? [], column),
  };
}

export function scoringInput(
  inputs: Pick<EvaluationInputs, "cells" | "judged"> & {
    regions: readonly Pick<EvaluatedRegion, "id" | "peerGroup">[];
    indicators: readonly Pick<EvaluationInputs["indicators"][number], "key" | "direction">[];
  },
): ScoringInput {
  return {
    ...(inputs.judged && judgementsOf(inputs.regions, inputs.judged)),
    regions: inputs.regions.map(({ id, peerGroup }) => ({ id: String(id), peerGroup })),
    columns: Object.fromEntries(Object.entries(inputs.cells).map(([key, cells]) => [key, cells.map(scoringCell)])),
    directions: Object.fromEntries(inputs.indicators.map(({ key, direction }) => [key, direction])),
  };
}

function scoringCell({ status, value, complete }: InputCell): Cell {
  if (status !== "value") return { status };
  return complete ? { status, value: value! } : { status, value: value!, complete: false };
}

/** Scores stored inputs again, within the bounds that are stored with them. */
export function scoreInputs(document: Catalogue, inputs: EvaluationInputs): ScoreResult {
  return score(schemeIn(document, inputs.scheme), scoringInput(inputs), inputs.bounds);
}

export const schemeIn = (document: Catalogue, key: string): Scheme =>
  document.schemes.find((scheme) => scheme.key === key)!;

const orNull = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));

/** What is stored of a result: totals, places, and every node's score, coverage and status. */
export type EvaluationResults = Pick<
  ScoreResult,
  "engineVersion" | "methods" | "regions" | "nRanked" | "best" | "quartileCuts" | "bounds" | "remarks"
> & {
  nodes: {
    path: string;
    score: (number | null)[];
    coverage: (number | null)[];
    status: number[];
  }[];
  standings?: Standings;
};

export function resultsOf(
  result: ScoreResult,
  { judged, uncertainty }: Pick<EvaluationInputs, "judged" | "uncertainty">,
): EvaluationResults {
  const { methods, nRanked, best, quartileCuts, bounds, remarks } = result;
  // Evaluations made before gates were kept say nothing of grades, and stay the bytes that they were.
  const regions = judged ? result.regions : result.regions.map(({ concluded: _concluded, ...rest }) => rest);
  const nodes = result.placed.map(({ path }, at) => {
    const column = result.columns[at]!;
    return {
      path,
      score: orNull(column.score),
      coverage: orNull(column.coverage),
      status: [...column.status],
    };
  });
  return {
    engineVersion,
    methods,
    regions,
    nRanked,
    best,
    quartileCuts,
    bounds,
    remarks,
    nodes,
    ...(uncertainty && { standings: standingsOf(result, uncertainty) }),
  };
}

export const canonical = (document: EvaluationInputs | EvaluationResults): string => canonicalJson(document);
