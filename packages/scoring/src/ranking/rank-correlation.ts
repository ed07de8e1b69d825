import { exp, log } from "../numeric/elementary.ts";
import { sumOf } from "../numeric/sums.ts";

/**
 * Rank correlations of two columns that stand side by side; only pairs of numbers count (null or NaN leaves its pair
 * out). Both are null where fewer than two pairs are left, or where all values of one column are equal.
 */
type Column = ArrayLike<number | null>;

/**
 * Spearman's rho with ties: the product-moment correlation of mid-ranks.
 * Source: Spearman (1904), "The proof and measurement of association between two things", Am. J. Psychol. 15, 72-101;
 * ties by mid-ranks as in Kendall (1970), "Rank correlation methods", 4th ed., chapter 3.
 */
export function spearmanRho(a: Column, b: Column): number | null {
  const pairs = pairsOf(a, b);
  const [x, y] = [midRanks(pairs.map(([value]) => value)), midRanks(pairs.map(([, value]) => value))];
  const mean = (pairs.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, at) => {
    const [dx, dy] = [rank - mean, y[at]! - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

/**
 * Kendall's tau-b: S / sqrt((n0 - ties of a)(n0 - ties of b)), S being pairs of regions in the same order in both
 * columns minus those in opposite order, n0 all pairs of regions; tied ones are counted as pairs.
 * Source: Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33, 239-251; counted by sorting, after
 * Knight (1966), "A computer method for calculating Kendall's tau with ungrouped data", J. Am. Stat. Assoc. 61, 436-439.
 */
export function kendallTauB(a: Column, b: Column): number | null {
  const pairs = pairsOf(a, b).sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const n = pairs.length;
  const second = Float64Array.from(pairs, ([, y]) => y);
  const all = (n * (n - 1)) / 2;
  const tiedA = tiedPairs(n, (i, j) => pairs[i]![0] === pairs[j]![0]);
  const tiedBoth = tiedPairs(n, (i, j) => pairs[i]![0] === pairs[j]![0] && pairs[i]![1] === pairs[j]![1]);
  const opposite = exchanges(second, new Float64Array(n));
  // Sorted by now.
  const tiedB = tiedPairs(n, (i, j) => second[i] === second[j]);
  const [untiedA, untiedB] = [all - tiedA, all - tiedB];
  const s = all - tiedA - tiedB + tiedBoth - 2 * opposite;
  return untiedA === 0 || untiedB === 0 ? null : s / Math.sqrt(untiedA * untiedB);
}

/**
 * WS coefficient of two rankings (Sałabun and Urbaniak 2020, ICCS, LNCS 12138): 1 - Σ 2^-x |x - y| / max(|1 - x|, |n - x|), x being the places in
 * the reference and y in the other. Differences at the top count most; it is not symmetric. Places 1..n, ties may share a mean place.
 * Null for fewer than two pairs. (1, 2, 3) against (1, 3, 2): 1 - (1/4) 1/1 - (1/8) 1/2 = 0.6875.
 */
export function rankSimilarity(reference: Column, other: Column): number | null {
  const pairs = pairsOf(reference, other);
  const n = pairs.length;
  if (n < 2) return null;
  return 1 - sumOf(pairs.map(([x, y]) => (halfTo(x) * Math.abs(x - y)) / Math.max(Math.abs(1 - x), Math.abs(n - x))));
}

/**
 * Weighted Spearman coefficient of two rankings (Dancelli, Manisera and Vezzoli 2013; Pinto da Costa and Soares 2005):
 * 1 - 6 Σ (x - y)² ((n - x + 1) + (n - y + 1)) / (n⁴ + n³ - n² - n). (1, 2, 3) against (1, 3, 2): 1 - 6 (3 + 3) / 96 = 0.625.
 */
export function weightedSpearman(a: Column, b: Column): number | null {
  const pairs = pairsOf(a, b);
  const n = pairs.length;
  if (n < 2) return null;
  const sum = sumOf(pairs.map(([x, y]) => (x - y) * (x - y) * (2 * n - x - y + 2)));
  return 1 - (6 * sum) / (n * n * n * n + n * n * n - n * n - n);
}

/** 2^-x, exact for whole x. */
function halfTo(x: number): number {
  let power = 1;
  for (let k = 1; k <= x; k++) power /= 2;
  return power * exp(-(x - Math.floor(x)) * LN2);
}

const LN2 = log(2);

/** Pairs of equals among n sorted values. */
function tiedPairs(n: number, equal: (i: number, j: number) => boolean): number {
  let [pairs, run] = [0, 0];
  for (let i = 1; i < n; i++) {
    run = equal(i - 1, i) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Sorts values by merging and counts the pairs that stood in opposite order. */
function exchanges(values: Float64Array, room: Float64Array): number {
  const n = values.length;
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let from = 0; from < n; from += 2 * width) {
      const middle = Math.min(from + width, n);
      const to = Math.min(from + 2 * width, n);
      let [left, right] = [from, middle];
      for (let at = from; at < to; at++) {
        const takesRight = left === middle || (right < to && values[right]! < values[left]!);
        if (takesRight) count += middle - left;
        room[at] = values[takesRight ? right++ : left++]!;
      }
    }
    values.set(room);
  }
  return count;
}

function pairsOf(a: Column, b: Column): [number, number][] {
  if (a.length !== b.length) throw new RangeError(`columns of ${a.length} and ${b.length} values cannot be paired`);
  return Array.from({ length: a.length }, (_, at) => [a[at] ?? NaN, b[at] ?? NaN] as [number, number]).filter(
    ([x, y]) => !Number.isNaN(x) && !Number.isNaN(y),
  );
}

/** Ranks from the lowest value up, equal values sharing the mean of their places. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((i, j) => values[i]! - values[j]!);
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
