import type { api, Answer } from "@duibiao/client";
import { addDecimals, subtractDecimals } from "@duibiao/indicators";

type Figure = Answer<typeof api.consolidations.readRollUps>["items"][number];
type BoundaryShare = Figure["boundaryShares"][number];
type Item = Answer<typeof api.lines.readLines>["items"][number];

/** One part of a total: a region, its own level, or a line ("" = 未归口). */
export type Part = {
  key: string;
  name: string;
  own: boolean;
  nExpected: number;
  nAnswered: number;
  sum: string | null;
  estimatedSum: string | null;
  /** Of the roll-up, in percent; null without either, or where the roll-up is 0. */
  share: number | null;
  /** 可比口径: which shares of regions of then went into it; none: as it was reported. */
  boundaryShares: readonly BoundaryShare[];
};

export function partsOf({ total, byRegion, byLine }: Item, by: "region" | "line"): Part[] {
  const whole = total?.sum == null ? 0 : Number(total.sum);
  const share = (sum: string | null) => (sum === null || whole === 0 ? null : (Number(sum) / whole) * 100);
  const part = ({ nExpected, nAnswered, sum, estimatedSum }: Item["byLine"][number] | Item["byRegion"][number]) => ({
    nExpected,
    nAnswered,
    sum,
    estimatedSum,
    share: share(sum),
    boundaryShares: [],
  });
  return by === "line"
    ? byLine.map((row) => ({ key: `line ${row.line}`, name: row.line, own: false, ...part(row) }))
    : byRegion.map((row) => ({ key: `${row.regionId}`, name: row.regionName, own: row.own, ...part(row) }));
}

/**
 * The same on today's boundaries: the regions that hang below the region today, and what is left of its total, its own
 * level. Counts stand with the largest heir, so that a part may have none and still a figure.
 */
export function partsToday(region: { id: number; name: string }, total: Figure, below: readonly Figure[]): Part[] {
  const whole = total.sum === null ? 0 : Number(total.sum);
  const share = (sum: string | null) => (sum === null || whole === 0 ? null : (Number(sum) / whole) * 100);
  const parts = below.map(({ regionId, regionName, nExpected, nAnswered, sum, estimatedSum, boundaryShares }) => ({
    key: `${regionId}`,
    name: regionName,
    own: false,
    nExpected,
    nAnswered,
    sum,
    estimatedSum,
    share: share(sum),
    boundaryShares,
  }));
  const nExpected = parts.reduce((left, part) => left - part.nExpected, total.nExpected);
  const rest = (from: string | null, taken: readonly (string | null)[]) =>
    from === null ? null : subtractDecimals(from, addDecimals(taken.flatMap((one) => one ?? [])));
  const nAnswered = parts.reduce((left, part) => left - part.nAnswered, total.nAnswered);
  const hidden = below.some(({ reason }) => reason !== null);
  const left = hidden
    ? null
    : rest(
        total.sum,
        parts.map((part) => part.sum),
      );
  if (nExpected <= 0 && (left === null || left === "0")) return parts;
  const sum = nExpected > 0 && nAnswered === 0 ? null : left;
  return [
    {
      key: `${region.id}`,
      name: region.name,
      own: true,
      nExpected,
      nAnswered,
      sum,
      estimatedSum:
        sum === null
          ? null
          : rest(
              total.estimatedSum,
              parts.map((part) => part.estimatedSum),
            ),
      share: share(sum),
      boundaryShares: sharesLeft(total, below),
    },
    ...parts,
  ];
}

/** What of each shared-out region stands at the own level: its share in the total (all of it, if the total names none) less those below. */
function sharesLeft(total: Figure, below: readonly Figure[]): BoundaryShare[] {
  const [named, taken] = [total.boundaryShares, below.flatMap(({ boundaryShares }) => boundaryShares)];
  const regions = new Map([...taken, ...named].map((share) => [share.regionId, share]));
  return [...regions.values()].flatMap((one) => {
    const of = (shares: readonly BoundaryShare[]) =>
      shares.flatMap(({ regionId, share }) => (regionId === one.regionId ? [share] : []));
    const left = subtractDecimals(of(named)[0] ?? "1", addDecimals(["0", ...of(taken)]));
    return left === "0" ? [] : [{ ...one, share: left }];
  });
}
