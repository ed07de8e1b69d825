// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { act, useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Column } from "./column.ts";
import { DataTable } from "./data-table.tsx";

type Row = { id: number; name: string; value: number | null };
const columns: Column<Row>[] = [
  { key: "name", header: { zh: "地区", en: "Region" }, value: (row) => row.name, head: true, width: "fill" },
  { key: "value", header: { zh: "数值", en: "Value" }, uom: "元", type: "number", value: (row) => row.value },
  {
    key: "note",
    header: { zh: "备注", en: "Note" },
    value: () => "",
    cell: () => <input aria-label="备注" />,
    sortBy: false,
  },
];
const rows: Row[] = [
  { id: 1, name: "甲县", value: 3 },
  { id: 2, name: "乙县", value: null },
  { id: 3, name: "丙县", value: 1 },
];
let opened: string[] = [];

function Page({ of = rows }: { of?: Row[] }) {
  const [chosen, choose] = useState<number | null>(null);
  return (
    <DataTable
      title="人均支出"
      columns={columns}
      rows={of}
      rowKey={(row) => row.id}
      empty="没有地区"
      choice={{ key: chosen, onChange: (row) => choose(row.id), onOpen: (row) => opened.push(row.name) }}
    />
  );
}

const bodyRows = () => screen.getAllByRole("row").slice(1);
const order = () => bodyRows().map((row) => within(row).getByRole("rowheader").textContent);
const chosen = () =>
  bodyRows()
    .filter((row) => row.getAttribute("aria-selected") === "true")
    .map((row) => within(row).getByRole("rowheader").textContent);

// jsdom lays nothing out: without sizes the virtualiser sees no row at all.
const sizes: [object, string, number][] = [
  [Element.prototype, "clientHeight", 400],
  [HTMLElement.prototype, "offsetHeight", 31],
];
const before = sizes.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name)!);
beforeEach(() => {
  opened = [];
  for (const [owner, name, value] of sizes) Object.defineProperty(owner, name, { configurable: true, value });
});
afterEach(() => {
  cleanup();
  sizes.forEach(([owner, name], at) => Object.defineProperty(owner, name, before[at]!));
});

test("a header sorts by keyboard-reachable button, says so, and missing stays last", () => {
  render(<Page />);
  const header = screen.getByRole("columnheader", { name: /数值\(元\)/ });
  const button = within(header).getByRole("button");
  fireEvent.click(button);
  expect(header.getAttribute("aria-sort")).toBe("ascending");
  expect(order()).toEqual(["丙县", "甲县", "乙县"]);
  fireEvent.click(button);
  expect(header.getAttribute("aria-sort")).toBe("descending");
  expect(order()).toEqual(["甲县", "丙县", "乙县"]);
  fireEvent.click(button);
  expect(order()).toEqual(["甲县", "乙县", "丙县"]);
});

test("arrows and J, K move the chosen row and the focus with it; Enter opens it", () => {
  render(<Page />);
  const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
  screen.getByRole("region").focus();
  press("ArrowDown");
  expect(chosen()).toEqual(["甲县"]);
  press("j");
  expect(chosen()).toEqual(["乙县"]);
  expect(document.activeElement).toBe(bodyRows()[1]);
  press("j");
  press("j");
  expect(chosen()).toEqual(["丙县"]);
  press("k");
  press("Enter");
  expect(opened).toEqual(["乙县"]);
  press("End");
  expect(chosen()).toEqual(["丙县"]);
});

test("a letter typed into a field of a row is that field's, not the table's", () => {
  render(<Page />);
  fireEvent.keyDown(screen.getAllByLabelText("备注")[0]!, { key: "j" });
  expect(chosen()).toEqual([]);
});

test("a missing value is read out as missing, never as a zero", () => {
  render(<Page />);
  expect(within(bodyRows()[1]!).getByText("无数")).toBeTruthy();
});

const drawn = () => document.querySelectorAll("tbody tr[data-index]");

test("of 3,000 rows only those in sight are drawn, numbered as in the whole; on paper stand all", () => {
  const many = Array.from({ length: 3000 }, (_row, id) => ({ id, name: `第${id}县`, value: id }));
  render(<Page of={many} />);
  expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("3001");
  expect(drawn().length).toBeLessThan(100);
  expect(drawn()[0]!.getAttribute("aria-rowindex")).toBe("2");
  act(() => void window.dispatchEvent(new Event("beforeprint")));
  expect(drawn().length).toBe(3000);
  act(() => void window.dispatchEvent(new Event("afterprint")));
  expect(drawn().length).toBeLessThan(100);
});

test("no rows: the sentence stands there and the count says 0", () => {
  render(<Page of={[]} />);
  expect(screen.getByText("没有地区")).toBeTruthy();
  expect(screen.getByText("共 0 行")).toBeTruthy();
});
