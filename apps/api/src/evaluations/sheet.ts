import {
  evaluateFormula,
  formulaOf,
  refKey,
  refName,
  showFormula,
  showNumbers,
  type CellValue,
  type Formula,
  type OperandRef,
  type Outside,
  type TreeRegion,
} from "@duibiao/indicators";
import { explain, type ExplainedNode } from "@duibiao/scoring";
import type { evaluations as contract, Input } from "@duibiao/contract";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { factsOf, loadCells, type Facts } from "./facts.ts";
import { outsideOf, scoreInputs, type EvaluationInputs, type InputCell } from "./inputs.ts";
import { conclusionNames, conclusionOf } from "./judgements.ts";
import { datesOf, type OperandPlan } from "./plan.ts";
import { loadEvaluation, readInputs, readResults, stampsOf } from "./read.ts";
import { readPapers, type Papers } from "./sheet-papers.ts";
import { plansOf } from "./stored.ts";

/**
 * 计算单: one answer from which every number can be rebuilt, from the rank down to the unit's cell, its revision and
 * its signers. With an indicator, its operands open to the cells; without one, every leaf stops at its operands.
 */
export async function sheet(ctx: Ctx, { params, query }: Input<typeof contract.readSheet>) {
  const row = await loadEvaluation(ctx, params.id);
  const inputs = readInputs(row);
  const at = inputs.regions.findIndex((region) => region.id === query.region);
  if (at < 0) throw problems.notFound(`region ${query.region} in evaluation ${params.id}`);
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  const scored = scoreInputs(catalogue.document, inputs);
  const { regions, standings } = readResults(row);
  const stored = regions[at]!;
  const explanation = explain(scored, String(query.region));
  if (explanation.score !== stored.score) {
    throw problems.conflict(
      "所存结果与重算不一致，请先验算",
      "The stored result does not recompute; verify the evaluation first",
      { stored: stored.score, computed: explanation.score },
    );
  }
  const wanted = leaves(explanation.root).filter(
    (leaf) => query.indicator === undefined || leaf.leaf!.indicator === query.indicator,
  );
  if (wanted.length === 0) throw problems.notFound(`indicator ${query.indicator}`);
  const open =
    query.indicator === undefined ? null : await openCells(ctx, inputs, catalogue, query.indicator, query.region);
  return {
    evaluation: row.id,
    scheme: inputs.scheme,
    catalogue: inputs.catalogue,
    period: inputs.period,
    tier: inputs.tier,
    lens: inputs.lens,
    treeDate: inputs.treeDate,
    stamps: stampsOf(row),
    engines: inputs.engines,
    methods: inputs.methods,
    inputsHash: row.inputsHash,
    resultsHash: row.resultsHash,
    region: inputs.regions[at]!,
    nRanked: scored.nRanked,
    place: explanation.place,
    standing: standings?.regions[at] ?? null,
    uncertainty: standings === undefined ? null : { ...inputs.uncertainty!, sources: standings.sources },
    conclusion: inputs.judged === undefined ? null : conclusionOf(inputs.judged, stored, at),
    conclusions: inputs.judged === undefined ? null : conclusionNames(catalogue.document, inputs.scheme),
    unranked: explanation.unranked,
    score: explanation.score,
    coverage: explanation.coverage,
    minCoverage: scored.scheme.minCoverage,
    floor: scored.scheme.floor ?? null,
    explanationMethod: explanation.methodId,
    tree: explanation.root,
    lostPoints: explanation.lostPoints,
    leaves: wanted.map((leaf) => ({
      path: leaf.path,
      ...leafSheet(catalogue, inputs, leaf, at),
      units: open,
    })),
  };
}

const leaves = (node: ExplainedNode): ExplainedNode[] => (node.leaf === null ? node.children.flatMap(leaves) : [node]);

/** From a leaf's points to its formula with the numbers put in, and its operands. */
function leafSheet(catalogue: OpenCatalogue, inputs: EvaluationInputs, leaf: ExplainedNode, at: number) {
  const key = leaf.leaf!.indicator;
  const indicator = catalogue.compiled.indicators.get(key)!;
  const formula = formulaOf(catalogue.compiled, indicator.formula);
  const cell = inputs.cells[key]![at]!;
  return {
    indicator: key,
    name: indicator.name,
    uom: indicator.uom,
    direction: indicator.direction,
    value: cell.value,
    status: cell.status,
    complete: cell.complete,
    matched: cell.matched,
    expected: cell.expected,
    computedFrom: cell.path,
    gap: cell.gap,
    estimatedShare: cell.estimatedShare,
    points: {
      score: leaf.score,
      norm: leaf.leaf!.norm,
      peers: leaf.leaf!.peers,
      weight: leaf.weight,
      effectiveWeight: leaf.effectiveWeight,
      additiveWeight: leaf.additiveWeight,
      contribution: leaf.contribution,
      lost: leaf.pointsLost,
    },
    formula: numbersIn(catalogue, formula, cell, outsideOf(inputs, inputs.regions[at]!)),
    operands:
      cell.operands.length === 0
        ? []
        : formula.refs.map((ref, n) => ({
            ...datesOf(plansOf(inputs.operands, [ref])[0]!),
            name: refName(catalogue.compiled, ref),
            ...cell.operands[n]!,
          })),
  };
}

