import { formColumns, type FormColumnKey } from "@duibiao/indicators";

/** Names of the template's sheets. The last two are veryHidden: no menu shows them. */
export const formSheet = "填报";
export const keySheet = "_keys";
export const listSheet = "_lists";

/** How the name of a sheet of items begins; behind it its number and its section's name. */
export const itemSheet = "明细";

/** First cell of the hidden row above the items: the section, and the list that stood there when the file was written. */
export const itemKey = (section: string, seen: number): string => `items:${section}:${seen}`;
export const itemKeyPattern = /^items:(.+):(\d+)$/;

/** First cell of the key sheet: which layout the file has. */
export const templateFormat = "duibiao-template/1";

/** 0-based place of a column in the template. Behind the last one stands the row's key, in a hidden column. */
export const columnAt = (key: FormColumnKey): number => formColumns.findIndex((column) => column.key === key);
export const keyColumnAt = formColumns.length;

export const states = { number: "数值", na: "不适用", missing: "暂缺" } as const;
export const yes = "是";

/** What binds a file to one form, unit, period and catalogue version. */
export type TemplateIdentity = {
  catalogue: string;
  form: string;
  collection: string;
  unit: string;
  period: string;
};
export const identityKeys = ["catalogue", "form", "collection", "unit", "period"] as const;

/** The key that a row carries: `measure/member`. */
export const rowKey = (line: { measure: string; member?: string }): string =>
  `${line.measure}/${line.member ?? "total"}`;

/** What a person fills in on a line, as text. */
export const entryKeys = ["value", "state", "reason", "estimated", "note"] as const;
export type EntryKey = (typeof entryKeys)[number];
export type Entry = Record<EntryKey, string>;
