import { addDecimals, canonicalDecimal, subtractDecimals } from "@duibiao/indicators";
import Fraction from "fraction.js";
import { ancestorsOn, childrenOn, type Tree } from "../tree.ts";
import type { Figure, Lineage } from "./read.ts";

/** Which share, below 1, of a region of then stands in a region of today, and the day and document of the change. */
export type BoundaryShare = { from: number; share: string; basis: string };

/**
 * `boundaryShares`: what makes it an estimate; none: it is as it was reported. `whole`: every unit behind all that went
 * into it has answered with numbers, wherever its count stands now.
 */
export type ComparableFigure = Figure & { boundaryShares: BoundaryShare[]; whole: boolean };

/**
 * 可比口径: a past period's figures on today's boundaries. What stood at each region's own level is passed on by the
 * lineage shares of every change after the period, in order; then today's tree sums. A figure that a share below 1
 * went into is estimated, and says which; what was shared out within a region is whole in it again, to the last digit.
 * Counts (expected, answered) stay with the largest successor. A figure that is not additive stays with its region
 * while that exists, and is never split or summed.
 */
export function onTodaysBoundaries(
  lineage: readonly Lineage[],
  tree: Tree,
  periodEnd: string,
  today: string,
  stored: readonly Figure[],
): ComparableFigure[] {
  const sums = new Map<string, ComparableFigure>();
  for (const { figures } of eachOnTodaysBoundaries(lineage, tree, periodEnd, today, stored))
    for (const figure of figures) add(sums, figure);
  return [...sums.values()];
}

/** One figure as it was reported, and what it makes of each region of today. */
export type PassedOn = { own: Figure; figures: ComparableFigure[] };

/** The same, of each figure apart: what a region of then is to each of today. */
export function eachOnTodaysBoundaries(
  lineage: readonly Lineage[],
  tree: Tree,
  periodEnd: string,
  today: string,
  stored: readonly Figure[],
): PassedOn[] {
  const later = lineage.filter((l) => l.effective > periodEnd && l.effective <= today);
  return ownLevels(oneEach(stored), tree, periodEnd).map((own) => ({
    own,
    figures: passedOn(own, later, tree, today),
  }));
}

function passedOn(figure: Figure, later: readonly Lineage[], tree: Tree, today: string): ComparableFigure[] {
  const targets = successors(later, figure.regionId);
  if (!figure.additive) {
    const [only] = targets;
    if (targets.length > 1) return [];
    return [{ ...figure, regionId: only!.regionId, boundaryShares: [], whole: isWhole(figure) }];
  }
  const sums = new Map<string, ComparableFigure>();
  const shares = sharesIn(figure.regionId, targets, tree, today);
  for (const part of partsOf(figure, targets))
    for (const id of [part.regionId, ...ancestorsOn(tree, part.regionId, today)])
      add(sums, { ...part, regionId: id, boundaryShares: shares.get(id) ?? [] });
  return [...sums.values()];
}

