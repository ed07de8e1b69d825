import { writeCsv } from "@duibiao/workbook";
import type { Figure } from "./source.ts";

/** A row of the platform's import of past figures. */
export type CellRow = {
  unit_code: string;
  measure: string;
  state: "number" | "na" | "missing";
  value: string;
  reason: string;
};

/** 来源的状态码, as the source explains them. */
const reasons: Record<string, string> = {
  x: "来源：无法提供（x）/ source: unavailable (x)",
  u: "来源：可靠性低，不公布数值（u）/ source: low reliability, no figure published (u)",
  c: "来源：保密（c）/ source: confidential (c)",
  z: "来源：不适用（z）/ source: not applicable (z)",
};
const noRow = "来源没有该地区、该期的数据行 / no row in the source for this area and period";
const noFigure = "来源的数据行没有数值，也没有状态 / the source's row has neither figure nor status";

/**
 * The cells of published rows, under `measure` and, where the source gives an interval, under `bounds`. A figure is
 * taken over as it is written; z becomes 不适用, every other row without a figure 暂缺 with the source's reason.
 */
export function cellsOf(
  rows: readonly Figure[],
  measure: string,
  bounds?: { lower: string; upper: string },
): CellRow[] {
  return rows.flatMap((row) => {
    if (row.value === "")
      return [
        {
          unit_code: row.code,
          measure,
          state: row.status === "z" ? "na" : "missing",
          value: "",
          reason: reasons[row.status] ?? noFigure,
        } as const,
      ];
    const cell = (key: string, value: string): CellRow => ({
      unit_code: row.code,
      measure: key,
      state: "number",
      value,
      reason: "",
    });
    const ends =
      bounds === undefined
        ? []
        : (
            [
              [bounds.lower, row.lower],
              [bounds.upper, row.upper],
            ] as const
          ).filter(([, value]) => value !== "");
    return [cell(measure, row.value), ...ends.map(([key, value]) => cell(key, value))];
  });
}

/** 暂缺 for every area that is asked and has no row: absent from the source is not zero and not forgotten. */
export function absentCells(asked: readonly string[], rows: readonly Figure[], measure: string): CellRow[] {
  const given = new Set(rows.map((row) => row.code));
  return asked
    .filter((code) => !given.has(code))
    .map((code) => ({ unit_code: code, measure, state: "missing", value: "", reason: noRow }));
}

export const importTable = (cells: readonly CellRow[]): string =>
  writeCsv(
    (["unit_code", "measure", "state", "value", "reason"] as const).map((name) => ({
      name,
      type: "text",
    })),
    cells,
  );
