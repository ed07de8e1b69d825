import { expect, it } from "vitest";
import { clearRange, pasteBlock, sayReport } from "./deeds.ts";
import { testStore } from "./testing-form.ts";

const number = (value: string) => ({ state: "number", value });
const first = { top: 0, bottom: 0, left: 0, right: 0 };
/** Coal, line 04 of six, is folded away. */
const folded = () => testStore({ neverHas: new Set(["coal"]) });

it("puts a column of the whole form into its lines by number, also where lines are folded", () => {
  const store = folded();
  const report = pasteBlock(store, first, "12000\r\n9000\r\n3000\r\n0\r\n0.9\r\n120\r\n");
  expect(store.entry("coal").value).toEqual(number("0"));
  expect(store.entry("cost").value).toEqual(number("0.9"));
  expect(store.entry("people").value).toEqual(number("120"));
  expect(sayReport(report).zh).toContain("原来收起的行次 04 已展开");
  expect(store.view().order).toContain("coal");
});

it("says which folded lines a shorter block went past", () => {
  const store = folded();
  const report = pasteBlock(store, first, "12000\r\n9000\r\n3000\r\n0.9");
  expect(store.entry("coal").value).toBeNull();
  expect(store.entry("cost").value).toEqual(number("0.9"));
  expect(sayReport(report).zh).toContain("跳过了未显示的行次 04");
});

it("says nothing of folded lines that the block does not reach", () => {
  expect(pasteBlock(folded(), first, "12000\r\n9000")).toMatchObject({ passed: [], opened: [], filled: 2 });
});

it("takes reasons and 暂估 in full-width brackets and after full-width colons, as input methods write them", () => {
  const store = testStore();
  pasteBlock(store, first, "12000（暂估）\r\n暂缺：账单未到\r\n不适用（没有机房）");
  expect(store.entry("power").value).toEqual({ ...number("12000"), estimated: true });
  expect(store.entry("power[kind:office]").value).toEqual({ state: "missing", reason: "账单未到" });
  expect(store.entry("power[kind:data]").value).toEqual({ state: "na", reason: "没有机房" });
});

it("never takes a figure where the ledger sums one up, however it comes, and still takes a note", () => {
  const summed = new Map([["power", { zh: "由台账合计", en: "summed from the ledger" }]]);
  const kept = { value: { state: "number" as const, value: "5" }, note: "", rejected: null, conversion: null };
  const store = testStore({ summed, entries: new Map([["power", kept]]) });
  expect(pasteBlock(store, first, "12000\r\n9000")).toMatchObject({ filled: 1, locked: 1 });
  clearRange(store, first);
  store.edit(new Map([["power", { ...kept, value: { state: "number" as const, value: "6" } }]]));
  expect(store.entry("power").value).toEqual(number("5"));
  expect(store.entry("power[kind:office]").value).toEqual(number("9000"));
  store.edit(new Map([["power", { ...kept, note: "六月暂估" }]]));
  expect(store.entry("power")).toMatchObject({ value: number("5"), note: "六月暂估" });
});
