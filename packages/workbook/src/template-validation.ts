import type { Measure } from "@duibiao/indicators";
import type { DataValidation } from "hucre/xlsx";
import { columnAt, listSheet } from "./layout.ts";
import { cellRef } from "hucre/xlsx";

type Column = Parameters<typeof columnAt>[0];
const at = (row: number, key: Column) => cellRef(row, columnAt(key));

/** The rule of a line's figure, in the office program's own words. `row` is 0-based. */
export const figureValidationAt = (row: number, measure: Measure, name: string): DataValidation =>
  figureValidation(at(row, "value"), measure, name);

/** The rules of the other entry cells, once for all lines: they are the same in each. */
export function validationsOf(rows: readonly number[]): DataValidation[] {
  const all = (key: Column) =>
    stretches(rows)
      .map(([from, to]) => `${at(from, key)}:${at(to, key)}`)
      .join(" ");
  return [
    list(all("state"), "$A$1:$A$3", "请选：数值、不适用、暂缺 / choose a state"),
    list(all("estimated"), "$B$1:$B$1", "暂估填「是」，否则留空 / 是 when estimated, else empty"),
    textLength(all("reason"), 200),
    textLength(all("note"), 500),
  ];
}

/** Rows that follow one another, as first and last. */
function stretches(rows: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else found.push([row, row]);
  }
  return found;
}

function figureValidation(range: string, measure: Measure, name: string): DataValidation {
  const decimals = measure.type === "integer" ? 0 : measure.decimals;
  const zh = `${name}(${measure.uom}):${measure.negative ? "" : "不小于 0 的"}${decimals === 0 ? "整数" : "数"}`;
  const en = `${measure.negative ? "a" : "a non-negative"} ${decimals === 0 ? "whole number" : "number"}`;
  const places =
    decimals === undefined || decimals === 0
      ? ["", ""]
      : [`，最多 ${decimals} 位小数`, `, at most ${decimals} decimals`];
  return {
    ...condition(range, decimals, measure.negative ?? false),
    range,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: "stop",
    errorTitle: "填报规则 / rule",
    errorMessage: `${zh}${places[0]} / ${en}${places[1]}`.slice(0, 225),
  };
}

type Condition = Pick<DataValidation, "type" | "operator" | "formula1" | "formula2">;

function condition(cell: string, decimals: number | undefined, negative: boolean): Condition {
  if (decimals !== undefined && decimals > 0) {
    const sign = negative ? "" : `,${cell}>=0`;
    return { type: "custom", formula1: `AND(ISNUMBER(${cell})${sign},ROUND(${cell},${decimals})=${cell})` };
  }
  const type = decimals === 0 ? "whole" : "decimal";
  return negative
    ? { type, operator: "between", formula1: "-1000000000000000", formula2: "1000000000000000" }
    : { type, operator: "greaterThanOrEqual", formula1: "0" };
}

const list = (range: string, source: string, message: string): DataValidation => ({
  type: "list",
  formula1: `${listSheet}!${source}`,
  range,
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: "stop",
  errorTitle: "填报规则 / rule",
  errorMessage: message,
});

const textLength = (range: string, longest: number): DataValidation => ({
  type: "textLength",
  operator: "lessThanOrEqual",
  formula1: String(longest),
  range,
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: "stop",
  errorTitle: "填报规则 / rule",
  errorMessage: `最多 ${longest} 字 / at most ${longest} characters`,
});
