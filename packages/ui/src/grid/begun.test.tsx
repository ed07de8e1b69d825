// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { Begun } from "./begun.ts";
import { EntryGrid } from "./entry-grid.tsx";
import { testStore } from "./testing-form.ts";

afterEach(cleanup);

function open(begun: Record<string, Begun> = {}) {
  const onBegun = vi.fn<(key: string, begun: Begun | null) => void>();
  const store = testStore({ onBegun, begun: new Map(Object.entries(begun)) });
  render(<EntryGrid store={store} label="试验表" onSave={() => {}} />);
  const input = (row: string) => screen.getByLabelText(new RegExp(`^${row} .*本期`)) as HTMLInputElement;
  const press = (key: string) => act(() => void fireEvent.keyDown(document.activeElement!, { key }));
  const type = (text: string) => act(() => void fireEvent.input(document.activeElement!, { target: { value: text } }));
  return { store, onBegun, input, press, type };
}

it("tells every key typed into a cell, and that it is over once it is taken or given up", () => {
  const { onBegun, input, press, type } = open();
  act(() => input("01").focus());
  type("1");
  type("12");
  press("Enter");
  type("7");
  press("Escape");
  expect(onBegun.mock.calls).toEqual([
    ["power", { of: "value", text: "1" }],
    ["power", { of: "value", text: "12" }],
    ["power", null],
    ["power[kind:office]", { of: "value", text: "7" }],
    ["power[kind:office]", null],
  ]);
});

it("what was half typed is no answer: it is shown at its line, and gone on with only when the clerk says so", () => {
  const { store, onBegun, input, press } = open({ cost: { of: "value", text: "0.9" } });
  expect(screen.getByText("0.9", { selector: "strong" })).toBeTruthy();
  expect([store.entry("cost").value, input("05").value]).toEqual([null, ""]);
  act(() => screen.getByRole("button", { name: "接着填" }).click());
  expect([document.activeElement, input("05").value, store.entry("cost").value]).toEqual([input("05"), "0.9", null]);
  expect(screen.queryByRole("button", { name: "接着填" })).toBeNull();
  // Still begun until it is taken.
  expect(onBegun.mock.lastCall).toEqual(["cost", { of: "value", text: "0.9" }]);
  press("Enter");
  expect(store.entry("cost").value).toEqual({ state: "number", value: "0.9" });
  expect(onBegun.mock.lastCall).toEqual(["cost", null]);
});

it("what was half typed is dropped at the clerk's word", () => {
  const { store, onBegun } = open({ cost: { of: "value", text: "0.9" } });
  act(() => screen.getByRole("button", { name: "不要了" }).click());
  expect([store.entry("cost").value, store.begun.left("cost")]).toEqual([null, null]);
  expect(onBegun.mock.calls).toEqual([["cost", null]]);
  expect(screen.queryByText("0.9", { selector: "strong" })).toBeNull();
});
