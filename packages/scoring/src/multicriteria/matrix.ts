import { ScoringError, error } from "../scheme/remark.ts";

/**
 * What the whole-matrix methods take: one column per criterion, one value per unit, weights above 0 (scaled to a sum of 1
 * inside), and for each criterion whether more is better (1) or less (-1).
 */
export type Criteria = {
  columns: readonly Float64Array[];
  weights: readonly number[];
  directions: readonly (1 | -1)[];
};

/** Throws ScoringError in both languages unless lengths agree, weights are above 0 and, with `complete`, no value is absent. */
export function assertCriteria({ columns, weights, directions }: Criteria, complete: boolean): number {
  const size = columns[0]?.length ?? 0;
  const say = (code: string, zh: string, en: string) => {
    throw new ScoringError([error(code, "columns", zh, en)]);
  };
  if (columns.length === 0 || weights.length !== columns.length || directions.length !== columns.length)
    say(
      "criteria_mismatch",
      `有 ${columns.length} 列、${weights.length} 个权重、${directions.length} 个方向，应相等且至少一列。`,
      `There are ${columns.length} columns, ${weights.length} weights and ${directions.length} directions; they must be as many, and at least one.`,
    );
  if (columns.some((column) => column.length !== size))
    say("column_length", "各列长度应一致。", "All columns must have the same length.");
  if (weights.some((w) => !(w > 0 && Number.isFinite(w))))
    say("weight_not_positive", "权重应为大于 0 的有限数。", "Weights must be finite and above 0.");
  columns.forEach((column, c) =>
    column.forEach((value, r) => {
      if (Number.isFinite(value) || (!complete && Number.isNaN(value))) return;
      say(
        "value_not_finite",
        `第 ${c + 1} 列第 ${r + 1} 行不是有限数值（${value}）。`,
        `Column ${c + 1}, row ${r + 1} is not a finite number (${value}).`,
      );
    }),
  );
  return size;
}

/** Weights scaled to a sum of 1. */
export function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, own) => total + own, 0);
  return weights.map((own) => own / sum);
}
