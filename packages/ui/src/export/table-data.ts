import { beijingDay } from "../format.ts";
import type { Language } from "../language.tsx";
import type { CellValue, Column } from "../table/column.ts";

/**
 * A table as it leaves the screen: same rows, same order, same filter, same language. Writers of files take this and
 * nothing else. `stamps` (演示数据, 试算) and `notes` (第 n 版, 数据截至, 口径, the filter) go into every file.
 */
export type TableData = {
  title: string;
  stamps: readonly string[];
  notes: readonly string[];
  /**
   * text: must be made inert for spreadsheets; number: digits as they are, `decimals` only says how many of them an
   * office program shows. Headers carry the unit of measure.
   */
  columns: readonly { header: string; type: "text" | "number"; decimals?: number | null | undefined }[];
  /** One cell per column; null is an empty cell, never zero. */
  rows: readonly (readonly CellValue[])[];
};

/** What stands around a table or a chart on paper and in files. */
export type About = { title: string; stamps?: readonly string[] | undefined; notes?: readonly string[] | undefined };

export const headerOf = (column: Pick<Column<never>, "header" | "uom">, language: Language): string =>
  column.uom
    ? language === "zh"
      ? `${column.header.zh}(${column.uom})`
      : `${column.header.en} (${column.uom})`
    : column.header[language];

/** The rows of a screen, in its order, as a table for files. */
export function tableData<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: About,
  language: Language,
): TableData {
  const written = columns.filter((column) => !column.screenOnly);
  return {
    title: about.title,
    stamps: about.stamps ?? [],
    notes: about.notes ?? [],
    columns: written.map((column) => ({
      header: headerOf(column, language),
      type: column.type ?? "text",
      decimals: column.decimals,
    })),
    rows: rows.map((row) => written.map((column) => column.value(row))),
  };
}

/** 标题_20261126.xlsx: a name that Windows and every office program takes. The day is Beijing's. */
export function fileName(title: string, extension: string, now: Date): string {
  const day = beijingDay(now).replaceAll("-", "");
  const safe = title
    // oxlint-disable-next-line no-control-regex -- exactly the characters that file systems refuse
    .replace(/[\u0000-\u001f\\/:*?"<>|]+/g, " ")
    .trim()
    .replace(/\s+/g, "_")
    .slice(0, 80);
  return `${safe}_${day}.${extension}`;
}
