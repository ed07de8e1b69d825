import { formulaOf, refName, showFormula } from "@duibiao/indicators";
import { explain, quantile, type ScoreResult } from "@duibiao/scoring";
import type { OpenCatalogue } from "../catalogues/open.ts";
import { schemeIn, scoreInputs, type EvaluationInputs } from "../evaluations/inputs.ts";
import { datesOf } from "../evaluations/plan.ts";
import { conclusionNames, conclusionOf } from "../evaluations/judgements.ts";
import { readInputs, readResults, stampsOf, type EvaluationRow } from "../evaluations/read.ts";
import { plansOf } from "../evaluations/stored.ts";
import type { Standings } from "../evaluations/uncertainty.ts";
import { mustHaveBands, shownHash, shownStanding, type Presentation } from "./shown.ts";

/** Statistics over fewer regions would tell whose figure it is (design invariant 8). */
export const FEWEST = 5;

export type PeerRow = {
  indicator: string;
  peerGroup: string;
  n: number;
  best: number;
  q1: number;
  median: number;
  q3: number;
  worst: number;
};
export type ResultRow = { regionId: number; cityId: number; result: Record<string, unknown> };
export type ReleaseContent = {
  head: Record<string, unknown>;
  results: ResultRow[];
  peers: PeerRow[];
};

/** Who may see a release's lines, and whether they show places or bands. */
export type Choice = { audience: "subtree" | "own"; presentation: Presentation };

/**
 * Everything that a release says, made from a stored evaluation alone: the same evaluation gives the same content.
 * Intervals and bands are taken from the stored results, whose own verification draws them again.
 */
export function contentOf(catalogue: OpenCatalogue, evaluation: EvaluationRow, choice: Choice): ReleaseContent {
  const inputs = readInputs(evaluation);
  const scored = scoreInputs(catalogue.document, inputs);
  const { standings } = readResults(evaluation);
  mustHaveBands(choice.presentation, standings);
  const lines = inputs.regions.map((_, at) => resultOf(inputs, scored, at, choice, standings));
  return {
    head: {
      ...headOf(catalogue, evaluation, inputs, scored),
      ...(standings && {
        presentation: choice.presentation,
        uncertainty: { ...inputs.uncertainty!, sources: standings.sources },
        shownHash: shownHash(choice.presentation, lines),
      }),
      ...(inputs.judged && { conclusions: conclusionNames(catalogue.document, inputs.scheme) }),
    },
    results: inputs.regions.map((region, at) => ({ regionId: region.id, cityId: region.city, result: lines[at]! })),
    peers: peersOf(inputs, scored),
  };
}

function headOf(catalogue: OpenCatalogue, evaluation: EvaluationRow, inputs: EvaluationInputs, scored: ScoreResult) {
  const scheme = schemeIn(catalogue.document, inputs.scheme);
  const enough = scored.nRanked >= FEWEST;
  const counts = new Map<string, number>();
  for (const { peerGroup } of inputs.regions) counts.set(peerGroup, (counts.get(peerGroup) ?? 0) + 1);
  return {
    catalogue: { id: catalogue.id, ...inputs.catalogue },
    scheme: {
      key: scheme.key,
      name: scheme.name,
      documentNo: scheme.documentNo ?? null,
      weightsStatus: scheme.weightsStatus,
      minCoverage: scheme.minCoverage,
    },
    period: inputs.period,
    tier: inputs.tier,
    lens: inputs.lens,
    treeDate: inputs.treeDate,
    trial: inputs.trial,
    synthetic: inputs.synthetic,
    stamps: stampsOf(inputs),
    dataUntil: evaluation.createdAt.toISOString(),
    inputsHash: evaluation.inputsHash,
    resultsHash: evaluation.resultsHash,
    engines: inputs.engines,
    methods: inputs.methods,
    nListed: inputs.regions.length,
    nRanked: scored.nRanked,
    best: enough ? scored.best : null,
    quartileCuts: enough ? scored.quartileCuts : null,
    peerGroups: [...counts].map(([name, n]) => ({ name, n })),
    nodePeers: nodePeersOf(inputs, scored),
    indicators: inputs.indicators.map(({ key, collected }) => shownIndicator(catalogue, inputs, key, collected)),
  };
}

