import type { Input, sensitivity as contract } from "@duibiao/contract";
import {
  AUDIT_LINES,
  auditFactors,
  auditOf,
  leverageOf,
  meanRankShift,
  modelOf,
  sensitivityOf,
  type ScoreResult,
} from "@duibiao/scoring";
import { usesOf } from "@duibiao/indicators";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";
import { schemeIn, scoreInputs, type EvaluationInputs } from "./inputs.ts";
import { spotChecked, type Checked } from "../spot-checks/checked.ts";
import { takeTime } from "./patience.ts";
import { loadEvaluation, readInputs } from "./read.ts";
import { aboutOf } from "./scoring-input.ts";

/** Of the Sobol indices: the same evaluation always gives the same ones. */
const SEED = 20_260_101;
/** Rows of each of the two samples: fewer where there are many regions, so that an answer takes seconds. */
const rowsFor = (regions: number) => (regions > 500 ? 64 : 128);
/** Fewer ranked regions have no order to speak of. */
const LEAST_RANKED = 3;

const told = (x: number): number | null => (Number.isFinite(x) ? x : null);

type Computed = ReturnType<typeof computed>;

/** What was computed last, by the hash of the inputs and what was spot-checked: it follows from them alone, and takes the server's whole attention. */
const kept = new Map<string, Computed>();
const MOST_KEPT = 16;

/** 一致性审计 of a stored evaluation, computed anew from its inputs within its stored bounds. */
export async function coherence(ctx: Ctx, { params }: Input<typeof contract.readCoherence>) {
  const row = await loadEvaluation(ctx, params.id);
  await takeTime(ctx);
  const inputs = readInputs(row);
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  const spots = spotsOf(catalogue, await spotChecked(ctx, inputs.period));
  const key = `${row.inputsHash}/${JSON.stringify([...spots])}`;
  const known = kept.get(key);
  const audit = known ?? computed(catalogue, inputs, spots);
  kept.delete(key);
  kept.set(key, audit);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return { ...aboutOf(row, catalogue, inputs), ...audit };
}

/** 抽查核实 by indicator: cells checked of the measures that it rests on; none where one of them was not checked at all. */
function spotsOf({ compiled, document }: OpenCatalogue, checked: ReadonlyMap<string, Checked>): Map<string, Checked> {
  const found = new Map<string, Checked>();
  if (checked.size === 0) return found;
  const measures = new Map<string, string[]>();
  for (const { key } of document.measures)
    for (const used of usesOf(compiled, { kind: "measure", key }))
      if (used.kind === "indicator") measures.set(used.key, [...(measures.get(used.key) ?? []), key]);
  for (const [indicator, keys] of measures) {
    const own = keys.flatMap((key) => checked.get(key) ?? []);
    if (own.length < keys.length) continue;
    found.set(indicator, {
      checked: own.reduce((sum, one) => sum + one.checked, 0),
      errors: own.reduce((sum, one) => sum + one.errors, 0),
    });
  }
  return found;
}

/** What the catalogue says of an indicator's evidence; 自报 that was spot-checked is 抽查核实. */
const gradesOf = ({ document }: OpenCatalogue, spots: ReadonlyMap<string, Checked>) =>
  new Map(
    document.indicators.map(({ key, evidenceGrade }) => [
      key,
      evidenceGrade === "self" && spots.has(key) ? ("sampled" as const) : (evidenceGrade ?? null),
    ]),
  );

function computed(catalogue: OpenCatalogue, inputs: EvaluationInputs, spots: ReadonlyMap<string, Checked>) {
  const { document } = catalogue;
  const result = scoreInputs(document, inputs);
  const grades = gradesOf(catalogue, spots);
  const graded = [...grades.values()].some((grade) => grade !== null);
  const own = new Set([...grades].flatMap(([key, grade]) => (grade === "self" ? [key] : [])));
  const audit = auditOf(result, graded ? own : undefined);
  const nameOf = new Map(inputs.regions.map(({ id, name }) => [String(id), name]));
  return {
    nRanked: result.nRanked,
    names: result.placed.map(({ node, path, children }) => ({
      key: node.key,
      path,
      name: node.name,
      leaf: children.length === 0,
    })),
    nodes: audit.nodes.map(({ path, children, correlations, reliability, kmo, firstComponent }) => ({
      path,
      children,
      correlations: correlations.map(({ a, b, r, n, adjusted }) => ({ a, b, r: told(r), n, adjusted: told(adjusted) })),
      units: reliability.units,
      alpha: told(reliability.alpha),
      standardisedAlpha: told(reliability.standardisedAlpha),
      omega: told(reliability.omega),
      kmo: told(kmo),
      firstComponent: told(firstComponent),
    })),
    importance: audit.importance.map(({ path, indicator, nominal, effective, correlation, atBest, atWorst }) => ({
      path,
      indicator,
      nominal,
      effective: told(effective),
      correlation: told(correlation),
      atBest: told(atBest),
      atWorst: told(atWorst),
      evidence: grades.get(indicator) ?? null,
      spots: spots.get(indicator) ?? null,
    })),
    leverage: leverageOf(result).map(({ region, ...rest }) => ({
      ...rest,
      regionId: Number(region),
      region: nameOf.get(region)!,
    })),
    selfReported: audit.selfReported,
    lines: AUDIT_LINES,
    sensitivity: sensitivityTo(schemeIn(document, inputs.scheme), result),
    findings: audit.findings.map(({ code, path, zh, en }) => ({ code, path, zh, en })),
  };
}

/** The usual audit: weights by a quarter either way, the top node arithmetic or geometric; what moves places more. */
function sensitivityTo(scheme: ScoreResult["scheme"], { input, nRanked }: ScoreResult) {
  if (nRanked < LEAST_RANKED) return null;
  const model = modelOf(scheme, input, auditFactors(scheme));
  const sobol = sensitivityOf(model, meanRankShift(model), { n: rowsFor(model.size), seed: SEED });
  return {
    meanShift: sobol.mean,
    evaluations: sobol.evaluations,
    seed: SEED,
    indices: sobol.indices.map(({ name, first, firstError, total, totalError, doubtful }, at) => ({
      name,
      said: model.factors[at]!.said,
      first: told(first),
      firstError: told(firstError),
      total: told(total),
      totalError: told(totalError),
      doubtful,
    })),
  };
}
