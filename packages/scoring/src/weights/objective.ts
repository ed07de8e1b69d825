import { componentWeights, factorWeights } from "./components.ts";
import { correlationTargetWeights } from "./correlation-targets.ts";
import { criticWeights, merecWeights } from "./critic.ts";
import {
  entropyMinMaxWeights,
  entropySumWeights,
  giniWeights,
  standardDeviationWeights,
  variationWeights,
} from "./dispersion.ts";
import { minMaxColumn, type Sign } from "./min-max.ts";

/** Ways to weigh columns by their values alone, each under an id that names its convention. */
export const OBJECTIVE_WEIGHTS = {
  "entropy-sum@1": (x) => entropySumWeights(x),
  "entropy-min-max@1": (x, signs) => entropyMinMaxWeights(x, signs),
  "critic-min-max@1": (x) => criticWeights(x),
  "critic-min-max-directed@1": (x, signs) => criticWeights(x, signs),
  "coefficient-of-variation@1": (x) => variationWeights(x),
  "standard-deviation-min-max@1": (x, signs) => standardDeviationWeights(scaled(x, signs)),
  "gini@1": (x) => giniWeights(x),
  "merec@1": (x, signs) => merecWeights(x, signs),
  "pca-first-squared@1": (x, signs) => componentWeights(turned(x, signs)).weights,
  "factor-varimax-oecd@1": (x, signs) => factorWeights(turned(x, signs)).weights,
  "correlation-targets@1": (x, signs) => correlationTargetWeights(scaled(x, signs)).weights,
} as const satisfies Record<string, (columns: readonly Float64Array[], signs: readonly Sign[]) => number[]>;

export type ObjectiveMethod = keyof typeof OBJECTIVE_WEIGHTS;

/**
 * Weights of columns (one per indicator, NaN = no value) by one method. `signs`: 1 = higher is better, -1 = lower; methods that depend on the
 * direction turn the columns by it themselves. Formulas, sources and what each throws stand at its own function. An analysis beside given weights:
 * what varies most is not what matters most. (1, 3) and (2, 2) by entropy-sum@1: 1, 0.
 */
export function objectiveWeights(
  method: ObjectiveMethod,
  columns: readonly Float64Array[],
  signs: readonly Sign[],
): number[] {
  return OBJECTIVE_WEIGHTS[method](columns, signs);
}

/** Columns that do not vary become 0 throughout. */
const scaled = (x: readonly Float64Array[], signs: readonly Sign[]): Float64Array[] =>
  x.map((own, j) => minMaxColumn(own, signs[j]!) ?? own.map((v) => (Number.isNaN(v) ? v : 0)));

const turned = (x: readonly Float64Array[], signs: readonly Sign[]): Float64Array[] =>
  x.map((own, j) => (signs[j] === 1 ? own : own.map((v) => -v)));
