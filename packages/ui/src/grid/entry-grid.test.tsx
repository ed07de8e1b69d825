// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { EntryGrid } from "./entry-grid.tsx";
import { EntryFindings } from "./entry-findings.tsx";
import type { EntrySetup } from "./store.ts";
import { openDialogsInJsdom } from "./testing-dialogs.ts";
import { testStore } from "./testing-form.ts";

beforeAll(openDialogsInJsdom);
afterEach(cleanup);

function open(setup: Partial<EntrySetup> = {}) {
  const store = testStore(setup);
  const onSave = vi.fn();
  render(
    <EntryGrid store={store} label="试验表" onSave={onSave}>
      <EntryFindings />
    </EntryGrid>,
  );
  const input = (row: string) => screen.getByLabelText(new RegExp(`^${row} .*本期`)) as HTMLInputElement;
  const note = (row: string) => screen.getByLabelText(new RegExp(`^${row} .*说明$`)) as HTMLInputElement;
  const focused = () => document.activeElement as HTMLInputElement;
  const press = (key: string, more = {}) => act(() => void fireEvent.keyDown(focused(), { key, ...more }));
  /** As a browser does it: the text replaces what is selected, or goes in at the caret. */
  const type = (text: string) =>
    act(() => {
      const element = focused();
      element.setRangeText(text, element.selectionStart ?? 0, element.selectionEnd ?? 0, "end");
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
  const clip = (kind: "paste" | "copy" | "cut", text = "") => {
    const event = new Event(kind, { bubbles: true, cancelable: true });
    let copied = "";
    Object.assign(event, {
      clipboardData: { getData: () => text, setData: (_: string, data: string) => (copied = data) },
    });
    act(() => void focused().dispatchEvent(event));
    return copied;
  };
  const value = (key: string) => store.entry(key).value;
  act(() => input("01").focus());
  return { store, onSave, input, note, focused, press, type, clip, value };
}

const number = (value: string) => ({ state: "number", value });

describe("typing", () => {
  it("replaces, goes down with Enter, keeps what was left with an arrow, and never turns empty into zero", () => {
    const { input, press, type, value, focused } = open();
    type("１２，０００．５");
    press("Enter");
    expect(value("power")).toEqual(number("12000.5"));
    expect(input("01").value).toBe("12,000.5");
    expect(focused()).toBe(input("02"));
    type("9000");
    press("ArrowDown");
    expect(value("power[kind:office]")).toEqual(number("9000"));
    press("Enter", { shiftKey: true });
    expect(focused()).toBe(input("02"));
    press("Delete");
    expect(value("power[kind:office]")).toBeNull();
    expect(input("02").value).toBe("");
  });

  it("replaces an answered cell on the first key, and Esc brings the former value back", () => {
    const { input, press, type, value } = open();
    type("1");
    press("Enter");
    press("ArrowUp");
    type("77");
    expect(input("01").value).toBe("77");
    press("Escape");
    expect(input("01").value).toBe("1");
    expect(value("power")).toEqual(number("1"));
  });

  it("F2 lets the arrows move the caret and keeps the digits", () => {
    const { input, press, type, value, focused } = open();
    type("12000");
    press("Enter");
    press("ArrowUp");
    press("F2");
    expect(input("01").value).toBe("12000");
    press("ArrowLeft");
    expect(focused()).toBe(input("01"));
    type("5");
    press("Enter");
    expect(value("power")).toEqual(number("120005"));
  });

  it("does not take the Enter that confirms an input method's word, and commits once", () => {
    const edits: string[][] = [];
    const { press, type, value, focused, input } = open({ onEdit: ({ keys }) => void edits.push(keys) });
    type("12");
    press("Enter", { isComposing: true });
    press("Enter", { keyCode: 229 });
    expect(focused()).toBe(input("01"));
    expect(value("power")).toBeNull();
    press("Enter");
    expect(edits).toEqual([["power"]]);
  });

  it("keeps what cannot be read in sight, says why, and does not store it", () => {
    const { input, press, type, value } = open();
    type("一万二");
    press("Enter");
    expect(input("01").value).toBe("一万二");
    expect(value("power")).toBeNull();
    expect(input("01").getAttribute("aria-invalid")).toBe("true");
    press("ArrowUp");
    type("无");
    press("Enter");
    expect(screen.getAllByText(/没有发生填 0/).length).toBeGreaterThan(0);
    press("ArrowUp");
    press("Escape");
    expect(input("01").value).toBe("");
  });

  it("takes a state with its reason, and asks for the reason where it is not given", () => {
    const { press, type, value } = open();
    type("不适用：没有这种设备");
    press("Enter");
    expect(value("power")).toEqual({ state: "na", reason: "没有这种设备" });
    type("暂缺");
    press("Enter");
    expect(value("power[kind:office]")).toBeNull();
    act(() => screen.getByLabelText("票据、账单尚未收到").click());
    act(() => screen.getByRole("button", { name: "确定" }).click());
    expect(value("power[kind:office]")).toEqual({ state: "missing", reason: "票据、账单尚未收到" });
  });

  it("goes with Tab from the value to its note and on, and leaves the grid after Esc", () => {
    const { press, type, focused, input, note } = open();
    type("5");
    press("Tab");
    expect(focused()).toBe(note("01"));
    type("只有一块表");
    press("Tab");
    expect(focused()).toBe(input("02"));
    expect(note("01").value).toBe("只有一块表");
    press("Escape");
    const tab = new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true });
    focused().dispatchEvent(tab);
    expect(tab.defaultPrevented).toBe(false);
  });
});

