import type { Text } from "./catalogue.ts";

/** A column of a form; `number` is its 栏次: 甲 乙 丙 over what is printed, digits over what is filled in. */
export type FormColumn = { key: FormColumnKey; number: string; name: Text };

export type FormColumnKey =
  | "row"
  | "name"
  | "uom"
  | "value"
  | "previous"
  | "previousYear"
  | "state"
  | "reason"
  | "estimated"
  | "note";

/** The columns of every form, with 栏次: the same on screen, in Excel and on paper. */
export const formColumns: readonly FormColumn[] = [
  { key: "row", number: "甲", name: { zh: "行次", en: "Line" } },
  { key: "name", number: "乙", name: { zh: "指标", en: "Measure" } },
  { key: "uom", number: "丙", name: { zh: "计量单位", en: "Unit of measure" } },
  { key: "value", number: "1", name: { zh: "本期", en: "This period" } },
  { key: "previous", number: "2", name: { zh: "上期", en: "Previous period" } },
  { key: "previousYear", number: "3", name: { zh: "上年同期", en: "A year earlier" } },
  { key: "state", number: "4", name: { zh: "状态", en: "State" } },
  { key: "reason", number: "5", name: { zh: "原因", en: "Reason" } },
  { key: "estimated", number: "6", name: { zh: "暂估", en: "Estimated" } },
  { key: "note", number: "7", name: { zh: "说明", en: "Note" } },
];
