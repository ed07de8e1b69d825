import { formColumns, type FormColumnKey, type Text } from "@duibiao/indicators";
import {
  formSheet,
  identityKeys,
  keyColumnAt,
  keySheet,
  listSheet,
  templateFormat,
  type TemplateIdentity,
} from "./layout.ts";
import type { BookCell, BookSheet } from "./open-book.ts";

/** The hidden keys of a file: what it is for, and the version of each cell when it was written. */
export type TemplateKeys = { identity: TemplateIdentity; versions: ReadonlyMap<string, number> };

/** A row below the table's head: its number in the sheet, its hidden key if it still has one, its cells by column. */
export type GridRow = { row: number; key: string; cells: Partial<Record<FormColumnKey, BookCell>> };

type Found<T> = { ok: true; found: T } | { ok: false; problem: Text };
const refuse = (zh: string, en: string): { ok: false; problem: Text } => ({ ok: false, problem: { zh, en } });

export function keysOf(sheets: readonly BookSheet[]): Found<TemplateKeys> {
  const rows = (sheets.find((sheet) => sheet.name === keySheet)?.rows ?? []).map((row) =>
    row.map((cell) => cell?.text ?? ""),
  );
  const fact = (key: string) => rows.find((row) => row[0] === key)?.[1] ?? "";
  if (rows.length === 0)
    return refuse(
      "这个文件不是由本平台下载的模板，或模板的隐藏页已丢失：请重新下载模板，把数复制进去后上传",
      "This file is no template of this platform, or has lost its hidden sheet; download the template again, copy the figures into it and upload that",
    );
  if (fact("format") !== templateFormat)
    return refuse(
      "模板的版式已更新：请重新下载模板，把数复制进去后上传",
      "The layout of templates has changed; download the template again, copy the figures into it and upload that",
    );
  const identity = Object.fromEntries(identityKeys.map((key) => [key, fact(key)])) as TemplateIdentity;
  const from = rows.findIndex((row) => row[0] === "key") + 1;
  const versions = new Map(
    rows.slice(from).flatMap(([key = "", , version = ""]) => (/^\d+$/.test(version) ? [[key, Number(version)]] : [])),
  );
  return { ok: true, found: { identity, versions } };
}

const mismatches: Record<(typeof identityKeys)[number], Text> = {
  form: { zh: "这是另一张报表的模板", en: "This is the template of another form" },
  unit: { zh: "这是另一个填报单位的模板", en: "This is the template of another unit" },
  period: { zh: "这是另一个报告期的模板", en: "This is the template of another period" },
  collection: { zh: "这是另一次采集任务的模板", en: "This is the template of another collection" },
  catalogue: { zh: "模板所用的目录版本已更新", en: "The template was made with another catalogue version" },
};

/** The first way in which a file is for something else, most telling first; null when it is the right one. */
export function identityProblem(given: TemplateIdentity, wanted: TemplateIdentity): Text | null {
  const order = ["form", "unit", "period", "collection", "catalogue"] as const;
  const wrong = order.find((key) => given[key] !== wanted[key]);
  if (wrong === undefined) return null;
  const { zh, en } = mismatches[wrong];
  const values = wrong === "catalogue" || wrong === "collection" ? "" : `${given[wrong]} ≠ ${wanted[wrong]}`;
  return {
    zh: `${zh}${values === "" ? "" : `（${values}）`}：请下载本表本期的模板填写`,
    en: `${en}${values === "" ? "" : ` (${values})`}; download the template of this form and period`,
  };
}

/** The sheet and the rows of the form's table, wherever it stands and whatever the order of its columns. */
export function gridOf(sheets: readonly BookSheet[]): Found<{ sheet: string; rows: GridRow[] }> {
  const candidates = [
    ...sheets.filter((sheet) => sheet.name === formSheet),
    ...sheets.filter((sheet) => ![formSheet, keySheet, listSheet].includes(sheet.name)),
  ];
  for (const { name, rows } of candidates) {
    const head = rows.findIndex((row) => columnsIn(row).size === formColumns.length);
    if (head >= 0) return { ok: true, found: { sheet: name, rows: gridRows(rows, head) } };
  }
  return refuse(
    `没有找到表头（${formColumns.map((column) => column.name.zh).join("、")}）：请保留模板的表头`,
    `The head of the table (${formColumns.map((column) => column.name.zh).join(", ")}) was not found; keep the template's head`,
  );
}

type Row = BookSheet["rows"][number];

function columnsIn(row: Row): Map<FormColumnKey, number> {
  const texts = row.map((cell) => cell?.text.trim());
  return new Map(
    formColumns.flatMap(({ key, name }) => (texts.includes(name.zh) ? [[key, texts.indexOf(name.zh)]] : [])),
  );
}

function gridRows(rows: readonly Row[], head: number): GridRow[] {
  const columns = [...columnsIn(rows[head]!)];
  return rows.slice(head + 1).map((row, i) => ({
    row: head + 2 + i,
    key: row[keyColumnAt]?.text.trim() ?? "",
    cells: Object.fromEntries(columns.flatMap(([key, at]) => (row[at] ? [[key, row[at]]] : []))),
  }));
}
