import { expect, test } from "vitest";
import { itemTotals, type Item } from "./items.ts";

const lines = [{ measure: "km" }, { measure: "cost" }, { measure: "cost", member: "kind:fuel" }, { measure: "quota" }];

test("columns add up exactly, 不适用 is skipped, and a gap keeps its column open", () => {
  const items: Item[] = [
    { label: "演A·0001", values: { km: "0.1", cost: "5", "cost[kind:fuel]": null } },
    { label: "演A·0002", values: { km: "0.2", "cost[kind:fuel]": "7" } },
  ];
  expect(itemTotals(lines, items)).toEqual([
    // 0.1 + 0.2 by hand.
    { measure: "km", member: "total", value: "0.3", open: [] },
    { measure: "cost", member: "total", value: null, open: [1] },
    { measure: "cost", member: "kind:fuel", value: "7", open: [] },
  ]);
});

test("a column that no item answers with a number has no sum", () => {
  expect(itemTotals([{ measure: "km" }], [{ label: "a", values: { km: null } }])).toEqual([
    { measure: "km", member: "total", value: null, open: [] },
  ]);
  expect(itemTotals(lines, [])).toEqual([]);
});
