import { canonicalJson, pathsOf, type Text } from "@duibiao/indicators";
import { explain, isWithinPeers, rankColumn, type ExplainedNode } from "@duibiao/scoring";
import type { OpenCatalogue } from "../catalogues/open.ts";
import { leavesOf, schemeIn, scoreInputs, type EvaluationInputs, type EvaluationResults } from "./inputs.ts";

/** A stored evaluation, opened. */
export type Opened = { catalogue: OpenCatalogue; inputs: EvaluationInputs; results: EvaluationResults };

type LeafKind = "only" | "basis" | "weight" | "same";
export type ComparedLeaf = {
  indicator: string;
  name: Text;
  kind: LeafKind;
  weightA: number | null;
  weightB: number | null;
  difference: number;
};
export type ComparedRegion = {
  regionId: number;
  rankA: number;
  rankB: number;
  aboveA: number;
  aboveB: number;
  difference: number;
  byKind: Record<LeafKind, number>;
  leaves: ComparedLeaf[];
  nLeaves: number;
};

const SHOWN_LEAVES = 5;
/** Regions farther apart than this are named. */
const FAR = 10;
/** Weights are read from text: nearer than this they are the same. */
const SAME_WEIGHT = 1e-9;

/** Scores of the regions that an evaluation ranks. */
export const rankedScores = ({ inputs, results }: Opened): ReadonlyMap<number, number> =>
  new Map(
    results.regions.flatMap(({ score, place }, at) =>
      score === null || place === null ? [] : [[inputs.regions[at]!.id, score] as const],
    ),
  );

/** Places of the regions that both evaluations rank, among those regions alone. */
export function commonPlaces(a: Opened, b: Opened) {
  const [scoresA, scoresB] = [rankedScores(a), rankedScores(b)];
  const regions = [...scoresA.keys()].filter((id) => scoresB.has(id));
  const side = (scores: ReadonlyMap<number, number>) => {
    const values = regions.map((id) => scores.get(id)!);
    return { values, ranks: rankColumn(values, "higher").places.map((place) => place!.rank) };
  };
  return { regions, a: side(scoresA), b: side(scoresB) };
}

/** Regions more than ten places apart. */
export const farApart = ({ regions, a, b }: ReturnType<typeof commonPlaces>): number[] =>
  regions.filter((_, at) => Math.abs(a.ranks[at]! - b.ranks[at]!) > FAR);

/**
 * Why two schemes rank a region differently. A score above its scheme's mean is the sum of what every leaf adds above
 * that leaf's mean, so the difference of two schemes is the sum over leaves of (what it adds in A above its mean) - (the
 * same in B). Means are over the regions that both rank. A leaf's additions are those of the calculation sheet.
 */
export function compareLeaves(a: Opened, b: Opened, whole: number | undefined) {
  const common = commonPlaces(a, b);
  const [sideA, sideB] = [sideOf(a, common.regions), sideOf(b, common.regions)];
  const indicators = [...new Set([...sideA.leaves.keys(), ...sideB.leaves.keys()])];
  const kinds = new Map(indicators.map((key) => [key, kindOf(sideA.leaves.get(key), sideB.leaves.get(key))]));
  const [meanA, meanB] = [mean(common.a.values), mean(common.b.values)];
  const regions = common.regions.map((regionId, at): ComparedRegion => {
    const leaves = indicators
      .map((indicator): ComparedLeaf => {
        const [inA, inB] = [sideA.leaves.get(indicator), sideB.leaves.get(indicator)];
        return {
          indicator,
          name: (inA ?? inB)!.name,
          kind: kinds.get(indicator)!,
          weightA: inA?.weight ?? null,
          weightB: inB?.weight ?? null,
          difference: aboveMean(inA, at) - aboveMean(inB, at),
        };
      })
      .toSorted((x, y) => Math.abs(y.difference) - Math.abs(x.difference) || (x.indicator < y.indicator ? -1 : 1));
    const byKind = { only: 0, basis: 0, weight: 0, same: 0 };
    for (const { kind, difference } of leaves) byKind[kind] += difference;
    const [aboveA, aboveB] = [common.a.values[at]! - meanA!, common.b.values[at]! - meanB!];
    return {
      regionId,
      rankA: common.a.ranks[at]!,
      rankB: common.b.ranks[at]!,
      aboveA,
      aboveB,
      difference: aboveA - aboveB,
      byKind,
      leaves: regionId === whole ? leaves : leaves.slice(0, SHOWN_LEAVES),
      nLeaves: leaves.length,
    };
  });
  const apart = ({ rankA, rankB }: ComparedRegion) => Math.abs(rankA - rankB);
  return { meanA, meanB, regions: regions.toSorted((x, y) => apart(y) - apart(x) || x.regionId - y.regionId) };
}

type Leaf = {
  name: Text;
  /** Share of the whole scheme. */
  weight: number;
  /** Equal where formula, norm, peers and figures are. */
  basis: string;
  /** Points that it adds to the total, by region; what does not apply adds none, its siblings have its weight. */
  adds: number[];
  mean: number;
};

function sideOf({ catalogue, inputs }: Opened, regions: readonly number[]): { leaves: ReadonlyMap<string, Leaf> } {
  const scored = scoreInputs(catalogue.document, inputs);
  const roots = regions.map((id) => explain(scored, String(id)).root);
  const byRegion = roots.map((root) => addsOf(root));
  const at = new Map(inputs.regions.map(({ id }, index) => [id, index]));
  const leaves = new Map<string, Leaf>();
  for (const { indicator, norm } of leavesOf(schemeIn(catalogue.document, inputs.scheme).root)) {
    const key = indicator!;
    if (leaves.has(key)) continue;
    const { name, formula, direction } = catalogue.compiled.indicators.get(key)!;
    const { source: _source, status: _status, note: _note, ...bounds } = norm!;
    const adds = byRegion.map((contributions) => contributions.get(key) ?? 0);
    const peers = isWithinPeers(bounds) ? inputs.regions.map(({ id, peerGroup }) => [id, peerGroup]) : [];
    const figures = regions.map((id) => inputs.cells[key]![at.get(id)!]!.value);
    const weight = pathsOf(catalogue.document, key)
      .filter(({ scheme }) => scheme === inputs.scheme)
      .reduce((sum, { share }) => sum + share, 0);
    leaves.set(key, {
      name,
      weight,
      basis: canonicalJson({ formula, direction, bounds, peers, figures }),
      adds,
      mean: mean(adds) ?? 0,
    });
  }
  return { leaves };
}

function addsOf(node: ExplainedNode, found = new Map<string, number>()): Map<string, number> {
  if (node.leaf !== null && node.contribution !== null) {
    const before = found.get(node.leaf.indicator);
    found.set(node.leaf.indicator, before === undefined ? node.contribution : before + node.contribution);
  }
  for (const child of node.children) addsOf(child, found);
  return found;
}

function kindOf(a: Leaf | undefined, b: Leaf | undefined): LeafKind {
  if (a === undefined || b === undefined) return "only";
  if (a.basis !== b.basis) return "basis";
  return Math.abs(a.weight - b.weight) > SAME_WEIGHT ? "weight" : "same";
}

/** A scheme without the leaf gets no points from it, nor does anybody else there. */
const aboveMean = (leaf: Leaf | undefined, at: number): number => (leaf === undefined ? 0 : leaf.adds[at]! - leaf.mean);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
