/**
 * Varimax rotation (Kaiser 1958, Psychometrika 23, 187-200) with Kaiser's normalisation of rows, as R varimax: factors turned so that the
 * variance of squared loadings is largest. `loadings`: by variable, one per factor; the result likewise. Pairs of factors are turned one
 * after another by their best angle until none turns by more than 1e-15; the half angles are taken by square roots, so every engine gives
 * the same bits. One factor comes back as it is. Rows without any loading stay 0.
 */
export function varimax(loadings: readonly (readonly number[])[]): number[][] {
  const lengths = loadings.map((row) => Math.sqrt(row.reduce((sum, v) => sum + v * v, 0)));
  const rows = loadings.map((row, j) => row.map((v) => (lengths[j]! > 0 ? v / lengths[j]! : 0)));
  const k = rows[0]?.length ?? 0;
  for (let sweep = 0; sweep < 1000; sweep++) {
    let turned = 0;
    for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) turned = Math.max(turned, turn(rows, a, b));
    if (turned <= 1e-15) break;
  }
  return rows.map((row, j) => row.map((v) => v * lengths[j]!));
}

/** Turns two factors by the angle φ of the largest criterion, tan 4φ = num / den; gives |sin φ|. */
function turn(rows: number[][], a: number, b: number): number {
  const p = rows.length;
  let [sumU, sumV, c, d] = [0, 0, 0, 0];
  for (const row of rows) {
    const u = row[a]! * row[a]! - row[b]! * row[b]!;
    const v = 2 * row[a]! * row[b]!;
    sumU += u;
    sumV += v;
    c += u * u - v * v;
    d += 2 * u * v;
  }
  const num = d - (2 * sumU * sumV) / p;
  const den = c - (sumU * sumU - sumV * sumV) / p;
  const radius = Math.sqrt(num * num + den * den);
  if (!(radius > 1e-300)) return 0;
  const cos2 = Math.sqrt((1 + den / radius) / 2);
  // sin 2φ by the product where the difference 1 - cos would cancel.
  const sin2 = cos2 > 0.5 ? num / radius / (2 * cos2) : (num < 0 ? -1 : 1) * Math.sqrt((1 - den / radius) / 2);
  const cos = Math.sqrt((1 + cos2) / 2);
  const sin = sin2 / (2 * cos);
  for (const row of rows) {
    const [x, y] = [row[a]!, row[b]!];
    row[a] = x * cos + y * sin;
    row[b] = y * cos - x * sin;
  }
  return Math.abs(sin);
}
