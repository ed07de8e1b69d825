/** out[r] = Σ weights[c] columns[c][r], added in column order; four columns at a time keep the loop in registers. */
export function linearCombination(
  columns: readonly Float64Array[],
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  const size = out.length;
  out.fill(0);
  let c = 0;
  for (; c + 4 <= columns.length; c += 4) {
    const [a, b, d, e] = [columns[c]!, columns[c + 1]!, columns[c + 2]!, columns[c + 3]!];
    const [wa, wb, wd, we] = [weights[c]!, weights[c + 1]!, weights[c + 2]!, weights[c + 3]!];
    for (let r = 0; r < size; r++) out[r] = out[r]! + wa * a[r]! + wb * b[r]! + wd * d[r]! + we * e[r]!;
  }
  for (; c < columns.length; c++) {
    const a = columns[c]!;
    const w = weights[c]!;
    for (let r = 0; r < size; r++) out[r] = out[r]! + w * a[r]!;
  }
}
