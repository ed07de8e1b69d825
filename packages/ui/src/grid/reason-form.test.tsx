// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { EntryGrid } from "./entry-grid.tsx";
import type { Reason } from "./reason.ts";
import { openDialogsInJsdom } from "./testing-dialogs.ts";
import { testStore } from "./testing-form.ts";

beforeAll(openDialogsInJsdom);
afterEach(cleanup);

const waiting = new Map<string, Reason>();
const reasons = {
  read: (place: string) => waiting.get(place) ?? null,
  keep: (place: string, reason: Reason | null) =>
    void (reason === null ? waiting.delete(place) : waiting.set(place, reason)),
};

/** The dialog of line 05, at 暂缺. */
function openMissing() {
  cleanup();
  const store = testStore();
  render(<EntryGrid store={store} label="试验表" onSave={() => {}} reasons={reasons} />);
  const input = screen.getByLabelText(/^05 .*本期/);
  act(() => input.focus());
  act(() => void fireEvent.keyDown(input, { key: "ArrowDown", altKey: true }));
  act(() => screen.getByRole("button", { name: "暂缺" }).click());
  return { store, text: screen.getByLabelText("补充或其他原因") as HTMLTextAreaElement };
}

it("a half-written reason is there again when the dialog or the page comes back, and never once it was given", () => {
  const first = openMissing();
  act(() => void fireEvent.change(first.text, { target: { value: "电表坏了" } }));
  const again = openMissing();
  expect([again.text.value, first.store.entry("cost").value]).toEqual(["电表坏了", null]);
  expect(screen.getByText(/恢复了您上次未提交的内容/)).toBeTruthy();
  act(() => screen.getByRole("button", { name: "确定" }).click());
  expect(again.store.entry("cost").value).toEqual({ state: "missing", reason: "电表坏了" });
  expect(openMissing().text.value).toBe("");
  expect(waiting.size).toBe(0);
});

it("is dropped at the person's word, and waits at its own cell and state alone", () => {
  const first = openMissing();
  act(() => void fireEvent.change(first.text, { target: { value: "半句" } }));
  expect([...waiting.keys()]).toEqual(["missing cost"]);
  const { text } = openMissing();
  act(() => screen.getByRole("button", { name: "不要了" }).click());
  expect([text.value, waiting.size, screen.queryByText(/恢复了/)]).toEqual(["", 0, null]);
});
