/** Two-sided 95 % point of the standard normal distribution. */
const Z95 = 1.959963984540054;

/**
 * Wilson's score interval (1927) of 95 % for a share, from `hits` of `n`: never outside 0 to 1, and sound where n is small
 * or nothing was found. Drawn without replacement it is on the wide side.
 */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  const p = hits / n;
  const square = Z95 * Z95;
  const centre = p + square / (2 * n);
  const half = Z95 * Math.sqrt((p * (1 - p)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  // At the ends exactly: the difference of two equal roots would leave a rest of rounding.
  return { low: hits === 0 ? 0 : (centre - half) / scale, high: hits === n ? 1 : (centre + half) / scale };
}
