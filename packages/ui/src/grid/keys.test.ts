import { describe, expect, it } from "vitest";
import { commandOf } from "./keys.ts";

const key = (name: string, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe("keys", () => {
  it("mean what they mean in Excel while cells are walked", () => {
    expect(commandOf(key("Enter"), "no")).toEqual({ do: "move", rows: 1, cols: 0 });
    expect(commandOf(key("Enter", { shiftKey: true }), "no")).toEqual({ do: "move", rows: -1, cols: 0 });
    expect(commandOf(key("ArrowRight", { shiftKey: true }), "no")).toMatchObject({ cols: 1, extend: true });
    expect(commandOf(key("Delete"), "no")).toEqual({ do: "clear" });
    expect(commandOf(key("F2"), "no")).toEqual({ do: "edit" });
    expect(commandOf(key("s", { ctrlKey: true }), "no")).toEqual({ do: "save" });
    expect(commandOf(key("D", { ctrlKey: true }), "no")).toEqual({ do: "fill" });
    expect(commandOf(key("z", { metaKey: true, shiftKey: true }), "no")).toEqual({ do: "redo" });
    expect(commandOf(key("End", { ctrlKey: true }), "no")).toMatchObject({ do: "edge", to: "last" });
    expect(commandOf(key("ArrowDown", { altKey: true }), "no")).toEqual({ do: "menu" });
    expect(commandOf(key("F10", { shiftKey: true }), "no")).toEqual({ do: "menu" });
  });

  it("leave typing, and what the browser does with Ctrl, to the browser", () => {
    for (const plain of ["5", "万", "Process", "Unidentified"]) expect(commandOf(key(plain), "no")).toBeNull();
    for (const own of ["c", "v", "x", "f", "p"]) expect(commandOf(key(own, { ctrlKey: true }), "no")).toBeNull();
  });

  it("move the caret while a cell is edited, and leave it while one is typed over", () => {
    expect(commandOf(key("ArrowLeft"), "edit")).toBeNull();
    expect(commandOf(key("ArrowLeft"), "enter")).toMatchObject({ do: "move", cols: -1 });
    for (const mode of ["edit", "enter"] as const) {
      expect(commandOf(key("Backspace"), mode)).toBeNull();
      expect(commandOf(key("Home"), mode)).toBeNull();
      expect(commandOf(key("d", { ctrlKey: true }), mode)).toBeNull();
      expect(commandOf(key("s", { ctrlKey: true }), mode)).toEqual({ do: "save" });
      expect(commandOf(key("Escape"), mode)).toEqual({ do: "revert" });
    }
    expect(commandOf(key("z", { ctrlKey: true }), "enter")).toEqual({ do: "revert" });
    expect(commandOf(key("z", { ctrlKey: true }), "edit")).toBeNull();
  });
});