describe("ranges", () => {
  it("pastes a block with a verdict per cell, and undo and redo go the same way", () => {
    const edits: string[][] = [];
    const { press, clip, value, input } = open({ onEdit: ({ keys }) => void edits.push(keys) });
    clip("paste", "10,000.00\r\n9,000\r\n约一千\r\n\r\n8300元\r\n120\r\n7\r\n8\r\n");
    expect(value("power")).toEqual(number("10000"));
    expect(value("power[kind:office]")).toEqual(number("9000"));
    expect(value("power[kind:data]")).toBeNull();
    expect(input("03").value).toBe("约一千");
    expect(value("coal")).toBeNull();
    expect(value("cost")).toEqual(number("0.83"));
    expect(value("people")).toEqual(number("120"));
    const { textContent: said } = screen.getByText(/粘贴：已填 4 格；1 格不能识别（行次 03）/);
    expect(said).toMatch(/1 格落在不可填的位置；1 行超出表尾；1 个空格未动原值/);
    press("z", { ctrlKey: true });
    screen.getByText("已撤销，涉及 5 格。");
    expect(value("power")).toBeNull();
    expect(input("03").value).toBe("");
    press("y", { ctrlKey: true });
    expect(value("people")).toEqual(number("120"));
    expect(input("03").value).toBe("约一千");
    expect(edits).toHaveLength(3);
    expect(edits[1]!.toSorted()).toEqual(edits[0]!.toSorted());
  });

  it("extends with Shift, copies without separators, clears and fills down", () => {
    const { press, type, clip, value } = open();
    type("12000");
    press("Enter");
    type("9000");
    press("Enter");
    press("Home", { ctrlKey: true });
    press("ArrowDown", { shiftKey: true });
    expect(clip("copy")).toBe("12000\r\n9000");
    press("ArrowDown", { shiftKey: true });
    press("d", { ctrlKey: true });
    expect(value("power[kind:data]")).toEqual(number("12000"));
    press("Backspace");
    expect(value("power")).toBeNull();
    expect(value("power[kind:data]")).toBeNull();
  });

  it("never writes into past columns or computed rows, nor anything when read only", () => {
    const { press, clip, value } = open();
    press("ArrowRight");
    clip("paste", "1\t2");
    expect(value("power")).toBeNull();
    expect(screen.getByText(/2 格落在不可填的位置/)).toBeTruthy();
    cleanup();
    const locked = open({ readOnly: { zh: "已锁定", en: "Locked" } });
    locked.clip("paste", "1");
    locked.press("Delete");
    expect(locked.value("power")).toBeNull();
    expect(locked.input("01").readOnly).toBe(true);
    expect(screen.getByText("已锁定")).toBeTruthy();
  });
});

