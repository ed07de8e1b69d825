import { expect, test } from "vitest";
import type { Column } from "../table/column.ts";
import { fileName, tableData } from "./table-data.ts";

type Row = { name: string; spend: string | null; score: number | null };
const columns: Column<Row>[] = [
  { key: "name", header: { zh: "地区", en: "Region" }, value: (row) => row.name, cell: () => "drawn otherwise" },
  { key: "spend", header: { zh: "支出", en: "Spending" }, uom: "元", type: "number", value: (row) => row.spend },
  { key: "score", header: { zh: "得分", en: "Score" }, type: "number", decimals: 1, value: (row) => row.score },
  { key: "open", header: { zh: "操作", en: "Actions" }, value: () => "打开", screenOnly: true },
];
const rows: Row[] = [
  { name: "=cmd()", spend: "12345678901234567.89", score: 61.24999 },
  { name: "乙县", spend: null, score: null },
];

test("a table for files keeps rows, order and every digit; units stand in the headers; buttons stay away", () => {
  expect(tableData(columns, rows, { title: "排名", stamps: ["演示数据"], notes: ["数据截至 2026年"] }, "zh")).toEqual({
    title: "排名",
    stamps: ["演示数据"],
    notes: ["数据截至 2026年"],
    // A region named like a formula is marked as text, which writers make inert.
    columns: [
      { header: "地区", type: "text" },
      { header: "支出(元)", type: "number" },
      { header: "得分", type: "number", decimals: 1 },
    ],
    rows: [
      ["=cmd()", "12345678901234567.89", 61.24999],
      ["乙县", null, null],
    ],
  });
});

test("headers follow the language of the screen", () => {
  const { columns: english } = tableData(columns, rows, { title: "Ranking" }, "en");
  expect(english.map(({ header }) => header)).toEqual(["Region", "Spending (元)", "Score"]);
});

test("file names carry the day in Beijing and nothing that Windows refuses", () => {
  const lateEveningUtc = new Date("2026-11-26T17:00:00Z");
  expect(fileName("人均支出: 甲/乙 排名?", "xlsx", lateEveningUtc)).toBe("人均支出_甲_乙_排名_20261127.xlsx");
});
