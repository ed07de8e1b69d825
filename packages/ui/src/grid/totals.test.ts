import { cellKey } from "@duibiao/indicators";
import { expect, test } from "vitest";
import { breakdownTables } from "./breakdowns.ts";
import { blank, type Entry } from "./entry.ts";
import { catalogue, testStore } from "./testing-form.ts";

const number = (value: string, more = {}): Entry => ({ ...blank, value: { state: "number", value, ...more } });
const office = cellKey("power", "kind:office");
const data = cellKey("power", "kind:data");
const total = cellKey("power", "total");

test("a total follows its members once all of them are answered, estimates included, and leaves with one undo", () => {
  const store = testStore();
  store.edit(new Map([[office, number("0.1")]]));
  expect(store.entry(total).value).toBeNull();
  store.edit(new Map([[data, number("0.2", { estimated: true })]]));
  // 0.1 + 0.2 by hand: 0.3, not binary64's 0.30000000000000004.
  expect(store.entry(total).value).toEqual({ state: "number", value: "0.3", estimated: true });
  store.edit(new Map([[data, number("5")]]));
  expect(store.entry(total).value).toEqual({ state: "number", value: "5.1" });
  store.undo();
  expect(store.entry(total).value).toEqual({ state: "number", value: "0.3", estimated: true });
});

test("不适用 is skipped, 暂缺 leaves the total open, and a total that somebody typed otherwise stays", () => {
  const store = testStore();
  store.edit(
    new Map([
      [office, number("7")],
      [data, { ...blank, value: { state: "missing", reason: "账单未到" } }],
    ]),
  );
  expect(store.entry(total).value).toBeNull();
  store.edit(new Map([[data, { ...blank, value: { state: "na", reason: "无机房" } }]]));
  expect(store.entry(total).value).toEqual({ state: "number", value: "7" });
  store.edit(new Map([[total, number("9")]]));
  store.edit(new Map([[office, number("8")]]));
  expect(store.entry(total).value).toEqual({ state: "number", value: "9" });
});

test("measures that share a breakdown stand in one table, members in the catalogue's order, the total last", () => {
  const store = testStore();
  expect(breakdownTables(store.setup.compiled, store.lines)).toEqual([
    {
      key: "kind",
      name: catalogue.breakdowns[0]!.name,
      measures: [{ key: "power", name: { zh: "用电量", en: "electricity" }, uom: "kWh" }],
      members: [
        { key: "kind:office", name: { zh: "办公", en: "office" } },
        { key: "kind:data", name: { zh: "机房", en: "data centre" } },
        { key: "total", name: { zh: "合计", en: "Total" } },
      ],
    },
  ]);
});