/** What several collections asked of different units of a region, as one figure. */
function oneEach(stored: readonly Figure[]): Figure[] {
  const sums = new Map<string, Figure>();
  for (const figure of stored) {
    const key = `${figure.regionId}/${figure.measure}/${figure.member}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? figure : together(before, figure));
  }
  return [...sums.values()];
}

function together(a: Figure, b: Figure): Figure {
  const plus = (x: string | null, y: string | null) => (x === null ? y : y === null ? x : addDecimals([x, y]));
  // What is never summed has no figure where two answered.
  const isSum = a.additive || a.nAnswered === a.nNa || b.nAnswered === b.nNa;
  return {
    ...a,
    nExpected: a.nExpected + b.nExpected,
    nAnswered: a.nAnswered + b.nAnswered,
    nNa: a.nNa + b.nNa,
    support: both(a, b),
    sum: isSum ? plus(a.sum, b.sum) : null,
    estimatedSum: isSum ? plus(a.estimatedSum, b.estimatedSum) : null,
  };
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

type Successor = { regionId: number; share: Fraction; basis: string[] };

/** Where a region's past went, change after change, largest share first. */
function successors(later: readonly Lineage[], regionId: number): Successor[] {
  let at: Successor[] = [{ regionId, share: new Fraction(1), basis: [] }];
  for (const change of new Set(later.map((l) => l.change))) {
    at = at.flatMap((before) => {
      const onward = later.filter((l) => l.change === change && l.from === before.regionId);
      if (onward.length === 0) return [before];
      return onward.map((l) => ({
        regionId: l.to,
        share: before.share.mul(l.share),
        basis: [...before.basis, l.basis],
      }));
    });
  }
  return at.sort((a, b) => b.share.compare(a.share));
}

/** By region of today: the share of `from` that stands in it, its own and all below. Where it is whole again nothing is estimated. */
function sharesIn(from: number, targets: readonly Successor[], tree: Tree, today: string) {
  const within = new Map<number, { share: Fraction; basis: Set<string> }>();
  for (const { regionId, share, basis } of targets)
    for (const id of [regionId, ...ancestorsOn(tree, regionId, today)]) {
      const before = within.get(id);
      within.set(id, {
        share: before === undefined ? share : before.share.add(share),
        basis: new Set([...(before?.basis ?? []), ...basis]),
      });
    }
  return new Map(
    [...within].flatMap(([id, { share, basis }]): [number, BoundaryShare[]][] =>
      share.equals(1) ? [] : [[id, [{ from, share: share.toString(), basis: [...basis].join("；") }]]],
    ),
  );
}

/** The mark of units of both, or of one without the other: a unit that stands in both falls out. */
const both = (a: Figure, b: Figure): string => String(BigInt(a.support) ^ BigInt(b.support));

/** A figure shared out: the smaller shares rounded, the rest with the largest, so that the parts add up to it. */
function partsOf(figure: Figure, targets: readonly Successor[]): Omit<ComparableFigure, "boundaryShares">[] {
  const [largest, ...smaller] = targets;
  const split = (value: string | null): (string | null)[] => {
    if (value === null) return targets.map(() => null);
    const parts = smaller.map(({ share }) => product(value, share));
    return [parts.length === 0 ? value : subtractDecimals(value, addDecimals(parts)), ...parts];
  };
  const [sums, estimated] = [split(figure.sum), split(figure.estimatedSum)];
  return targets.map((target, at) => ({
    ...figure,
    ...(target === largest ? {} : { nExpected: 0, nAnswered: 0, nNa: 0 }),
    regionId: target.regionId,
    sum: sums[at]!,
    estimatedSum: estimated[at]!,
    whole: isWhole(figure),
  }));
}

const isWhole = ({ nExpected, nAnswered, nNa }: Figure) => nAnswered === nExpected && nNa === 0;

/** A share of an exact decimal, to 12 decimals: the result is an estimate and is marked as one. */
function product(value: string, share: Fraction): string {
  const millionths = new Fraction(value).mul(share).mul(1e12).round();
  const digits = String(millionths.n).padStart(13, "0");
  return canonicalDecimal(`${millionths.s < 0n ? "-" : ""}${digits.slice(0, -12)}.${digits.slice(-12)}`)!;
}

const has = ({ boundaryShares }: ComparableFigure, { from }: BoundaryShare) =>
  boundaryShares.some((share) => share.from === from);

function add(sums: Map<string, ComparableFigure>, part: ComparableFigure): void {
  const key = `${part.regionId}/${part.measure}/${part.member}`;
  const before = sums.get(key);
  if (before === undefined) {
    sums.set(key, part);
    return;
  }
  sums.set(key, {
    ...together(before, part),
    boundaryShares: [...before.boundaryShares, ...part.boundaryShares.filter((share) => !has(before, share))],
    whole: before.whole && part.whole,
  });
}
