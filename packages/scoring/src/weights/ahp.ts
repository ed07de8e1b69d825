import { sumOf } from "../numeric/sums.ts";
import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";
import { assertPairwise, geometricMean, type Pairwise } from "./pairwise.ts";

/**
 * Mean consistency index of random reciprocal matrices of n = 1..15 items, Saaty's scale: Saaty, The Analytic Hierarchy Process
 * (McGraw-Hill 1980), the table used throughout Chinese practice. Later simulations differ (n = 3: 0.52); give another table
 * where a handbook demands it.
 */
export const SAATY_RANDOM_INDEX: readonly number[] = [
  0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
];

/** Priorities of one matrix. `lambdaMax` >= n; a ratio of 0.1 and less is accepted as consistent enough (Saaty). */
export type Priorities = {
  weights: number[];
  lambdaMax: number;
  consistencyIndex: number;
  /** consistencyIndex over the random index; 0 for 1 or 2 items. */
  consistencyRatio: number;
  /** Judgements that are missing, each pair once. */
  missing: number;
};

/**
 * Weights from pairwise judgements (层次分析法). Method:
 *
 * - eigenvector: principal right eigenvector, scaled to 1 (Saaty 1977, J. Math. Psychology 15, 234-281), by power iteration. Missing
 *   judgements by Harker 1987, Math. Modelling 9: a missing pair counts 0, and the diagonal 1 + the number missing in the row.
 * - geometric_mean: geometric mean of each row, scaled (根法; logarithmic least squares, Crawford & Williams 1985). All pairs needed.
 * - column_mean: each column scaled to 1, then the mean of each row (和法, an approximation of the eigenvector). All pairs needed.
 *
 * lambdaMax is the eigenvalue, for the other two the mean of (A w)_i / w_i; consistencyIndex = (lambdaMax - n) / (n - 1).
 * 1, 2, 4 against one another (fully consistent): 4/7, 2/7, 1/7, lambdaMax 3, ratio 0.
 * Throws ScoringError for judgements that are not reciprocal, items not connected by any judgement, and more than 15 items.
 */
export function ahpPriorities(
  judgements: Pairwise,
  method: "eigenvector" | "geometric_mean" | "column_mean" = "eigenvector",
  randomIndex: readonly number[] = SAATY_RANDOM_INDEX,
): Priorities {
  assertPairwise(judgements);
  const n = judgements.length;
  if (n === 0 || n > randomIndex.length)
    throw refused(
      "ahp_too_many_items",
      `两两比较支持 1 至 ${randomIndex.length} 项，现有 ${n} 项；请分层比较。`,
      `Pairwise comparison takes 1 to ${randomIndex.length} items, not ${n}; compare them in a hierarchy.`,
      "judgements",
    );
  let gaps = 0;
  for (const row of judgements) for (const own of row) if (Number.isNaN(own)) gaps++;
  const missing = gaps / 2;
  const weights = method === "eigenvector" ? principal(harker(judgements)) : rowMeans(judgements, missing, method);
  const product = harker(judgements).map((row) => weighted(row, weights));
  const lambdaMax = method === "eigenvector" ? sumOf(product) : sumOf(product.map((v, i) => v / weights[i]!)) / n;
  const consistencyIndex = n < 3 ? 0 : Math.max(0, (lambdaMax - n) / (n - 1));
  const expected = randomIndex[n - 1]!;
  return {
    weights,
    lambdaMax,
    consistencyIndex,
    consistencyRatio: expected === 0 ? 0 : consistencyIndex / expected,
    missing,
  };
}

/** Missing judgements counted as Harker does; without any, the matrix itself. */
function harker(judgements: Pairwise): number[][] {
  return judgements.map((row, i) => {
    let missing = 0;
    for (const own of row) if (Number.isNaN(own)) missing++;
    return row.map((own, j) => (i === j ? 1 + missing : Number.isNaN(own) ? 0 : own));
  });
}

const weighted = (row: readonly number[], weights: readonly number[]): number =>
  sumOf(row.map((own, j) => own * weights[j]!));

/** Power iteration from equal weights; reciprocal matrices that hang together are primitive, so it converges to the one positive vector. */
function principal(matrix: readonly (readonly number[])[]): number[] {
  assertConnected(matrix);
  let weights = matrix.map(() => 1 / matrix.length);
  for (let pass = 0; pass < 100_000; pass++) {
    const next = normalisedWeights(matrix.map((row) => weighted(row, weights)));
    const moved = Math.max(...next.map((w, j) => Math.abs(w - weights[j]!) / w));
    weights = next;
    if (moved < 1e-15) break;
  }
  return weights;
}

function assertConnected(matrix: readonly (readonly number[])[]): void {
  const reached = new Set([0]);
  for (const i of reached) matrix[i]!.forEach((own, j) => own > 0 && reached.add(j));
  const lost = matrix.findIndex((_, j) => !reached.has(j));
  if (lost >= 0)
    throw refused(
      "ahp_not_connected",
      `第 ${lost + 1} 项与第 1 项之间没有任何判断可以相连，请补充判断。`,
      `No chain of judgements connects item ${lost + 1} with item 1; judge more pairs.`,
      `judgements/${lost}`,
    );
}

function rowMeans(judgements: Pairwise, missing: number, method: "geometric_mean" | "column_mean"): number[] {
  if (missing > 0)
    throw refused(
      "ahp_judgements_missing",
      `有 ${missing} 个判断缺失，本法要求判断完整；请改用特征向量法。`,
      `${missing} judgements are missing; this method needs all of them. Use the eigenvector.`,
      "judgements",
    );
  if (method === "geometric_mean") return normalisedWeights(judgements.map((row) => geometricMean(row)));
  const totals = judgements.map((_, j) => sumOf(judgements.map((row) => row[j]!)));
  return normalisedWeights(judgements.map((row) => sumOf(row.map((own, j) => own / totals[j]!))));
}
