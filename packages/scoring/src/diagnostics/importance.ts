import { correlationsOf, covarianceMatrix } from "../numeric/covariance.ts";
import { STATUS } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";

/** How much a leaf is meant to count, and how much it does. Shares of 1. */
export type Importance = {
  path: string;
  indicator: string;
  /** Product of the weights from the root down. */
  nominal: number;
  /** Correlation of the leaf's points with the totals; NaN where either does not vary. */
  correlation: number;
  /** Correlation ratio η²: share of the variance of the totals that the leaf explains by itself, in ten equal groups. */
  ratio: number;
  /** η² over the sum of all η²: to be laid beside `nominal`. */
  effective: number;
  /** Share of scored units at the best (100) or at the worst (0) points. */
  atBest: number;
  atWorst: number;
};

const GROUPS = 10;

/**
 * Nominal and effective importance of every leaf over ranked units. Weights say how points are exchanged, not what decides
 * the order: that depends on spread and correlation too (Paruolo, Saisana and Saltelli 2013, J. R. Statist. Soc. A 176).
 * η² = variance between groups over variance, groups by the leaf's points, equal points together, ten groups of about
 * equal size. A leaf without variance has η² 0.
 */
export function importanceOf(result: ScoreResult): Importance[] {
  const { placed, columns, regions } = result;
  const ranked = regions.flatMap(({ place }, r) => (place === null ? [] : [r]));
  const totals = Float64Array.from(ranked, (r) => columns[0]!.score[r]!);
  const shares = placed.map(() => 1);
  placed.forEach(({ parent, node }, i) => (shares[i] = parent < 0 ? 1 : shares[parent]! * node.weight));
  const rows = placed.flatMap(({ children, path, node }, i) => {
    if (children.length > 0) return [];
    const { score, status } = columns[i]!;
    const points = Float64Array.from(ranked, (r) => (status[r] === STATUS.value ? score[r]! : 0));
    const scored = ranked.filter((r) => status[r] === STATUS.value);
    const share = (at: number) =>
      scored.length === 0 ? NaN : scored.filter((r) => score[r] === at).length / scored.length;
    return [
      {
        path,
        indicator: node.indicator!,
        nominal: shares[i]!,
        correlation: ranked.length < 2 ? NaN : correlationsOf(covarianceMatrix([points, totals]))[0]![1]!,
        ratio: correlationRatio(points, totals),
        atBest: share(100),
        atWorst: share(0),
      },
    ];
  });
  const all = rows.reduce((sum, { ratio }) => sum + ratio, 0);
  return rows.map((own) => ({ ...own, effective: all > 0 ? own.ratio / all : NaN }));
}

/** η² of y by groups of x: variance of the group means over the variance; 0 where y or x does not vary. */
export function correlationRatio(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const order = [...x.keys()].sort((i, j) => x[i]! - x[j]! || y[i]! - y[j]!);
  const mean = sortedMean(y, order);
  let all = 0;
  for (const i of order) all += (y[i]! - mean) * (y[i]! - mean);
  if (!(all > 0) || n === 0 || x[order[0]!] === x[order[n - 1]!]) return 0;
  let between = 0;
  for (let from = 0; from < n;) {
    let to = Math.min(n, Math.max(from + 1, Math.round(((Math.floor((from * GROUPS) / n) + 1) * n) / GROUPS)));
    while (to < n && x[order[to]!] === x[order[to - 1]!]) to++;
    const own = order.slice(from, to);
    const groupMean = sortedMean(y, own);
    between += own.length * (groupMean - mean) * (groupMean - mean);
    from = to;
  }
  return Math.min(1, between / all);
}

const sortedMean = (y: Float64Array, rows: readonly number[]): number => {
  const sorted = Float64Array.from(rows, (i) => y[i]!).sort();
  return sorted.reduce((sum, own) => sum + own, 0) / sorted.length;
};

/** Share of the whole weight whose leaves carry a mark: of what is 自报, say. `marked`: indicators by key. */
export function shareOfWeight(result: ScoreResult, marked: ReadonlySet<string>): number {
  return importanceOf(result).reduce((sum, { indicator, nominal }) => sum + (marked.has(indicator) ? nominal : 0), 0);
}
