import { randomOf } from "../numeric/random.ts";
import { applySteps } from "../scheme/apply-steps.ts";
import type { Cell, ScoringInput } from "../scheme/columns.ts";
import { readColumn, type DataColumn } from "../scheme/data-column.ts";
import { scoreLeaf } from "../scheme/leaf.ts";
import { emptyNodeColumn, statusName } from "../scheme/node-column.ts";
import { indexPeerGroups, score, type ScoreResult } from "../scheme/score.ts";
import type { Assumptions } from "./model.ts";
import { prepare, prepareAnew, type Prepared } from "./prepared.ts";

/** Every value moved by a normal error: value (1 + relative z) + absolute z. `indicators` left out: all. */
export type InputError = { relative?: number; absolute?: number; indicators?: readonly string[] };

/** A coordinate as the seed of everything that it stands for: the same coordinate always means the same draw. */
export const seedOf = (coordinate: number): number => Math.floor(coordinate * 4294967296) | 0;

/**
 * A scored input made ready to be scored again and again with other errors; one coordinate of 0..1 per error. The columns are
 * read once and the numbers written over in place. Statuses do not depend on values, so what was scored stands but for the
 * leaves; where a step makes a status of a value (screening, denominators), everything is scored anew.
 */
export function errorsOn(
  { scheme, input, bounds, treatments }: Assumptions,
  result: ScoreResult,
  errors: readonly InputError[],
): (coordinates: readonly number[]) => Prepared {
  const steps = scheme.steps ?? [];
  const used = result.placed.flatMap(({ node }) => node.indicator ?? []);
  const denominators = steps.flatMap((step) => (step.step === "denominate" ? [step.by] : []));
  const move = moverOf(input, errors, [...new Set([...used, ...denominators])]);
  if (steps.some(({ step }) => step === "screen" || step === "denominate"))
    return (coordinates) => prepare(score(scheme, withColumns(input, move(coordinates)), bounds, treatments));
  const { placed, regions } = result;
  const groups = indexPeerGroups(input);
  const columns = result.columns.map((own, i) =>
    placed[i]!.children.length > 0 ? own : emptyNodeColumn(regions.length),
  );
  let again: ReturnType<typeof prepareAnew> | null = null;
  return (coordinates) => {
    const moved = move(coordinates);
    const ready = applySteps(steps, placed, input, groups, (key) => moved.get(key)!, treatments).columns;
    placed.forEach((p, i) => {
      if (p.children.length === 0) scoreLeaf(p, input, ready.get(p.node.indicator!)!, groups, bounds, columns[i]!);
    });
    again ??= prepareAnew({ placed, columns, scheme, regions });
    again.refresh();
    return again.ready;
  };
}

/** Writes the moved values of the columns `keys` and hands them out; they hold until the next call. */
function moverOf(
  input: ScoringInput,
  errors: readonly InputError[],
  keys: readonly string[],
): (coordinates: readonly number[]) => ReadonlyMap<string, DataColumn> {
  const given = new Map(keys.map((key) => [key, readColumn(input.columns[key]!)]));
  const moved = new Map([...given].map(([key, own]) => [key, { ...own, values: own.values.slice() }]));
  // By indicator and region: the order of either must not change a draw.
  const order = Int32Array.from(
    input.regions.map(({ id }, r) => ({ id, r })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ({ r }) => r,
  );
  const streams = errors.map(({ indicators = Object.keys(input.columns) }) =>
    [...indicators]
      .sort()
      .map((key, stream) => ({ values: moved.get(key)?.values, stream }))
      .flatMap(({ values, stream }) => (values === undefined ? [] : [{ values, stream }])),
  );
  return (coordinates) => {
    for (const [key, { values }] of moved) values.set(given.get(key)!.values);
    errors.forEach(({ relative = 0, absolute = 0 }, e) => {
      for (const { values, stream } of streams[e]!) {
        const random = randomOf(seedOf(coordinates[e]!) ^ (stream * 0x9e3779b1));
        for (let at = 0; at < order.length; at++) {
          const r = order[at]!;
          const z = random.normal();
          values[r] = values[r]! * (1 + relative * z) + absolute * z;
        }
      }
    });
    return moved;
  };
}

function withColumns(input: ScoringInput, moved: ReadonlyMap<string, DataColumn>): ScoringInput {
  const columns = { ...input.columns };
  for (const [key, { values, status }] of moved)
    columns[key] = Array.from(values, (value, r): Cell => {
      if (!Number.isNaN(value)) return { status: "value", value };
      const name = statusName(status[r]!);
      return { status: name === "not_applicable" || name === "uncollected" ? name : "missing" };
    });
  return { ...input, columns };
}
