import type { RefusedRow } from "./refused.ts";
import type { Area } from "./source.ts";

/** A row of the platform's reconciliation: a parent's own figure beside the sum of its parts. */
export type Compared = {
  regionCode: string;
  regionName: string;
  tier: string;
  whole: string | null;
  parts: string | null;
  difference: string | null;
  partsExpected: number;
  partsMissing: number;
};

/** A difference with its size and with what of it is known. All amounts are whole numbers. */
export type Difference = {
  year: string;
  code: string;
  name: string;
  tier: string;
  published: number;
  parts: number;
  difference: number;
  /** Difference as a share of the published figure. */
  relative: number;
  partsExpected: number;
  partsMissing: number;
  /** Published for areas below it that did not exist on the last day of the year. */
  outsideTheirTime: number;
  /** Published for areas without a parent; known to lie below the nation only. */
  withoutParent: number;
  remaining: number;
};

/** Sets the published rows that found no place beside each difference. Nothing is moved or corrected. */
export function differencesOf(
  year: string,
  compared: readonly Compared[],
  refused: readonly RefusedRow[],
  areas: ReadonlyMap<string, Area>,
): Difference[] {
  const total = (rows: readonly RefusedRow[]) => rows.reduce((sum, row) => sum + Number(row.value), 0);
  const lower = refused.filter((row) => areas.get(row.code)?.levels.includes("ltla"));
  return compared.flatMap(
    ({ regionCode: code, regionName: name, tier, whole, parts, difference, partsExpected, partsMissing }) => {
      if (whole === null || parts === null || difference === null) return [];
      const outsideTheirTime = total(
        lower.filter((row) => row.why === "outside_its_time" && areas.get(row.code)!.parents.includes(code)),
      );
      const withoutParent = tier === "nation" ? total(lower.filter((row) => row.why === "no_parent")) : 0;
      const remaining = Number(difference) - outsideTheirTime - withoutParent;
      return [
        {
          year,
          code,
          name,
          tier,
          partsExpected,
          partsMissing,
          outsideTheirTime,
          withoutParent,
          remaining,
          published: Number(whole),
          parts: Number(parts),
          difference: Number(difference),
          relative: Number(difference) / Number(whole),
        },
      ];
    },
  );
}

/** Authorities that the source hangs under one region and counts, to the unit and every year, in another. */
export type Misplaced = {
  codes: string[];
  listedUnder: string;
  countedIn: string;
  years: string[];
};

/**
 * Looks for one or two authorities outside a region whose figures make up what the region is short of, in every year
 * in which it is short and at least three. Such an agreement is a finding about the source's lists; nothing is moved.
 */
export function misplaced(
  differences: readonly Difference[],
  valueOf: (code: string, year: string) => number | null,
  regionOf: ReadonlyMap<string, string>,
): Misplaced[] {
  const short = new Map<string, Difference[]>();
  for (const d of differences)
    if (d.tier === "city" && d.remaining > 0) short.set(d.code, [...(short.get(d.code) ?? []), d]);
  const found: Misplaced[] = [];
  for (const [region, gaps] of short) {
    if (gaps.length < 3) continue;
    const fits = (codes: string[]) =>
      gaps.every(
        (gap) => codes.reduce<number | null>((sum, code) => plus(sum, valueOf(code, gap.year)), 0) === gap.remaining,
      );
    const elsewhere = [...regionOf].filter(([, at]) => at !== region);
    for (const [at, [first, under]] of elsewhere.entries()) {
      const years = gaps.map((gap) => gap.year);
      if (fits([first])) found.push({ codes: [first], listedUnder: under, countedIn: region, years });
      for (const [second, also] of elsewhere.slice(at + 1))
        if (also === under && fits([first, second]))
          found.push({ codes: [first, second], listedUnder: under, countedIn: region, years });
    }
  }
  return found;
}

const plus = (sum: number | null, value: number | null) => (sum === null || value === null ? null : sum + value);
