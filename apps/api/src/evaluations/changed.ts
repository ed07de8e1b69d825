import type { CellValue } from "@duibiao/indicators";
import { score, type ScoreResult } from "@duibiao/scoring";
import type { OpenCatalogue } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";
import { cellAt, factsOf, loadCells } from "./facts.ts";
import { cellsFromFacts, schemeIn, scoringInput, type EvaluationInputs, type InputCell } from "./inputs.ts";
import { standingsOf, type Standings } from "./uncertainty.ts";

/** What is tried on a stored evaluation: other figures of one report, another value of an indicator, another peer group. */
export type Change =
  | {
      kind: "cells";
      collection: number;
      unit: number;
      submission: number;
      cells: readonly { measure: string; member: string; value: CellValue }[];
    }
  | { kind: "value"; region: number; indicator: string; value: number }
  | { kind: "group"; region: number; group: string };

/** The inputs as they would be, and the regions whose own figures differ; null where the evaluation is not concerned. */
export type Changed = { inputs: EvaluationInputs; regions: number[] };

export async function changedInputs(
  ctx: Ctx,
  catalogue: OpenCatalogue,
  inputs: EvaluationInputs,
  change: Change,
): Promise<Changed | null> {
  if (change.kind === "cells") return withCells(ctx, catalogue, inputs, change);
  const at = inputs.regions.findIndex(({ id }) => id === change.region);
  if (at < 0) return null;
  if (change.kind === "group") {
    const regions = inputs.regions.with(at, { ...inputs.regions[at]!, peerGroup: change.group });
    return { inputs: { ...inputs, regions }, regions: [change.region] };
  }
  const column = inputs.cells[change.indicator]!;
  const cell: InputCell = { ...column[at]!, status: "value", value: change.value, complete: true, gap: null };
  const cells = { ...inputs.cells, [change.indicator]: column.with(at, cell) };
  return { inputs: { ...inputs, cells }, regions: [change.region] };
}

/** The same evaluation run again: bounds and places follow from the changed inputs, for every region. */
export const scoredAgain = ({ document }: OpenCatalogue, inputs: EvaluationInputs): ScoreResult =>
  score(schemeIn(document, inputs.scheme), scoringInput(inputs));

export const standingsAgain = (scored: ScoreResult, { uncertainty }: EvaluationInputs): Standings | undefined =>
  uncertainty && standingsOf(scored, uncertainty);

type Cells = Extract<Change, { kind: "cells" }>;

/** From the units' figures that the evaluation names, with those of the report changed; stored roll-ups are not touched. */
async function withCells(
  ctx: Ctx,
  catalogue: OpenCatalogue,
  inputs: EvaluationInputs,
  { collection, unit, submission, cells }: Cells,
): Promise<Changed | null> {
  const entry = inputs.manifest.find((own) => own.collection === collection && own.unit === unit);
  const plans = inputs.operands.flatMap((plan) => {
    const own = cells.find(({ measure, member }) => measure === plan.ref.measure && member === plan.ref.member);
    return own === undefined ? [] : [{ plan, value: own.value }];
  });
  if (entry === undefined || plans.length === 0) return null;
  const above = upFrom(inputs, entry.region);
  const regions = inputs.regions.filter(({ id }) => above.has(id));
  if (regions.length === 0) return null;
  const roots = new Set(regions.map(({ id }) => id));
  const nodes = inputs.tree
    .filter(({ id }) => [...upFrom(inputs, id)].some((up) => roots.has(up)))
    .map((node) => (roots.has(node.id) ? { ...node, parentId: null } : node));
  const below = new Set(nodes.map(({ id }) => id));
  const manifest = inputs.manifest
    .filter(({ region }) => below.has(region))
    .map((own) => (own === entry ? { ...own, submission } : own));
  const figures = new Map(await loadCells(ctx.tx, manifest, inputs.operands));
  for (const { plan, value } of plans) figures.set(cellAt(submission, plan), value);
  const again = cellsFromFacts(catalogue, { ...inputs, regions }, factsOf(nodes, manifest, figures));
  const spliced = (columns: Record<string, InputCell[]>, fresh: Record<string, InputCell[]>) =>
    Object.fromEntries(
      Object.entries(columns).map(([key, column]) => {
        const own = new Map(regions.map(({ id }, at) => [id, fresh[key]![at]!]));
        return [key, column.map((cell, at) => own.get(inputs.regions[at]!.id) ?? cell)];
      }),
    );
  return {
    inputs: {
      ...inputs,
      cells: spliced(inputs.cells, again.cells),
      ...(inputs.judged && { judged: { ...inputs.judged, cells: spliced(inputs.judged.cells, again.gates) } }),
    },
    regions: [...roots],
  };
}

/** A region and everything above it, as the evaluation's tree has them. */
function upFrom({ tree }: EvaluationInputs, region: number): Set<number> {
  const parents = parentsOf(tree);
  const found = new Set<number>();
  for (let at: number | null | undefined = region; at != null && !found.has(at); at = parents.get(at)) found.add(at);
  return found;
}

const known = new WeakMap<EvaluationInputs["tree"], Map<number, number | null>>();

function parentsOf(tree: EvaluationInputs["tree"]): Map<number, number | null> {
  const kept = known.get(tree) ?? new Map(tree.map(({ id, parentId }) => [id, parentId]));
  known.set(tree, kept);
  return kept;
}

/** An indicator of a region that is another than before. */
export type Moved = { region: number; indicator: string; before: number | null; after: number | null };

export function movedOf(before: EvaluationInputs, { inputs, regions }: Changed): Moved[] {
  return regions.flatMap((region) => {
    const at = before.regions.findIndex(({ id }) => id === region);
    return before.indicators.flatMap(({ key }) => {
      const [was, is] = [before.cells[key]![at]!.value, inputs.cells[key]![at]!.value];
      return was === is ? [] : [{ region, indicator: key, before: was, after: is }];
    });
  });
}

/** Largest change of an indicator as a share of what it was; null where one had none, or was 0. */
export function shareOf(moved: readonly Moved[]): number | null {
  const shares = moved.map(({ before, after }) =>
    before === null || after === null || before === 0 ? null : Math.abs(after - before) / Math.abs(before),
  );
  return shares.includes(null) ? null : Math.max(0, ...(shares as number[]));
}
