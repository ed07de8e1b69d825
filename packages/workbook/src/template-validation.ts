import type { Measure } from "@duibiao/indicators";
import type { DataValidation } from "hucre/xlsx";
import { columnAt, listSheet } from "./layout.ts";
import { cellRef } from "hucre/xlsx";

/** The rules of a line's entry cells, in the office program's own words. `row` is 0-based. */
export function validationsOf(row: number, measure: Measure, name: string): DataValidation[] {
  const at = (key: Parameters<typeof columnAt>[0]) => cellRef(row, columnAt(key));
  return [
    figureValidation(at("value"), measure, name),
    list(at("state"), "$A$1:$A$3", "请选:数值、不适用、暂缺 / choose a state"),
    list(at("estimated"), "$B$1:$B$1", "暂估填「是」,否则留空 / 是 when estimated, else empty"),
    textLength(at("reason"), 200),
    textLength(at("note"), 500),
  ];
}

function figureValidation(range: string, measure: Measure, name: string): DataValidation {
  const decimals = measure.type === "integer" ? 0 : measure.decimals;
  const zh = `${name}(${measure.uom}):${measure.negative ? "" : "不小于 0 的"}${decimals === 0 ? "整数" : "数"}`;
  const en = `${measure.negative ? "a" : "a non-negative"} ${decimals === 0 ? "whole number" : "number"}`;
  const places =
    decimals === undefined || decimals === 0
      ? ["", ""]
      : [`,最多 ${decimals} 位小数`, `, at most ${decimals} decimals`];
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