describe("what the grid knows", () => {
  it("suspects a wrong unit, converts with one click and shows both figures", () => {
    const { type, press, value, input } = open();
    act(() => input("05").focus());
    type("8300");
    press("Enter");
    expect(screen.getByText("疑似单位错误")).toBeTruthy();
    act(() => screen.getByRole("button", { name: /一键换算为 0.83 万元/ }).click());
    expect(value("cost")).toEqual(number("0.83"));
    expect(screen.getByText("0.83 万元")).toBeTruthy();
    expect(screen.queryByText("疑似单位错误")).toBeNull();
  });

  it("keeps a suspected figure once a real reason is its note", () => {
    const { type, press, store, input } = open();
    act(() => input("05").focus());
    type("8300");
    press("Enter");
    act(() => screen.getByRole("button", { name: "保持原值并说明" }).click());
    act(() => void fireEvent.change(screen.getByLabelText("补充或其他原因"), { target: { value: "核实无误" } }));
    act(() => screen.getByRole("button", { name: "确定" }).click());
    expect(screen.getByText(/不算说明/)).toBeTruthy();
    act(
      () =>
        void fireEvent.change(screen.getByLabelText("补充或其他原因"), { target: { value: "补缴三年电费 8299 万元" } }),
    );
    act(() => screen.getByRole("button", { name: "确定" }).click());
    expect(store.entry("cost").note).toBe("补缴三年电费 8299 万元");
    expect(store.suspicion("cost")).toBeNull();
  });

  it("lets a screen reader hear a cell's finding, and takes its explanation", async () => {
    const explained: string[][] = [];
    const { type, press, input } = open({ onEdit: ({ explanations }) => void explained.push(explanations) });
    type("1");
    press("Enter");
    act(() => input("05").focus());
    type("1.2");
    press("Enter");
    await act(() => new Promise((done) => setTimeout(done, 5)));
    const described = input("05").getAttribute("aria-describedby")!.split(" ");
    const heard = described.map((id) => document.getElementById(id)?.textContent).join();
    expect(heard).toMatch(/核实性.*费用不应过高/);
    act(() => screen.getByTitle(/费用不应过高/).click());
    act(() => screen.getByLabelText("价格或政策调整").click());
    act(() => screen.getByRole("button", { name: "确定" }).click());
    expect(explained.at(-1)).toEqual(["R1 cost/total"]);
    expect(screen.getByText("已说明")).toBeTruthy();
  });

  it("folds lines that were never had, and answers them only when the clerk confirms", () => {
    const { value, store } = open({ neverHas: new Set(["coal"]) });
    expect(screen.queryByLabelText(/^04 /)).toBeNull();
    expect(screen.getByText(/另有 1 行历来无发生/)).toBeTruthy();
    expect(value("coal")).toBeNull();
    act(() => screen.getByRole("button", { name: /确认 1 行与上期相同/ }).click());
    expect(value("coal")).toEqual({ state: "na", reason: "历来无此项，与上期一致" });
    act(() => store.show({ open: new Set(["energy"]) }));
    expect(screen.getByLabelText(/^04 .*本期/)).toBeTruthy();
  });

  it("declares a section without events as explicit zeros, takes it back, and never over figures", () => {
    const { value, store, press, type, input } = open();
    const [energy, other] = screen.getAllByLabelText(/本节无发生/) as [HTMLInputElement, HTMLInputElement];
    act(() => other.click());
    expect(value("cost")).toEqual(number("0"));
    expect(store.zeroSections()).toEqual(["other"]);
    act(() => other.click());
    expect(value("cost")).toBeNull();
    act(() => input("01").focus());
    type("3");
    press("Enter");
    expect(energy.disabled).toBe(true);
  });

  it("computes its own rows, locked, with the formula", () => {
    const { type, press, input } = open();
    type("12000");
    press("Enter");
    act(() => input("06").focus());
    type("120");
    press("Enter");
    // 12000 ÷ 120 by hand.
    expect(screen.getByLabelText(/人均用电, kWh\/人, 100/)).toBeTruthy();
    expect(screen.getAllByText(/用电量 ÷ 人数/).length).toBeGreaterThan(0);
  });
});
