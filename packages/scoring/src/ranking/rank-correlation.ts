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
 * Source: Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33, 239-251.
 */
export function kendallTauB(a: Column, b: Column): number | null {
  const pairs = pairsOf(a, b);
  let [s, untiedA, untiedB] = [0, 0, 0];
  for (let j = 1; j < pairs.length; j++)
    for (let i = 0; i < j; i++) {
      const [da, db] = [Math.sign(pairs[j]![0] - pairs[i]![0]), Math.sign(pairs[j]![1] - pairs[i]![1])];
      s += da * db;
      untiedA += da * da;
      untiedB += db * db;
    }
  return untiedA === 0 || untiedB === 0 ? null : s / Math.sqrt(untiedA * untiedB);
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
