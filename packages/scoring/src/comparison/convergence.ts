import { log } from "../numeric/elementary.ts";
import { studentTwoSided } from "../numeric/distributions.ts";
import { momentsOf } from "../norms/scale.ts";
import { mannKendall, type Trend } from "./mann-kendall.ts";

/** Whether units come closer to one another over time. */
export type Convergence = {
  /** By period: coefficient of variation (sd over n, over the mean) of the units that have a value in every period. */
  sigma: number[];
  /** Trend of sigma; falling = the units come closer. */
  sigmaTrend: Trend | null;
  /** Slope of yearly growth against the logarithm of the first value; negative = those behind catch up. */
  beta: number;
  betaError: number;
  betaP: number;
  units: number;
};

/**
 * Sigma and beta convergence (Barro and Sala-i-Martin 1992, J. Polit. Econ. 100) of units over equally long periods.
 *
 * `periods`: one column per period, oldest first. Only units with a value in all of them count. Beta: least squares of
 * ln(last / first) / (periods - 1) on ln(first), for units whose first and last values are above 0; NaN with fewer than
 * 3 of them or where the first values do not vary. p: two-sided t with n - 2. Throws RangeError for fewer than 2 periods.
 */
export function convergenceOf(periods: readonly Float64Array[]): Convergence {
  if (periods.length < 2) throw new RangeError("convergence needs at least two periods");
  const rows = [...periods[0]!.keys()].filter((i) => periods.every((own) => !Number.isNaN(own[i]!)));
  const sigma = periods.map((own) => {
    const { mean, sd } = momentsOf(Float64Array.from(rows, (i) => own[i]!).sort(), 0);
    return sd / mean;
  });
  const [first, last] = [periods[0]!, periods.at(-1)!];
  const points = rows
    .filter((i) => first[i]! > 0 && last[i]! > 0)
    .map((i) => ({ x: log(first[i]!), y: log(last[i]! / first[i]!) / (periods.length - 1) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  return {
    sigma,
    sigmaTrend: sigma.some((own) => !Number.isFinite(own)) ? null : trendOf(sigma),
    units: rows.length,
    ...slopeOf(points),
  };
}

const trendOf = (sigma: readonly number[]): Trend | null => mannKendall(sigma);

function slopeOf(points: readonly { x: number; y: number }[]): { beta: number; betaError: number; betaP: number } {
  const n = points.length;
  const meanOf = (of: (point: { x: number; y: number }) => number) => points.reduce((sum, own) => sum + of(own), 0) / n;
  const [mx, my] = [meanOf(({ x }) => x), meanOf(({ y }) => y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - mx) * (x - mx);
    xy += (x - mx) * (y - my);
    yy += (y - my) * (y - my);
  }
  if (n < 3 || !(xx > 0)) return { beta: NaN, betaError: NaN, betaP: NaN };
  const beta = xy / xx;
  const rest = Math.max(0, yy - beta * xy);
  const betaError = n === 2 ? NaN : Math.sqrt(rest / (n - 2) / xx);
  return { beta, betaError, betaP: studentTwoSided(betaError === 0 ? Infinity : beta / betaError, n - 2) };
}
