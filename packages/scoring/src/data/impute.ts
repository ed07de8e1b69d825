import { quantile } from "../numeric/quantile.ts";
import { meanOf, presentOf } from "../numeric/sums.ts";
import { rangeOf } from "./transform.ts";

/** A column without some of its gaps, and the rows that were filled, in ascending order. */
export type Imputed = { values: Float64Array; filled: number[] };

/** Fills gaps with what `of` gives for a row; NaN leaves the gap. */
function filledBy(x: ArrayLike<number>, of: (r: number) => number): Imputed {
  const values = Float64Array.from(x);
  const filled: number[] = [];
  for (let r = 0; r < values.length; r++) {
    if (values[r] === values[r]) continue;
    const own = of(r);
    if (own !== own) continue;
    values[r] = own;
    filled.push(r);
  }
  return { values, filled };
}

const CENTRES = {
  mean: meanOf,
  median: (x: Float64Array) => (x.length === 0 ? NaN : quantile(x.sort(), 0.5)),
} as const;

/** How the middle of a sample is told. */
export type Centre = keyof typeof CENTRES;

/**
 * Gaps (NaN) filled with the mean or the median of the column (COINr i_mean, i_median). A column without values keeps its gaps.
 * 1, gap, 2, 6: mean 3, median 2.
 */
export function imputeCentre(x: ArrayLike<number>, by: Centre): Imputed {
  const centre = CENTRES[by](presentOf(x));
  return filledBy(x, () => centre);
}

/**
 * The same inside groups (COINr i_mean_grp, i_median_grp): `groupOf` holds each unit's group, a negative number = none. A group without
 * values keeps its gaps, and so does a unit without a group.
 */
export function imputeInGroups(x: ArrayLike<number>, groupOf: ArrayLike<number>, by: Centre): Imputed {
  const members = new Map<number, number[]>();
  for (let r = 0; r < x.length; r++) {
    const g = groupOf[r]!;
    if (x[r] !== x[r]) continue;
    const own = members.get(g);
    if (own === undefined) members.set(g, [x[r]!]);
    else own.push(x[r]!);
  }
  const centres = new Map<number, number>();
  for (const [g, own] of members) centres.set(g, CENTRES[by](Float64Array.from(own)));
  return filledBy(x, (r) => (groupOf[r]! < 0 ? NaN : (centres.get(groupOf[r]!) ?? NaN)));
}

/**
 * Gaps filled from the unit's own other indicators: every column is turned into its direction (1 higher, -1 lower is better) and
 * scaled to 0..1 by its own extremes, a gap takes the mean (or median) of its row, scaled back (COINr Impute, impute_by = "row",
 * normalise_first). A column without spread tells nothing about a row: it is left out of the means, and its gaps take its one
 * value. A row without values keeps its gaps.
 *
 * a = 0, 10, gap (higher) and b = 5, 1, 2 (lower): b scaled is 0, 1, 0.75; the gap becomes 0 + 0.75 * 10 = 7.5.
 */
export function imputeWithinRows(
  columns: readonly ArrayLike<number>[],
  directions: readonly (1 | -1)[],
  by: Centre = "mean",
): Imputed[] {
  const ranges = columns.map(rangeOf);
  const scaled = (j: number, r: number): number => {
    const { min, max } = ranges[j]!;
    const x = columns[j]![r]!;
    return directions[j] === 1 ? (x - min) / (max - min) : (max - x) / (max - min);
  };
  const centreOf = (r: number): number => {
    const row: number[] = [];
    for (let j = 0; j < columns.length; j++)
      if (columns[j]![r] === columns[j]![r] && ranges[j]!.max > ranges[j]!.min) row.push(scaled(j, r));
    return CENTRES[by](Float64Array.from(row));
  };
  const size = columns[0]?.length ?? 0;
  const centres = Float64Array.from({ length: size }, (_, r) =>
    columns.some((x) => x[r] !== x[r]) ? centreOf(r) : NaN,
  );
  return columns.map((x, j) => {
    const { min, max } = ranges[j]!;
    if (!(max >= min)) return { values: Float64Array.from(x), filled: [] };
    return filledBy(x, (r) => {
      const share = directions[j] === 1 ? centres[r]! : 1 - centres[r]!;
      return centres[r] === centres[r] ? min + share * (max - min) : NaN;
    });
  });
}
