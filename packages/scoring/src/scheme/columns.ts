import type { Judgements } from "./conclude.ts";
import { error, ScoringError, type Remark } from "./remark.ts";
import type { Direction } from "./scheme.ts";
import type { DataStep, History } from "./steps.ts";

/** A region to be scored and the peer group (对标组) it is compared in. */
export type Region = { id: string; peerGroup: string };

/**
 * One indicator of one region.
 * - value: a finite number. `complete: false`: part of the region's reports is absent; the number is
 *   shown but earns nothing and stands behind nobody's bounds.
 * - missing: owed and not reported. Keeps its weight, earns nothing.
 * - not_applicable: answered 不适用. Its weight is shared by its siblings.
 * - uncollected: nobody is asked for it yet. Keeps its weight, earns nothing.
 */
export type Cell =
  | { status: "value"; value: number; complete?: boolean }
  | { status: "missing" }
  | { status: "not_applicable" }
  | { status: "uncollected" };

/**
 * Columns by indicator key, each as long as `regions` and in the same order: cells, or plain numbers with NaN = missing. Denominators stand
 * beside the indicators. `history` is needed by steps that fill from other times.
 */
export type ScoringInput = Judgements & {
  regions: readonly Region[];
  columns: Readonly<Record<string, readonly Cell[] | Float64Array>>;
  directions: Readonly<Record<string, Direction>>;
  history?: History;
};

/**
 * Throws ScoringError with everything that keeps this input from being scored: a region listed twice,
 * a column that is absent or of the wrong length, a value that is not a finite number. Columns that
 * the scheme does not use are not looked at.
 */
export function assertScorable(
  input: ScoringInput,
  indicators: readonly string[],
  steps: readonly DataStep[] = [],
): void {
  const remarks: Remark[] = [];
  const ids = new Set<string>();
  for (const [r, region] of input.regions.entries()) {
    if (ids.has(region.id)) {
      remarks.push(
        error(
          "duplicate_region",
          `regions/${r}`,
          `地区 ${region.id} 重复，请只保留一行。`,
          `Region ${region.id} is listed twice; keep one row.`,
        ),
      );
    }
    ids.add(region.id);
  }
  const denominators = steps.flatMap((step) => (step.step === "denominate" ? [step.by] : []));
  remarks.push(...unfitForSteps(input, indicators, steps));
  for (const indicator of new Set([...indicators, ...denominators])) {
    const column = Object.hasOwn(input.columns, indicator) ? input.columns[indicator] : undefined;
    if (column === undefined) {
      remarks.push(
        error(
          "column_missing",
          `columns/${indicator}`,
          `缺少指标 ${indicator} 的数据列；尚未采集的指标请逐行填 uncollected。`,
          `There is no column for indicator ${indicator}; an indicator not yet collected is a column of "uncollected".`,
        ),
      );
    } else if (column.length !== input.regions.length) {
      remarks.push(
        error(
          "column_length",
          `columns/${indicator}`,
          `数据列有 ${column.length} 行，地区有 ${input.regions.length} 个，应一致。`,
          `The column has ${column.length} rows for ${input.regions.length} regions; they must agree.`,
        ),
      );
    } else {
      remarks.push(...unscorableCells(indicator, column, input.regions));
    }
  }
  if (remarks.length > 0) throw new ScoringError(remarks);
}

/** What the steps need beside the columns: regions that are there, and values of other times. */
function unfitForSteps(input: ScoringInput, indicators: readonly string[], steps: readonly DataStep[]): Remark[] {
  const ids = new Set(input.regions.map(({ id }) => id));
  return steps.flatMap((step, at): Remark[] => {
    const path = `steps/${at}`;
    if (step.step === "screen")
      return Object.keys(step.force ?? {})
        .filter((id) => !ids.has(id))
        .map((id) => error("step_region_unknown", path, `没有地区 ${id}。`, `There is no region ${id}.`));
    if (step.step !== "impute" || (step.method !== "carried" && step.method !== "linear")) return [];
    const { history } = input;
    const rising = history?.times.every((time, t) => time !== history.at && (t === 0 || time > history.times[t - 1]!));
    const fits = (key: string) => {
      const own = history?.columns[key];
      return own?.length === history?.times.length && own?.every((x) => x.length === input.regions.length);
    };
    const lacking = (step.indicators ?? indicators).filter((key) => !fits(key));
    if (rising === true && lacking.length === 0) return [];
    return [
      error(
        "history_missing",
        path,
        `历史数据 history 缺失或不完整（${lacking.join("、")}）：times 应递增且不含本期，每个指标每期一列，行数与地区一致。`,
        `The history is absent or incomplete (${lacking.join(", ")}): times must rise and leave out the present one, with one column per indicator and time, as long as the regions.`,
      ),
    ];
  });
}

function unscorableCells(
  indicator: string,
  column: readonly Cell[] | Float64Array,
  regions: readonly Region[],
): Remark[] {
  const remarks: Remark[] = [];
  for (let r = 0; r < column.length; r++) {
    const cell = column[r]!;
    const value = typeof cell === "number" ? cell : cell.status === "value" ? cell.value : 0;
    // Among plain numbers NaN says that there is none.
    if (Number.isFinite(value) || (typeof cell === "number" && Number.isNaN(value))) continue;
    remarks.push(
      error(
        "value_not_finite",
        `columns/${indicator}/${r}`,
        `地区 ${regions[r]!.id} 的指标 ${indicator} 为 ${value}，不是有限数值；没有数值请填 missing 或 not_applicable。`,
        `Indicator ${indicator} of region ${regions[r]!.id} is ${value}, not a finite number; without a number the status is missing or not_applicable.`,
      ),
    );
  }
  return remarks;
}
