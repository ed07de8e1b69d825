import { expect, test } from "vitest";
import { partsOfName, proposed, type FormCell } from "./columns.ts";

const cell = (key: string, zh: string, uom: string): FormCell => ({
  key,
  row: "01",
  measure: key,
  member: "total",
  name: { zh, en: zh },
  uom,
});

test("a column's name is parted from the unit of measure behind it, in either kind of bracket", () => {
  expect(partsOfName("行驶里程（公里）")).toEqual({ name: "行驶里程", uom: "公里" });
  expect(partsOfName(" 用电量 (万千瓦时)")).toEqual({ name: "用电量", uom: "万千瓦时" });
  expect(partsOfName("单位名称")).toEqual({ name: "单位名称", uom: null });
});

test("only exactly the form's name is proposed, and not where two lines bear it", () => {
  const cells = [cell("km", "行驶里程", "km"), cell("a", "人数", "人"), cell("b", "人数", "人")];
  expect(proposed(["行驶里程（公里）", "行驶", "人数", ""], cells)).toEqual({
    "行驶里程（公里）": { cell: "km", uom: "公里" },
  });
});
