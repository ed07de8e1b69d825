/**
 * Which units have enough data. `minAvailability` (default 2/3): share of the indicators that have a value; with weights, share of
 * the weight. `minNonZero` (default 0.05): share of its values that are not 0. A unit on a threshold stays in.
 */
export type ScreenSettings = {
  by: "availability" | "non_zero" | "both";
  minAvailability?: number;
  minNonZero?: number;
};

/** One entry per unit. `nonZero` is NaN where a unit has no value at all. */
export type Screened = { availability: Float64Array; nonZero: Float64Array; included: boolean[] };

/** 2/3 of three equal weights must pass 2/3, whatever the last bit says. */
const SHARE_TOLERANCE = 1e-9;

/**
 * Screens units as COINr `Screen` (byNA, byzeros, byNAandzeros), but removes nobody: the result says who stays.
 *
 * `columns`: one per indicator, NaN = no value. `weights`: one per indicator, above 0; left out, all count the same.
 * `force`: unit index -> stays (true) or goes (false) whatever its data are. A unit without any value fails every rule.
 * Values 4, gap, 0: availability 2/3 stays by default; non-zero 1/2.
 */
export function screenUnits(
  columns: readonly ArrayLike<number>[],
  { by, minAvailability = 2 / 3, minNonZero = 0.05 }: ScreenSettings,
  weights: ArrayLike<number> = columns.map(() => 1),
  force: ReadonlyMap<number, boolean> = new Map(),
): Screened {
  const size = columns[0]?.length ?? 0;
  const availability = new Float64Array(size);
  const nonZero = new Float64Array(size);
  const included: boolean[] = [];
  let total = 0;
  for (let j = 0; j < columns.length; j++) total += weights[j]!;
  for (let r = 0; r < size; r++) {
    let [weight, n, zeros] = [0, 0, 0];
    for (let j = 0; j < columns.length; j++) {
      const x = columns[j]![r]!;
      if (x !== x) continue;
      weight += weights[j]!;
      n++;
      if (x === 0) zeros++;
    }
    availability[r] = weight / total;
    nonZero[r] = n === 0 ? NaN : 1 - zeros / n;
    const enough = n > 0 && availability[r]! >= minAvailability - SHARE_TOLERANCE;
    const lively = nonZero[r]! >= minNonZero - SHARE_TOLERANCE;
    included.push(force.get(r) ?? (by === "availability" ? enough : by === "non_zero" ? lively : enough && lively));
  }
  return { availability, nonZero, included };
}
