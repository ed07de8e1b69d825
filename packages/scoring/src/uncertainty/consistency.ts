import type { Cell, ScoringInput } from "../scheme/columns.ts";
import { cellsOf } from "../scheme/data-column.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { placeNodes } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";

/** Two regions whose order changed although neither of them did. */
export type Reversal = { removed: string; first: string; second: string };

/**
 * Rank reversal by an irrelevant region (test 1 of Wang and Triantaphyllou 2008, Omega 36, in its leave-one-out form):
 * every region of `removed` (default: all) is taken out in turn, and pairs of the others are named that change order.
 * Fixed bounds never reverse; bounds from the data (min-max, z-scores, places) can. At most one pair per removed region is
 * named: the one that stood furthest apart. Ties becoming an order, or the reverse, are no reversal.
 */
export function rankReversals(scheme: Scheme, input: ScoringInput, removed?: readonly string[]): Reversal[] {
  const before = totalsOf(scheme, input);
  return input.regions.flatMap(({ id }, r) => {
    if (removed !== undefined && !removed.includes(id)) return [];
    const kept = input.regions.map((_, i) => i).filter((i) => i !== r);
    const after = totalsOf(scheme, only(input, kept));
    const order = kept
      .map((i, at) => ({ i, old: before[i]!, now: after[at]! }))
      .filter(({ old, now }) => !Number.isNaN(old) && !Number.isNaN(now))
      .sort((a, b) => b.old - a.old);
    let worst: Reversal | null = null;
    let gap = 0;
    // Of what stood before, the lowest total now: whoever passes it has changed order with somebody above.
    let lowest = order[0];
    for (const own of order.slice(1)) {
      if (lowest !== undefined && own.old < lowest.old && own.now > lowest.now && lowest.old - own.old > gap) {
        gap = lowest.old - own.old;
        worst = { removed: id, first: input.regions[lowest.i]!.id, second: input.regions[own.i]!.id };
      }
      if (lowest === undefined || own.now < lowest.now) lowest = own;
    }
    return worst === null ? [] : [worst];
  });
}

/** An improvement of one value that lowered the region's place. */
export type Decline = { region: string; indicator: string; from: number; to: number; place: number; placeThen: number };

/**
 * Monotonicity: improving one value must never lower a place while nothing else changes. For every region of `regions`
 * and every indicator with a direction, the value is set to the next better one among all regions, and the place compared.
 * Declines found are named; an empty list proves nothing for values that were not tried. Fixed bounds and weighted means
 * are monotone; z-scores, entropy weights and ideal points need not be.
 */
export function declines(scheme: Scheme, input: ScoringInput, regions: readonly string[]): Decline[] {
  const indicators = placeNodes(scheme.root).flatMap(({ node }) => node.indicator ?? []);
  const before = placesOf(totalsOf(scheme, input));
  return regions.flatMap((region) => {
    const r = input.regions.findIndex(({ id }) => id === region);
    return indicators.flatMap((indicator) => {
      const column = cellsOf(input.columns[indicator]!);
      const cell = column[r];
      const direction = input.directions[indicator];
      if (cell?.status !== "value" || (direction !== "higher" && direction !== "lower")) return [];
      const better = nextBetter(column, cell.value, direction);
      if (better === null) return [];
      const moved = column.map((own, at) => (at === r ? { ...cell, value: better } : own));
      const after = placesOf(totalsOf(scheme, { ...input, columns: { ...input.columns, [indicator]: moved } }));
      if (before[r] === 0 || after[r]! <= before[r]!) return [];
      return [{ region, indicator, from: cell.value, to: better, place: before[r]!, placeThen: after[r]! }];
    });
  });
}

/** A value whose absence would raise the region's own total. */
export type HelpfulGap = { region: string; indicator: string; total: number; without: number };

/**
 * Missing must never help: for every region of `regions` and every indicator of the scheme with a value there, the value is taken away,
 * the bounds staying as they are, and the total compared. Named where it rises (or where there was none before). Weighted means of points
 * of 0 and more cannot; a node that shares the weight of a gap ("reweight"), points below 0, and a Mazziotta-Pareto node over points far
 * apart (1 and 100) can.
 */
export function helpfulGaps(scheme: Scheme, input: ScoringInput, regions: readonly string[]): HelpfulGap[] {
  const result = score(scheme, input);
  const indicators = result.placed.flatMap(({ node }) => node.indicator ?? []);
  return regions.flatMap((region) => {
    const r = input.regions.findIndex(({ id }) => id === region);
    const total = result.regions[r]?.score ?? -Infinity;
    return indicators.flatMap((indicator) => {
      const column = cellsOf(input.columns[indicator]!);
      if (column[r]?.status !== "value") return [];
      const emptied = column.map((own, at): Cell => (at === r ? { status: "missing" } : own));
      const again = score(scheme, { ...input, columns: { ...input.columns, [indicator]: emptied } }, result.bounds);
      const without = again.regions[r]!.score ?? -Infinity;
      // Rounding is no gain.
      return without > total + 1e-9 ? [{ region, indicator, total, without }] : [];
    });
  });
}

function nextBetter(column: readonly Cell[], value: number, direction: "higher" | "lower"): number | null {
  const sign = direction === "higher" ? 1 : -1;
  let best: number | null = null;
  for (const cell of column)
    if (cell.status === "value" && sign * (cell.value - value) > 0 && (best === null || sign * (cell.value - best) < 0))
      best = cell.value;
  return best;
}

function totalsOf(scheme: Scheme, input: ScoringInput): number[] {
  return score(scheme, input).regions.map(({ score: own, place }) => (place === null || own === null ? NaN : own));
}

const placesOf = (totals: readonly number[]): number[] =>
  totals.map((own) => (Number.isNaN(own) ? 0 : 1 + totals.filter((other) => other > own).length));

function only(input: ScoringInput, kept: readonly number[]): ScoringInput {
  const pick = <T>(values: readonly T[]) => kept.map((i) => values[i]!);
  return {
    ...input,
    regions: pick(input.regions),
    columns: Object.fromEntries(Object.entries(input.columns).map(([key, column]) => [key, pick(cellsOf(column))])),
    ...(input.bonus && { bonus: pick(input.bonus) }),
    ...(input.gates && {
      gates: Object.fromEntries(Object.entries(input.gates).map(([key, states]) => [key, pick(states)])),
    }),
  };
}
