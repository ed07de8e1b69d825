import { addDecimals, canonicalDecimal, subtractDecimals } from "@duibiao/indicators";
import Fraction from "fraction.js";
import { ancestorsOn, childrenOn, type Tree } from "../tree.ts";
import type { Figure, Lineage } from "./read.ts";

/** `whole`: every unit behind all that went into it has answered with numbers, wherever its count stands now. */
export type ComparableFigure = Figure & { boundaryEstimated: boolean; whole: boolean };

/**
 * 可比口径: a past period's figures on today's boundaries. What stood at each region's own level is passed on by the
 * lineage shares of every change after the period, in order; then today's tree sums. A figure that a share below 1
 * went into is estimated, and says so. Counts (expected, answered) stay with the largest successor. A figure that is
 * not additive stays with its region while that exists, and is never split or summed.
 */
export function onTodaysBoundaries(
  lineage: readonly Lineage[],
  tree: Tree,
  periodEnd: string,
  today: string,
  stored: readonly Figure[],
): ComparableFigure[] {
  const sums = new Map<string, ComparableFigure>();
  const later = lineage.filter((l) => l.effective > periodEnd && l.effective <= today);
  for (const figure of ownLevels(stored, tree, periodEnd)) {
    const targets = successors(later, figure.regionId);
    if (!figure.additive) {
      const [only] = targets;
      if (targets.length === 1)
        add(sums, { ...figure, regionId: only!.regionId, boundaryEstimated: false, whole: isWhole(figure) });
      continue;
    }
    targets.forEach(({ regionId, share }, at) => {
      const part = scaled(figure, share, at === 0);
      for (const id of [regionId, ...ancestorsOn(tree, regionId, today)]) add(sums, { ...part, regionId: id });
    });
  }
  return [...sums.values()];
}

/** Stored rows without what came up from their children: every figure once, where it was reported. */
function ownLevels(stored: readonly Figure[], tree: Tree, periodEnd: string): Figure[] {
  const key = (regionId: number, f: Figure) => `${regionId}/${f.measure}/${f.member}`;
  const rows = new Map(stored.map((f) => [key(f.regionId, f), f]));
  const children = childrenOn(tree, periodEnd);
  return stored.flatMap((figure) => {
    if (!figure.additive) return [figure];
    const below = (children.get(figure.regionId) ?? []).flatMap((child) => rows.get(key(child.regionId, figure)) ?? []);
    const rest = below.reduce(minus, figure);
    return rest.nExpected === 0 ? [] : [rest];
  });
}

function minus(from: Figure, part: Figure): Figure {
  const less = (a: string | null, b: string | null) => (a === null || b === null ? a : subtractDecimals(a, b));
  const nAnswered = from.nAnswered - part.nAnswered;
  const nNa = from.nNa - part.nNa;
  const none = nAnswered === nNa;
  return {
    ...from,
    nExpected: from.nExpected - part.nExpected,
    nAnswered,
    nNa,
    support: both(from, part),
    sum: none ? null : less(from.sum, part.sum),
    estimatedSum: none ? null : less(from.estimatedSum, part.estimatedSum),
  };
}

/** Where a region's past went, change after change, largest share first. */
function successors(later: readonly Lineage[], regionId: number): { regionId: number; share: Fraction }[] {
  let at = [{ regionId, share: new Fraction(1) }];
  for (const change of new Set(later.map((l) => l.change))) {
    at = at.flatMap(({ regionId: from, share }) => {
      const onward = later.filter((l) => l.change === change && l.from === from);
      return onward.length === 0
        ? [{ regionId: from, share }]
        : onward.map((l) => ({ regionId: l.to, share: share.mul(l.share) }));
    });
  }
  return at.sort((a, b) => b.share.compare(a.share));
}

/** The mark of units of both, or of one without the other: a unit that stands in both falls out. */
const both = (a: Figure, b: Figure) => String(BigInt(a.support) ^ BigInt(b.support));

function scaled(figure: Figure, share: Fraction, carriesCounts: boolean): ComparableFigure {
  const whole = share.equals(1);
  const times = (value: string | null) => (value === null ? null : whole ? value : product(value, share));
  const counts = carriesCounts ? {} : { nExpected: 0, nAnswered: 0, nNa: 0 };
  return {
    ...figure,
    ...counts,
    sum: times(figure.sum),
    estimatedSum: times(figure.estimatedSum),
    boundaryEstimated: !whole,
    whole: isWhole(figure),
  };
}

const isWhole = ({ nExpected, nAnswered, nNa }: Figure) => nAnswered === nExpected && nNa === 0;

/** A share of an exact decimal, to 12 decimals: the result is an estimate and is marked as one. */
function product(value: string, share: Fraction): string {
  const millionths = new Fraction(value).mul(share).mul(1e12).round();
  const digits = String(millionths.n).padStart(13, "0");
  return canonicalDecimal(`${millionths.s < 0n ? "-" : ""}${digits.slice(0, -12)}.${digits.slice(-12)}`)!;
}

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
    support: both(before, part),
    sum: plus(before.sum, part.sum),
    estimatedSum: plus(before.estimatedSum, part.estimatedSum),
    boundaryEstimated: before.boundaryEstimated || part.boundaryEstimated,
    whole: before.whole && part.whole,
  });
}
