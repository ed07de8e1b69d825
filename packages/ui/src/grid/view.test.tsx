// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { EntryGrid } from "./entry-grid.tsx";
import { testStore } from "./testing-form.ts";

afterEach(cleanup);

const input = (row: string) => screen.queryByLabelText(new RegExp(`^${row} .*本期`)) as HTMLInputElement | null;
const tabbable = () => [
  ...document.querySelectorAll<HTMLElement>('td [data-col][tabindex="0"], td[data-col][tabindex="0"]'),
];

it("keeps the choice on its line when a filter moves rows, and one cell reachable with Tab whatever is hidden", () => {
  const store = testStore({ remarks: new Map([["cost", [{ zh: "与账单不符", en: "differs from the bill" }]]]) });
  render(<EntryGrid store={store} label="试验表" onSave={() => {}} />);
  act(() => input("05")!.focus());
  act(() => store.show({ filter: "asked" }));
  expect(input("01")).toBeNull();
  expect(tabbable()).toEqual([input("05")]);
  expect(screen.getByText(/与账单不符/)).toBeTruthy();
  act(() => store.show({ filter: "all" }));
  expect(tabbable()).toEqual([input("05")]);
  act(() => input("06")!.focus());
  act(() => store.show({ filter: "asked" }));
  expect(tabbable()).toEqual([input("05")]);
});

it("leaves a line where it is while it is filled; only asking again hides it", () => {
  const store = testStore();
  render(<EntryGrid store={store} label="试验表" onSave={() => {}} />);
  act(() => store.show({ filter: "blank" }));
  const entry = { value: { state: "number" as const, value: "5" }, note: "", rejected: null, conversion: null };
  act(() => store.edit(new Map([["people", entry]])));
  expect(input("06")?.value).toBe("5");
  act(() => store.show({ filter: "blank" }));
  expect(input("06")).toBeNull();
  expect(input("05")).not.toBeNull();
});
