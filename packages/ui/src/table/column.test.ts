import { describe, expect, test } from "vitest";
import { nextSort, sortRows, type Column } from "./column.ts";

type Row = { name: string; value: number | string | null };
const columns: Column<Row>[] = [
  { key: "name", header: { zh: "地区", en: "Region" }, value: (row) => row.name },
  { key: "value", header: { zh: "数值", en: "Value" }, type: "number", value: (row) => row.value },
];
const names = (rows: readonly Row[]) => rows.map((row) => row.name).join("");

describe("sorting", () => {
  const rows: Row[] = [
    { name: "甲", value: null },
    { name: "乙", value: 2 },
    { name: "丙", value: 0 },
    { name: "丁", value: Number.NaN },
    { name: "戊", value: -1 },
  ];

  test("puts missing values last in both directions, and zero among the numbers", () => {
    expect(names(sortRows(rows, columns, "value"))).toBe("戊丙乙甲丁");
    expect(names(sortRows(rows, columns, "-value"))).toBe("乙丙戊甲丁");
  });

  test("keeps equal rows in the order they came, in both directions", () => {
    const equal: Row[] = ["a", "b", "c", "d"].map((name, at) => ({ name, value: at < 2 ? 1 : 5 }));
    expect(names(sortRows(equal, columns, "value"))).toBe("abcd");
    expect(names(sortRows(equal, columns, "-value"))).toBe("cdab");
  });

  test("sorts decimals kept as text by their size", () => {
    const texts: Row[] = [
      { name: "a", value: "10.5" },
      { name: "b", value: "9" },
      { name: "c", value: "" },
    ];
    expect(names(sortRows(texts, columns, "value"))).toBe("bac");
  });

  test("sorts Chinese names by pinyin, as an office expects: 安 before 北 before 中", () => {
    const places: Row[] = ["中", "安", "北"].map((name) => ({ name, value: 1 }));
    expect(names(sortRows(places, columns, "name"))).toBe("安北中");
  });

  test("leaves the rows as given for an empty or unknown order", () => {
    expect(sortRows(rows, columns, "")).toBe(rows);
    expect(sortRows(rows, columns, "-nothing")).toBe(rows);
  });
});

test("clicks on a header go one way, the other, and back to the order as given", () => {
  expect([nextSort("", { key: "a" }), nextSort("a", { key: "a" }), nextSort("-a", { key: "a" })]).toEqual([
    "a",
    "-a",
    "",
  ]);
  expect(nextSort("", { key: "a", highFirst: true })).toBe("-a");
  expect(nextSort("b", { key: "a" })).toBe("a");
});
