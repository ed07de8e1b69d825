import { assertCriteria, shares, type Criteria } from "./matrix.ts";

/**
 * How TOPSIS makes criteria comparable; each is a method of its own, for ranks can differ:
 * vector: x / √Σx², the original of Hwang and Yoon 1981. min_max: (x - min) / (max - min). sum: x / Σx (values >= 0).
 */
export type TopsisScaling = "vector" | "min_max" | "sum";

/**
 * TOPSIS (Hwang and Yoon 1981, Multiple Attribute Decision Making): closeness to the ideal point, d⁻ / (d⁺ + d⁻) in 0..1,
 * with d⁺ and d⁻ the Euclidean distances of the weighted, scaled criteria to their best and worst values.
 *
 * Directions say which end is ideal; scaling comes first and does not turn anything round. A criterion that does not vary
 * adds nothing; where none varies everybody has 0.5. Two units (1, 9) and (3, 3) with equal weights, vector scaling: see
 * the test. Values must be there; throws ScoringError otherwise.
 */
export function topsis(criteria: Criteria, scaling: TopsisScaling): Float64Array {
  const size = assertCriteria(criteria, true);
  const weights = shares(criteria.weights);
  const toBest = new Float64Array(size);
  const toWorst = new Float64Array(size);
  criteria.columns.forEach((column, c) => {
    const { offset, scale } = scalingOf(column, scaling);
    if (scale === 0) return;
    const factor = weights[c]! / scale;
    let least = Infinity;
    let most = -Infinity;
    for (const x of column) {
      if (x < least) least = x;
      if (x > most) most = x;
    }
    const [best, worst] = criteria.directions[c] === 1 ? [most, least] : [least, most];
    for (let r = 0; r < size; r++) {
      const up = factor * (best - offset - (column[r]! - offset));
      const down = factor * (column[r]! - offset - (worst - offset));
      toBest[r] = toBest[r]! + up * up;
      toWorst[r] = toWorst[r]! + down * down;
    }
  });
  return toBest.map((squared, r) => {
    const [up, down] = [Math.sqrt(squared), Math.sqrt(toWorst[r]!)];
    return up + down === 0 ? 0.5 : down / (up + down);
  });
}

function scalingOf(column: Float64Array, scaling: TopsisScaling): { offset: number; scale: number } {
  // Sorted, so that the order of the units cannot change a bit.
  const sorted = column.slice().sort();
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  if (scaling === "min_max") return { offset: least, scale: most - least };
  let sum = 0;
  for (const x of sorted) sum += scaling === "vector" ? x * x : x;
  if (scaling === "sum" && least < 0) throw new RangeError(`sum scaling needs values of 0 or more, got ${least}`);
  return { offset: 0, scale: scaling === "vector" ? Math.sqrt(sum) : sum };
}
