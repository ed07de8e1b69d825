import { addDecimals, canonicalDecimal } from "@duibiao/indicators";
import Fraction from "fraction.js";
import { ancestorsOn, regionOn, type Tree } from "../tree.ts";
import type { Figure, Lineage } from "./read.ts";

export type ComparableFigure = Figure & { boundaryEstimated: boolean };

/**
 * 可比口径: a past period's county figures on today's boundaries. Every change after the period passes a county's
 * figure on by its lineage shares; then today's tree sums. A figure that a share below 1 went into is estimated,
 * and says so. Counts (expected, answered) stay with the largest successor.
 */
export function onTodaysBoundaries(lineage: readonly Lineage[], tree: Tree, periodEnd: string, today: string, stored: readonly Figure[]): ComparableFigure[] {
  const sums = new Map<string, ComparableFigure>();
  const later = lineage.filter((l) => l.effective > periodEnd && l.effective <= today);
  for (const figure of stored) {
    if (regionOn(tree, figure.regionId, periodEnd)?.tier !== "county") continue;
    const targets = successors(later, figure.regionId);
    targets.forEach(({ regionId, share }, at) => {
      const part = scaled(figure, share, at === 0);
      for (const id of [regionId, ...ancestorsOn(tree, regionId, today)]) add(sums, { ...part, regionId: id });
    });
  }
  return [...sums.values()];
}

/** Where a region's past went, change after change, largest share first. */
function successors(later: readonly Lineage[], regionId: number): { regionId: number; share: Fraction }[] {
  let at = [{ regionId, share: new Fraction(1) }];
  const days = [...new Set(later.map((l) => l.effective))];
  for (const day of days) {
    at = at.flatMap(({ regionId: from, share }) => {
      const onward = later.filter((l) => l.effective === day && l.from === from);
      return onward.length === 0 ? [{ regionId: from, share }] : onward.map((l) => ({ regionId: l.to, share: share.mul(l.share) }));
    });
  }
  return at.sort((a, b) => b.share.compare(a.share));
}

function scaled(figure: Figure, share: Fraction, carriesCounts: boolean): ComparableFigure {
  const whole = share.equals(1);
  const times = (value: string | null) => (value === null ? null : whole ? value : product(value, share));
  const counts = carriesCounts ? {} : { nExpected: 0, nAnswered: 0, nNa: 0 };
  return { ...figure, ...counts, sum: times(figure.sum), estimatedSum: times(figure.estimatedSum), boundaryEstimated: !whole };
}

/** A share of an exact decimal, to 12 decimals: the result is an estimate and is marked as one. */
const product = (value: string, share: Fraction) => canonicalDecimal(new Fraction(value).mul(share).round(12).toString(12).replace(/\(.*\)/, ""))!;

function add(sums: Map<string, ComparableFigure>, part: ComparableFigure): void {
  const key = `${part.regionId}/${part.measure}/${part.member}`;
  const before = sums.get(key);
  if (before === undefined) {
    sums.set(key, part);
    return;
  }
  const plus = (a: string | null, b: string | null) => (a === null ? b : b === null ? a : addDecimals([a, b]));
  sums.set(key, {
    ...before,
    nExpected: before.nExpected + part.nExpected,
    nAnswered: before.nAnswered + part.nAnswered,
    nNa: before.nNa + part.nNa,
    sum: plus(before.sum, part.sum),
    estimatedSum: plus(before.estimatedSum, part.estimatedSum),
    boundaryEstimated: before.boundaryEstimated || part.boundaryEstimated,
  });
}
