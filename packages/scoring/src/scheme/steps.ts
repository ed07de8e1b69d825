import type { Centre } from "../data/impute.ts";
import type { ScreenSettings } from "../data/screen.ts";
import type { FittedTreatment, Treatment } from "../data/treat.ts";

/**
 * What is done to the values before they are scored, in the order of the scheme. `indicators`: which ones; left out, all of the scheme's.
 *
 * - screen: regions with too little data (see screenUnits) are not ranked, with a reason; nobody is removed. `weighted`: availability by
 *   effective weight. `force`: region id -> ranked or not whatever its data are, with a reason. Before any imputation, or it finds nothing.
 * - denominate: each value divided by the column `by` of the input, times `scale`; where that is missing or 0, the cell becomes missing.
 * - impute: cells that are missing or incomplete get a value; cells that do not apply or are not collected never do. Filled cells earn points
 *   but do not count towards coverage, nor are bounds taken from them, so that a filled gap changes nobody else's score; `counts` makes them as
 *   good as reported (COINr's way).
 * - treat: outliers (see treatColumn). `reason` is needed where a treatment is forced on chosen indicators.
 */
export type DataStep =
  | ({
      step: "screen";
      indicators?: readonly string[];
      weighted?: boolean;
      force?: Readonly<Record<string, { ranked: boolean; reason: string }>>;
    } & ScreenSettings)
  | { step: "denominate"; indicators: readonly string[]; by: string; scale?: number }
  | ({ step: "impute"; indicators?: readonly string[]; counts?: boolean } & Imputation)
  | { step: "treat"; indicators?: readonly string[]; treatment: Treatment; reason?: string };

/**
 * Where a filled value comes from. mean, median: of everybody's values (default) or of the region's peers. row: of the region's other
 * indicators (an interval indicator counts as higher) among the chosen ones, or under the same parent where none are chosen. carried: the latest earlier value, at most `maxAge`
 * old; linear: between an earlier and a later one (both from `input.history`). em: multivariate normal, over the chosen indicators together.
 */
export type Imputation =
  | { method: Centre; within?: "all" | "peers" }
  | { method: "row"; centre?: Centre }
  | { method: "carried"; maxAge: number }
  | { method: "linear" }
  | { method: "em"; tolerance?: number; maxIterations?: number };

/**
 * Earlier (and later) values of indicators. `at`: the time of the columns that are scored; `times`: the others, strictly rising, in the
 * same unit; `columns`: for each indicator one column per entry of `times`, NaN = no value.
 */
export type History = {
  at: number;
  times: readonly number[];
  columns: Readonly<Record<string, readonly Float64Array[]>>;
};

/** Cells of one indicator that a step changed for one reason. Rows are places in `input.regions`; null = no value. */
export type CellChanges = {
  indicator: string;
  code: string;
  zh: string;
  en: string;
  rows: number[];
  before: (number | null)[];
  after: (number | null)[];
};

/** One line of the audit table of outliers: also for indicators that were left alone. */
export type TreatmentLine = {
  indicator: string;
  low: number;
  high: number;
  transform: string | null;
  lambda: number | null;
  skewness: number | null;
  kurtosis: number | null;
  skewnessAfter: number | null;
  kurtosisAfter: number | null;
  /** Whether the shape is ordinary afterwards. */
  ordinary: boolean;
};

/** What a region's data were like when it was screened. */
export type ScreeningLine = {
  region: string;
  availability: number;
  nonZero: number | null;
  ranked: boolean;
  /** Why it was forced; absent where its data decided. */
  forced?: string;
};

/** Everything that one step did, plain JSON. */
export type StepRecord = {
  step: DataStep["step"];
  method: string;
  changes: CellChanges[];
  treated?: TreatmentLine[];
  /** By indicator, what the treatment took from its values: give the records' `fits` back to freeze it. */
  fits?: Record<string, FittedTreatment>;
  screened?: ScreeningLine[];
  /** EM: whether it converged, and after how many rounds. */
  em?: { converged: boolean; iterations: number };
};

/** Treatments of an earlier result, by place of the step in the scheme, then by indicator; null for steps of another kind. */
export type FrozenTreatments = readonly (Readonly<Record<string, FittedTreatment>> | null)[];

/** A number as JSON holds it. */
export const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