/** The formula in both languages, and with the sums put in. */
export function numbersIn({ compiled }: OpenCatalogue, formula: Formula, cell: InputCell, outside: Outside) {
  const lookup = (ref: OperandRef): CellValue | undefined => {
    const used = cell.operands[formula.refs.findIndex((candidate) => refKey(candidate) === refKey(ref))];
    if (used === undefined) return undefined;
    if (used.sum !== null) return { state: "number", value: used.sum };
    return used.nNa > 0 ? { state: "na" } : undefined;
  };
  return {
    text: formula.text,
    zh: showFormula(compiled, formula, "zh"),
    en: showFormula(compiled, formula, "en"),
    numbersZh: showNumbers(compiled, formula, "zh", lookup, { outside }),
    numbersEn: showNumbers(compiled, formula, "en", lookup, { outside }),
  };
}

/** Every unit behind the region's operands, each figure with the revision it comes from. */
async function openCells(ctx: Ctx, inputs: EvaluationInputs, catalogue: OpenCatalogue, key: string, region: number) {
  const indicator = inputs.indicators.find((candidate) => candidate.key === key)!;
  if (!indicator.collected) return [];
  const formula = formulaOf(catalogue.compiled, indicator.formula);
  const plans = plansOf(inputs.operands, formula.refs);
  const below = subtree(inputs.tree, region);
  const manifest = inputs.manifest.filter((entry) => below.has(entry.region));
  const nodes = inputs.tree
    .filter((node) => below.has(node.id))
    .map((node) => (node.id === region ? { ...node, parentId: null } : node));
  const facts = factsOf(nodes, manifest, await loadCells(ctx.tx, manifest, plans));
  const ids = [...new Set(plans.flatMap((plan) => facts.contributors(region, plan).map((unit) => unit.id)))].sort(
    (a, b) => a - b,
  );
  const papers = await readPapers(ctx, inputs, ids);
  return ids.map((unit) => ({
    ...papers.units.get(unit)!,
    used: isUsed(catalogue, formula, facts, plans, region, unit),
    cells: cellsOf(facts, plans, region, unit, papers),
  }));
}

function subtree(tree: readonly TreeRegion[], root: number): ReadonlySet<number> {
  const children = new Map<number, number[]>();
  for (const { id, parentId } of tree)
    if (parentId !== null) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  const found = new Set([root]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return found;
}

/** Whether the unit stands in the value: alone, it can answer the whole formula. */
function isUsed(
  { compiled }: OpenCatalogue,
  formula: Formula,
  facts: Facts,
  plans: readonly OperandPlan[],
  region: number,
  unit: number,
): boolean {
  const cell = (ref: OperandRef) => {
    const plan = plansOf(plans, [ref])[0]!;
    return facts.contributors(region, plan).some((candidate) => candidate.id === unit)
      ? facts.cell(unit, plan)
      : undefined;
  };
  const alone = evaluateFormula(compiled, formula.text, {
    row: (ref) => {
      const value = cell(ref);
      const answered = value !== undefined && value.state !== "missing";
      const sum = value?.state === "number" ? value.value : null;
      // 不适用 leads to the units, which decide as they do for the whole region.
      return {
        nExpected: 1,
        nAnswered: answered ? 1 : 0,
        nNa: value?.state === "na" ? 1 : 0,
        support: answered ? 1n : 0n,
        sum,
        estimatedSum: sum === null ? null : "0",
      };
    },
    units: () => [{ unitId: unit, cell }],
  });
  return alone.matched === 1;
}

function cellsOf(facts: Facts, plans: readonly OperandPlan[], region: number, unit: number, papers: Papers) {
  return plans
    .filter((plan) => facts.contributors(region, plan).some((candidate) => candidate.id === unit))
    .flatMap((plan) =>
      facts.answers(unit, plan).map(({ period, entry, cell }) => ({
        operand: refKey(plan.ref),
        measure: plan.ref.measure,
        member: plan.ref.member,
        period,
        state: cell?.state ?? ("absent" as const),
        value: cell?.state === "number" ? cell.value : null,
        estimated: cell?.state === "number" && cell.estimated === true,
        reason: cell !== undefined && cell.state !== "number" ? (cell.reason ?? "") : "",
        collection: entry?.collection ?? null,
        submission: entry?.submission ?? null,
        revision: entry?.revision ?? null,
        hash: entry?.hash ?? null,
        ...(entry?.submission == null
          ? { signers: [], submittedAt: null, questions: 0, decisions: 0 }
          : papers.of(entry, plan.ref)),
      })),
    );
}
