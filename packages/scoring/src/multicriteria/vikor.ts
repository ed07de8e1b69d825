import { assertCriteria, shares, type Criteria } from "./matrix.ts";

export type Vikor = {
  /** Group utility S, individual regret R, and Q between both; less is better. */
  s: Float64Array;
  r: Float64Array;
  q: Float64Array;
  /** Units of the compromise solution, best first: one where it has both the advantage and the stability. */
  compromise: number[];
  /** C1: Q of the second is at least 1 / (n - 1) behind. C2: the first in Q is first in S or R as well. */
  advantage: boolean;
  stable: boolean;
};

/**
 * VIKOR (Opricovic and Tzeng 2004, Eur. J. Oper. Res. 156): S = Σ w (best - x) / (best - worst), R the largest of these
 * terms, Q = v (S - S⁺) / (S⁻ - S⁺) + (1 - v) (R - R⁺) / (R⁻ - R⁺), `v` the weight of the majority (default 0.5).
 *
 * Without advantage the compromise holds every unit less than 1 / (n - 1) behind the first; without stability the first
 * two. A criterion that does not vary adds 0; where S or R does not vary its part of Q is 0. Throws ScoringError for
 * absent values, RangeError for v outside 0..1.
 */
export function vikor(criteria: Criteria, v = 0.5): Vikor {
  if (!(v >= 0 && v <= 1)) throw new RangeError(`v must lie in 0..1, got ${v}`);
  const size = assertCriteria(criteria, true);
  const weights = shares(criteria.weights);
  const s = new Float64Array(size);
  const r = new Float64Array(size);
  criteria.columns.forEach((column, c) => {
    const [least, most] = extremes(column);
    if (least === most) return;
    const best = criteria.directions[c] === 1 ? most : least;
    for (let i = 0; i < size; i++) {
      const term = (weights[c]! * Math.abs(best - column[i]!)) / (most - least);
      s[i] = s[i]! + term;
      if (term > r[i]!) r[i] = term;
    }
  });
  const [bestS, worstS] = extremes(s);
  const [bestR, worstR] = extremes(r);
  const part = (x: number, best: number, worst: number) => (worst - best <= EQUAL ? 0 : (x - best) / (worst - best));
  const q = s.map((own, i) => v * part(own, bestS, worstS) + (1 - v) * part(r[i]!, bestR, worstR));
  const order = [...q.keys()].sort((a, b) => q[a]! - q[b]! || s[a]! - s[b]! || r[a]! - r[b]!);
  if (size === 0) return { s, r, q, compromise: [], advantage: false, stable: false };
  const [first, second] = order as [number, number?];
  const least = 1 / (size - 1);
  const advantage = second === undefined || q[second]! - q[first]! >= least;
  const stable = s[first]! - bestS <= EQUAL || r[first]! - bestR <= EQUAL;
  const compromise = !advantage
    ? order.filter((i) => q[i]! - q[first]! < least)
    : stable || second === undefined
      ? [first]
      : [first, second];
  return { s, r, q, compromise, advantage, stable };
}

/** S and R lie in 0..1; what is nearer than this differs by rounding only. */
const EQUAL = 1e-12;

function extremes(column: Float64Array): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const x of column) {
    if (x < least) least = x;
    if (x > most) most = x;
  }
  return [least, most];
}
