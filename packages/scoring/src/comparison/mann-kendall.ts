/**
 * The Mann-Kendall test for a monotonic trend, two-sided at 5 %.
 *
 * S = sum over i < j of sign(x_j - x_i). Up to ten values without ties the exact distribution of S over all orders
 * is used; otherwise the normal approximation with continuity correction, Z = (S -/+ 1) / sqrt(Var S), where ties
 * lower Var S = (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18 over groups of t equal values.
 * Source: Mann (1945), "Nonparametric tests against trend", Econometrica 13, 245-259; Kendall (1975), "Rank
 * correlation methods"; exact up to ten as in Gilbert (1987), "Statistical methods for environmental pollution
 * monitoring", section 16.4 and table A18.
 *
 * It asks for independent values in order of time: seasons within the year weaken it. Fewer than five values are no
 * trend, whatever they do: null.
 */
export function mannKendall(values: readonly number[]): Trend | null {
  const n = values.length;
  if (n < FEWEST_VALUES) return null;
  let s = 0;
  for (let j = 1; j < n; j++) for (let i = 0; i < j; i++) s += Math.sign(values[j]! - values[i]!);
  const ties = tied(values);
  const significant = n <= EXACT_UP_TO && ties.length === 0 ? exactTail(n, Math.abs(s)) <= 0.025 : isFar(n, s, ties);
  return { s, direction: !significant ? "no_change" : s > 0 ? "increasing" : "decreasing" };
}

export type Trend = { s: number; direction: "increasing" | "decreasing" | "no_change" };

export const FEWEST_VALUES = 5;
const EXACT_UP_TO = 10;
/** Quantile 0.975 of the standard normal distribution. */
const Z_975 = 1.959963984540054;

/** Sizes of the groups of equal values. */
function tied(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const known = counts.get(value);
    counts.set(value, known === undefined ? 1 : known + 1);
  }
  return [...counts.values()].filter((count) => count > 1);
}

/**
 * P(S >= s) for n different values in random order: of n! orders, those with so few inversions. Orders of k values by
 * inversions follow from those of k - 1, because the last value adds 0 to k - 1 of them.
 */
export function exactTail(n: number, s: number): number {
  let orders = [1];
  for (let k = 2; k <= n; k++) {
    const next = Array.from({ length: orders.length + k - 1 }, () => 0);
    orders.forEach((count, inversions) => {
      for (let more = 0; more < k; more++) next[inversions + more]! += count;
    });
    orders = next;
  }
  const total = orders.reduce((sum, count) => sum + count, 0);
  const most = Math.floor(((n * (n - 1)) / 2 - s) / 2);
  return orders.slice(0, most + 1).reduce((sum, count) => sum + count, 0) / total;
}

function isFar(n: number, s: number, ties: readonly number[]): boolean {
  const spread = (k: number) => k * (k - 1) * (2 * k + 5);
  const variance = (spread(n) - ties.reduce((sum, t) => sum + spread(t), 0)) / 18;
  return s !== 0 && variance > 0 && (Math.abs(s) - 1) / Math.sqrt(variance) > Z_975;
}
