import { principalComponents } from "../diagnostics/factors.ts";
import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";
import { varimax } from "./varimax.ts";

/** Weights from the first principal component, with what a reader must know about it. */
export type ComponentWeights = {
  weights: number[];
  /** Unit eigenvector, with its signs (COINr's weights); its squares are ours. */
  vector: number[];
  /** Correlations of the columns with the component; its sign is chosen so that the largest is positive. */
  loadings: number[];
  /** Share of the variance that the component explains. */
  explained: number;
  /** Columns that run against the component: their squared weight rewards what the component counts as bad. */
  against: number[];
};

/**
 * Squared entries of the first eigenvector of the correlation matrix: never negative, and they add up to 1 (OECD/JRC Handbook 2008,
 * section 6.1; id pca-first-squared@1). COINr takes the entries themselves, signs and all, and so hands out negative weights.
 * Turn every column into its direction first; `against` names those that still load the other way. Over complete units.
 * Two columns: 1/2, 1/2. Throws ScoringError where a column does not vary.
 */
export function componentWeights(columns: readonly Float64Array[]): ComponentWeights {
  const { eigenvalues, explained, loadings } = componentsOf(columns);
  const first = loadings[0]!;
  return {
    weights: normalisedWeights(first.map((own) => (own * own) / eigenvalues[0]!)),
    vector: first.map((own) => own / Math.sqrt(eigenvalues[0]!)),
    loadings: first,
    explained: explained[0]!,
    against: first.flatMap((own, j) => (own < 0 ? [j] : [])),
  };
}

/** How many factors are kept: those of an eigenvalue above 1 (Kaiser 1960), those that explain more than a tenth each, or so many. */
export type Retained = "eigenvalue_above_1" | "share_above_tenth" | number;

/** Weights from rotated factors, with the tables that the handbook prints. */
export type FactorWeights = {
  weights: number[];
  eigenvalues: number[];
  explained: number[];
  /** By column, one loading per factor, after rotation. */
  loadings: number[][];
  /** Squared loadings over the factor's explained variance: each factor adds up to 1. */
  scaled: number[][];
  /** Variance that each factor explains after rotation, and its share of theirs together. */
  variance: number[];
  share: number[];
  /** The factor that each column is weighed by: that of its largest scaled loading. */
  factorOf: number[];
};

/**
 * Factor weights of the OECD/JRC Handbook on Constructing Composite Indicators (2008, section 6.1, tables 16-18; Nicoletti, Scarpetta &
 * Boylaud 2000; id factor-varimax-oecd@1): principal components of the correlation matrix, varimax rotation with Kaiser's
 * normalisation, squared loadings scaled to 1 inside each factor; a column counts in the factor where that is largest, times the
 * factor's share of the explained variance; then all are scaled to 1. Over complete units.
 * Throws ScoringError where a column does not vary or no factor is kept.
 */
export function factorWeights(
  columns: readonly Float64Array[],
  retain: Retained = "eigenvalue_above_1",
): FactorWeights {
  const { eigenvalues, explained, loadings } = componentsOf(columns);
  const kept =
    typeof retain === "number"
      ? Math.min(retain, columns.length)
      : eigenvalues.filter((own, c) => (retain === "eigenvalue_above_1" ? own > 1 : explained[c]! > 0.1)).length;
  if (!(kept >= 1))
    throw refused("no_factor", "没有满足保留条件的因子。", "No factor satisfies the rule for keeping it.", "columns");
  const rotated = varimax(columns.map((_, j) => Array.from({ length: kept }, (__, c) => loadings[c]![j]!)));
  return { eigenvalues, explained, ...weightsOfLoadings(rotated) };
}

/** The last two steps, from loadings by column that are known already. */
export function weightsOfLoadings(loadings: number[][]): Omit<FactorWeights, "eigenvalues" | "explained"> {
  const factors = loadings[0]!.map((_, f) => f);
  const variance = factors.map((f) => loadings.reduce((sum, own) => sum + own[f]! * own[f]!, 0));
  const total = variance.reduce((sum, own) => sum + own, 0);
  const share = variance.map((own) => own / total);
  const scaled = loadings.map((own) => factors.map((f) => (own[f]! * own[f]!) / variance[f]!));
  const factorOf = scaled.map((own) => own.indexOf(Math.max(...own)));
  const weights = normalisedWeights(scaled.map((own, j) => own[factorOf[j]!]! * share[factorOf[j]!]!));
  return { weights, loadings, scaled, variance, share, factorOf };
}

function componentsOf(columns: readonly Float64Array[]) {
  const found = principalComponents(columns);
  if (found.eigenvalues.length === columns.length && columns.length > 0) return found;
  throw refused(
    "components_column_constant",
    "至少一列没有差异或完整的地区不足，不能做主成分分析。",
    "At least one column does not vary, or too few units are complete; there are no principal components.",
    "columns",
  );
}