function shownIndicator({ compiled }: OpenCatalogue, inputs: EvaluationInputs, key: string, collected: boolean) {
  const indicator = compiled.indicators.get(key)!;
  const formula = formulaOf(compiled, indicator.formula);
  return {
    key,
    name: indicator.name,
    uom: indicator.uom,
    direction: indicator.direction,
    decimals: indicator.decimals ?? null,
    collected,
    formula: {
      text: indicator.formula,
      zh: showFormula(compiled, formula, "zh"),
      en: showFormula(compiled, formula, "en"),
    },
    operands: collected
      ? plansOf(inputs.operands, formula.refs).map((plan) => ({
          ...datesOf(plan),
          name: refName(compiled, plan.ref),
        }))
      : [],
  };
}

function resultOf(
  inputs: EvaluationInputs,
  scored: ScoreResult,
  at: number,
  { audience, presentation }: Choice,
  standings: Standings | undefined,
): Record<string, unknown> {
  const { id, code, name, kind, peerGroup } = inputs.regions[at]!;
  const { score, coverage, place, unranked, root, lostPoints, methodId } = explain(scored, String(id));
  // Among so few the distance to the best would name its score to one who may see only its own.
  const bare = place !== null && audience === "own" && scored.nRanked < FEWEST;
  return {
    region: { id, code, name, kind, peerGroup },
    score,
    coverage,
    place: presentation === "bands" ? null : bare ? { ...place, gapToBest: null, gapToTopQuartile: null } : place,
    ...(standings && { standing: shownStanding(standings.regions[at]!, presentation) }),
    ...(inputs.judged && { conclusion: conclusionOf(inputs.judged, scored.regions[at]!, at) }),
    unranked,
    explanationMethod: methodId,
    tree: root,
    lostPoints,
    cells: Object.fromEntries(inputs.indicators.map(({ key }) => [key, inputs.cells[key]![at]!])),
  };
}

/** Scores of the total and of every inner node per peer group, over regions that have one; `q1` and `q3` as below. */
function nodePeersOf(inputs: EvaluationInputs, scored: ScoreResult) {
  const groups = [...new Set(inputs.regions.map((region) => region.peerGroup))].sort();
  return scored.placed.flatMap(({ node, path }, at) => {
    if (node.indicator !== undefined) return [];
    const { score } = scored.columns[at]!;
    return groups.flatMap((peerGroup) => {
      const sorted = Float64Array.from(
        inputs.regions.flatMap((region, r) =>
          region.peerGroup === peerGroup && !Number.isNaN(score[r]!) ? [score[r]!] : [],
        ),
      ).sort();
      if (sorted.length < FEWEST) return [];
      const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
      return [{ path, peerGroup, n: sorted.length, q1: q1!, median: median!, q3: q3! }];
    });
  });
}

/** Per indicator and peer group, over real and complete values; `q1` and `q3` are P25 and P75 (type 7). */
function peersOf(inputs: EvaluationInputs, scored: ScoreResult): PeerRow[] {
  const groups = [...new Set(inputs.regions.map((region) => region.peerGroup))].sort();
  return inputs.indicators.flatMap(({ key, direction }) => {
    const leaf = scored.columns[scored.placed.findIndex(({ node }) => node.indicator === key)]!;
    return groups.flatMap((peerGroup) => {
      const members = inputs.regions.flatMap((region, at) => {
        const { status, value, complete } = inputs.cells[key]![at]!;
        return region.peerGroup === peerGroup && status === "value" && complete
          ? [{ value: value!, points: leaf.score[at]! }]
          : [];
      });
      if (members.length < FEWEST) return [];
      const sorted = Float64Array.from(members, (m) => m.value).sort();
      const [best, worst] = ends(direction, sorted, members);
      return [
        {
          indicator: key,
          peerGroup,
          n: members.length,
          best,
          q1: quantile(sorted, 0.25),
          median: quantile(sorted, 0.5),
          q3: quantile(sorted, 0.75),
          worst,
        },
      ];
    });
  });
}

function ends(
  direction: string,
  sorted: Float64Array,
  members: readonly { value: number; points: number }[],
): [number, number] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  if (direction === "higher") return [most, least];
  if (direction === "lower") return [least, most];
  // An interval has no end that is best: the points decide, of equal ones the smaller value.
  const byPoints = members.toSorted((a, b) => b.points - a.points || a.value - b.value);
  return [byPoints[0]!.value, byPoints.at(-1)!.value];
}
