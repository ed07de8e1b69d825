import { aggregateNode, fillShare } from "./aggregate-node.ts";
import { applySteps } from "./apply-steps.ts";
import { conclude, type Concluded } from "./conclude.ts";
import { assertScorable, type ScoringInput } from "./columns.ts";
import type { DataColumn } from "./data-column.ts";
import { scoreLeaf, type FrozenBounds, type LeafBounds, type PeerGroups } from "./leaf.ts";
import { lintScheme } from "./lint.ts";
import { rankColumn, type Place, type Ranking } from "../ranking/rank.ts";
import { ScoringError, type Remark } from "./remark.ts";
import type { FrozenTreatments, StepRecord } from "./steps.ts";
import { placeNodes, type PlacedNode, type Scheme } from "./scheme.ts";
import { emptyNodeColumn, STATUS, type NodeColumn } from "./node-column.ts";
import { screenedOutReason, unrankedReasons, type UnrankedReason } from "./unranked.ts";
import { engineVersion, methodIds } from "../version.ts";

/** A region's total and place. */
export type RegionScore = {
  id: string;
  peerGroup: string;
  /** 0..100; null where the root has no score. Only totals of ranked regions are comparable. */
  score: number | null;
  /** Share of the applicable weight that has a score; null where nothing applies. */
  coverage: number | null;
  /** Share of the applicable weight whose value a data step filled; absent where no step filled any. */
  filled?: number | null;
  /** null: not ranked, and `unranked` says why. */
  place: Place | null;
  unranked: UnrankedReason[];
  /** With bonus, grade and gates; absent where the scheme has none of them. */
  concluded?: Concluded;
};

export type ScoreResult = {
  engineVersion: string;
  /** Ids of the methods used. */
  methods: string[];
  /** As `input.regions`, in the same order. */
  regions: RegionScore[];
  nRanked: number;
  best: number | null;
  quartileCuts: Ranking["quartileCuts"];
  /** Peer bounds by leaf key and peer group: pass them back as `frozenBounds` to recompute. */
  bounds: FrozenBounds;
  remarks: Remark[];
  /** What was computed at each node, in tree order, for `explain`. */
  placed: readonly PlacedNode[];
  columns: readonly NodeColumn[];
  leafBounds: readonly (LeafBounds | null)[];
  /** The values that were scored, after the data steps, by node; null at inner nodes. */
  data: readonly (DataColumn | null)[];
  /** What the scheme's data steps did, in their order; absent where the scheme has none. */
  steps?: StepRecord[];
  /** What its treatments took from the values: pass them back as `frozenTreatments`. */
  treatments?: FrozenTreatments;
  scheme: Scheme;
  input: ScoringInput;
};

/**
 * Scores every region by a scheme, bottom up in tree order, and ranks the totals.
 *
 * Missing policy: a not applicable child shares its weight among its siblings; every other child
 * without a score (missing, incomplete, uncollected, too few peers, coverage too low) keeps its weight
 * and earns nothing: 0, or the scheme's floor in a geometric node. So missing never helps.
 * Coverage of a node = applicable weight with a score / applicable weight, a child counting with its
 * own coverage; below scheme.minCoverage the node has no score. A region whose root or any dimension
 * (inner node right below the root) has no score is not ranked.
 *
 * `frozenBounds`: `bounds` of an earlier result; peer percentiles then use these and not the values. `frozenTreatments`: `treatments` of an
 * earlier result, for schemes that treat outliers; with both, a raw value keeps its points whatever the others are.
 * The result depends on the arguments only. Nothing is changed; the result refers to them.
 * Throws ScoringError with every error when the scheme fails lintScheme, the input fails
 * assertScorable, or frozen bounds lack a leaf or a peer group.
 */
