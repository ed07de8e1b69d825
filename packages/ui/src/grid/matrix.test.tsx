// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CellMatrix } from "./matrix.tsx";
import { testStore } from "./testing-form.ts";

afterEach(cleanup);

/** Two units as rows, two lines as columns: each row a form of its own. */
function open() {
  Element.prototype.scrollIntoView = vi.fn();
  const stores = [testStore({}), testStore({})];
  const keys = stores[0]!.lines.slice(0, 2).map(({ key }) => key);
  const onSave = vi.fn();
  render(
    <CellMatrix
      label="试验"
      corner={{ zh: "单位", en: "Unit" }}
      rows={stores.map((_, at) => ({ key: String(at), name: { zh: `单位${at}`, en: `unit ${at}` } }))}
      columns={keys.map((key) => ({ key, name: { zh: key, en: key } }))}
      spot={(row, at) => ({ store: stores[Number(row)]!, at })}
      onSave={onSave}
    />,
  );
  const input = (row: number, col: number) =>
    screen.getAllByRole<HTMLInputElement>("textbox").find((one) => one.dataset["spot"] === `${row}.${col}`)!;
  const press = (key: string, more = {}) =>
    act(() => void fireEvent.keyDown(document.activeElement!, { key, ...more }));
  const clip = (kind: "paste" | "copy", text = "") => {
    let taken = "";
    const clipboardData = { getData: () => text, setData: (_: string, data: string) => (taken = data) };
    act(() => void fireEvent[kind](document.activeElement!, { clipboardData }));
    return taken;
  };
  const values = () =>
    stores.map((store) =>
      keys.map((key) => {
        const { value } = store.entry(key);
        return value?.state === "number" ? value.value : null;
      }),
    );
  act(() => input(0, 0).focus());
  return { input, press, clip, values, onSave };
}

describe("a table of cells of several forms", () => {
  it("fills a rectangle that Shift drew with one cell, copies it as Excel takes it, and takes all of it back at once", () => {
    const { press, clip, values } = open();
    press("ArrowRight", { shiftKey: true });
    press("ArrowDown", { shiftKey: true });
    expect(screen.getAllByRole("gridcell", { selected: true })).toHaveLength(4);
    clip("paste", "7");
    expect(values()).toEqual([
      ["7", "7"],
      ["7", "7"],
    ]);
    expect(clip("copy")).toBe("7\t7\r\n7\t7");
    press("z", { ctrlKey: true });
    expect(values()).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("pastes a block from where the keyboard is, clears a rectangle, fills down, and a plain arrow ends the drawing", () => {
    const { press, clip, values, input } = open();
    clip("paste", "1\t2\r\n3\t4\r\n5\t6");
    expect(values()).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(screen.getByRole("status").textContent).toContain("2 格落在不可填的位置");
    press("ArrowDown", { shiftKey: true });
    press("d", { ctrlKey: true });
    expect(values()).toEqual([
      ["1", "2"],
      ["1", "4"],
    ]);
    press("Delete");
    expect(values()).toEqual([
      [null, "2"],
      [null, "4"],
    ]);
    press("ArrowRight");
    expect(screen.queryAllByRole("gridcell", { selected: true })).toEqual([]);
    expect(document.activeElement).toBe(input(0, 1));
  });
});
