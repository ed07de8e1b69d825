import { log } from "../numeric/elementary.ts";

/**
 * Gini coefficient 2 Σ i x_(i) / (n Σ x) - (n + 1) / n with x sorted upwards, i = 1..n; values >= 0, NaN left out.
 *
 * 0 = all equal, (n - 1) / n = one has everything (no small-sample correction, as R ineq). 1, 2, 3 give 2 x 14 / 18 - 4/3 =
 * 2/9. NaN for no values or a sum of 0. Throws RangeError for a negative value. Source: Gini 1912; Cowell, Measuring Inequality.
 */
export function gini(values: ArrayLike<number>): number {
  const sorted = nonNegative(values).sort();
  const n = sorted.length;
  let weighted = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    weighted += (i + 1) * sorted[i]!;
    sum += sorted[i]!;
  }
  return sum > 0 ? (2 * weighted) / (n * sum) - (n + 1) / n : NaN;
}

/** Inequality of a whole as inequality inside groups plus inequality between them. */
export type Theil = {
  total: number;
  within: number;
  between: number;
  /** By group index: its own Theil index, its share of the sum, and what it adds to `within`. */
  groups: { n: number; theil: number; share: number; part: number }[];
};

/**
 * Theil's T: (1/n) Σ (x/μ) ln(x/μ), 0 ln 0 = 0; values >= 0, NaN left out. Splits exactly: total = Σ share_g T_g (within) +
 * Σ share_g ln(μ_g / μ) (between), share_g being group g's share of the sum (Theil 1967; Shorrocks 1980).
 *
 * `groupOf`: index of each unit's group; left out: one group. 1 and 3 give (1/2)(½ ln ½ + 3/2 ln 3/2) = 0.130812.
 * NaN where the sum is 0. Throws RangeError for a negative value.
 */
export function theil(values: ArrayLike<number>, groupOf?: ArrayLike<number>): Theil {
  const rows = Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i]!));
  const count = 1 + rows.reduce((most, i) => Math.max(most, groupOf?.[i] ?? 0), -1);
  const all = nonNegative(values);
  const members = Array.from({ length: count }, (_, g) =>
    Float64Array.from(
      rows.filter((i) => (groupOf?.[i] ?? 0) === g),
      (i) => values[i]!,
    ),
  );
  const sum = total(all);
  const mean = sum / all.length;
  const groups = members.map((own) => {
    const share = total(own) / sum;
    const index = indexOf(own);
    return { n: own.length, theil: index, share, part: share > 0 ? share * index : 0 };
  });
  let within = 0;
  let between = 0;
  groups.forEach(({ n, share, part }) => {
    within += part;
    if (share > 0) between += share * log((share * sum) / n / mean);
  });
  return { total: sum > 0 ? within + between : NaN, within, between, groups };
}

function indexOf(values: Float64Array): number {
  const mean = total(values) / values.length;
  if (!(mean > 0)) return NaN;
  const sorted = values.slice().sort();
  let sum = 0;
  for (const x of sorted) if (x > 0) sum += (x / mean) * log(x / mean);
  return sum / sorted.length;
}

function nonNegative(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter((x) => {
    if (x < 0) throw new RangeError(`inequality is measured of values of 0 or more, got ${x}`);
    return !Number.isNaN(x);
  });
}

/** In ascending order, so that the order of the units cannot change a bit. */
const total = (values: Float64Array): number =>
  values
    .slice()
    .sort()
    .reduce((sum, x) => sum + x, 0);