export function score(
  scheme: Scheme,
  input: ScoringInput,
  frozenBounds?: FrozenBounds,
  frozenTreatments?: FrozenTreatments,
): ScoreResult {
  const errors = lintScheme(scheme, input.directions);
  if (errors.length > 0) throw new ScoringError(errors);
  const placed = placeNodes(scheme.root);
  assertScorable(
    input,
    placed.flatMap((p) => (p.node.indicator === undefined ? [] : [p.node.indicator])),
    scheme.steps,
  );

  const groups = indexPeerGroups(input);
  const remarks: Remark[] = [];
  const bounds: FrozenBounds = {};
  const columns: NodeColumn[] = placed.map(() => emptyNodeColumn(input.regions.length));
  const leafBounds: (LeafBounds | null)[] = placed.map(() => null);
  const prepared = applySteps(scheme.steps ?? [], placed, input, groups, undefined, frozenTreatments);
  for (const [i, p] of placed.entries()) {
    if (p.children.length > 0) continue;
    const leaf = scoreLeaf(p, input, prepared.columns.get(p.node.indicator!)!, groups, frozenBounds, columns[i]!);
    leafBounds[i] = leaf.bounds;
    if (leaf.frozen !== null) bounds[p.node.key] = leaf.frozen;
    remarks.push(...leaf.remarks);
  }
  // Parents stand before their children in tree order.
  for (let i = placed.length - 1; i >= 0; i--) {
    const { node, children } = placed[i]!;
    if (children.length === 0) continue;
    const weights = Float64Array.from(children, (c) => placed[c]!.node.weight);
    aggregateNode(
      scheme,
      node,
      weights,
      children.map((c) => columns[c]!),
      columns[i]!,
    );
    fillShare(
      weights,
      children.map((c) => columns[c]!),
      columns[i]!,
    );
  }
  return {
    engineVersion,
    methods: usedMethods(placed, prepared.records),
    ...rankTotals(scheme, input, placed, columns, prepared.screenedOut),
    bounds,
    remarks,
    placed,
    columns,
    leafBounds,
    data: placed.map(({ node }) => (node.indicator === undefined ? null : prepared.columns.get(node.indicator)!)),
    ...(scheme.steps && { steps: prepared.records, treatments: prepared.records.map(({ fits }) => fits ?? null) }),
    scheme,
    input,
  };
}

/** Peer groups of the regions, numbered in order of first appearance. */
export function indexPeerGroups(input: ScoringInput): PeerGroups {
  const index = new Map<string, number>();
  const groupOf = new Int32Array(input.regions.length);
  for (const [r, region] of input.regions.entries()) {
    let g = index.get(region.peerGroup);
    if (g === undefined) {
      g = index.size;
      index.set(region.peerGroup, g);
    }
    groupOf[r] = g;
  }
  return { names: [...index.keys()], groupOf };
}

function rankTotals(
  scheme: Scheme,
  input: ScoringInput,
  placed: readonly PlacedNode[],
  columns: readonly NodeColumn[],
  screenedOut: ReadonlyMap<number, number>,
): Pick<ScoreResult, "regions" | "nRanked" | "best" | "quartileCuts"> {
  const root = columns[0]!;
  const reasons = input.regions.map((_, r) => {
    const own = unrankedReasons(scheme, placed, columns, r);
    const availability = screenedOut.get(r);
    return availability === undefined ? own : [screenedOutReason(scheme.root, availability), ...own];
  });
  const totals = root.score.map((s, r) => (reasons[r]!.length === 0 ? s : NaN));
  const { places, nRanked, best, quartileCuts } = rankColumn(totals, "higher");
  const concludes = scheme.grades !== undefined || scheme.gates !== undefined || scheme.bonus !== undefined;
  const regions = input.regions.map(({ id, peerGroup }, r) => ({
    id,
    peerGroup,
    score: root.status[r] === STATUS.value ? root.score[r]! : null,
    coverage: root.status[r] === STATUS.not_applicable ? null : root.coverage[r]!,
    ...(root.filled && { filled: root.status[r] === STATUS.not_applicable ? null : root.filled[r]! }),
    place: places[r]!,
    unranked: reasons[r]!,
    ...(concludes && {
      concluded: conclude(scheme, root.status[r] === STATUS.value ? root.score[r]! : null, r, input),
    }),
  }));
  return { regions, nRanked, best, quartileCuts };
}

function usedMethods(placed: readonly PlacedNode[], steps: readonly StepRecord[]): string[] {
  const used = new Set<string>([methodIds.missing, methodIds.rank, methodIds.quantile]);
  for (const { method } of steps) used.add(method);
  for (const { node } of placed) {
    if (node.norm === undefined) used.add(methodIds[node.method ?? "arithmetic"]);
    else used.add(methodIds[node.norm.method]);
  }
  return [...used].sort();
}
