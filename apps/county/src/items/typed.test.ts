import type { EntryLine } from "@duibiao/ui/grid";
import { expect, test } from "vitest";
import { copyItem, fromItems, removeItem, toItems, typedAt } from "./typed.ts";

const lines = [
  { key: "km", uom: "km" },
  { key: "cost", uom: "万元" },
] as EntryLine[];

test("a block from Excel goes right and down, rows are added as it needs them, and units of measure are read", () => {
  const rows = typedAt(fromItems([]), lines, 0, "label", "演A·0001\t1,200\t8300元\r\n演A·0002\t-\t0.5\r\n");
  expect(toItems(rows, lines)).toEqual({
    items: [
      // 8300 元 = 0.83 万元.
      { label: "演A·0001", values: { km: "1200", cost: "0.83" } },
      { label: "演A·0002", values: { km: null, cost: "0.5" } },
    ],
    faults: new Set(),
  });
});

test("a blank is left open, a text that is no number and a row without a name are named", () => {
  const rows = typedAt(fromItems([{ label: "a", values: { km: "1" } }]), lines, 0, "cost", "约三");
  const { items, faults } = toItems(typedAt(rows, lines, 1, "km", "5"), lines);
  expect(items).toEqual([
    { label: "a", values: { km: "1" } },
    { label: "", values: { km: "5" } },
  ]);
  expect([...faults]).toEqual(["1 cost", "2 label"]);
});

test("rows come and go", () => {
  const rows = fromItems([{ label: "a", values: { km: "1" } }]);
  const two = copyItem(rows, 0);
  expect(two.map(({ id, label, texts }) => [id, label, texts["km"]])).toEqual([
    [1, "a", "1"],
    [2, "", "1"],
  ]);
  expect(removeItem(two, 0).map(({ id }) => id)).toEqual([2]);
});
