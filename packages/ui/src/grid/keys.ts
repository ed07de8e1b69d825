/** What a key means in the grid. `move` counts rows and columns. */
export type Command =
  | { do: "move"; rows: number; cols: number; extend?: boolean }
  | { do: "edge"; to: "rowStart" | "rowEnd" | "first" | "last"; extend?: boolean }
  | { do: "page"; way: 1 | -1; extend?: boolean }
  | { do: "tab"; way: 1 | -1 }
  | { do: "edit" | "revert" | "clear" | "fill" | "undo" | "redo" | "save" | "menu" | "all" };

/** no: cells are walked; enter: typing replaces, arrows leave the cell; edit (F2): arrows move the caret. */
export type Mode = "no" | "enter" | "edit";

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const ARROWS: Record<string, [rows: number, cols: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The command of a key, or null where the browser is to do as usual (typing above all). */
export function commandOf(key: Key, mode: Mode): Command | null {
  const ctrl = key.ctrlKey || key.metaKey;
  const extend = key.shiftKey;
  if (key.altKey) return key.key === "ArrowDown" ? { do: "menu" } : null;
  if (key.key === "ContextMenu" || (key.key === "F10" && extend)) return { do: "menu" };
  if (key.key === "Enter") return { do: "move", rows: extend ? -1 : 1, cols: 0 };
  if (key.key === "Tab") return { do: "tab", way: extend ? -1 : 1 };
  if (key.key === "Escape") return { do: "revert" };
  if (ctrl) return ctrlCommand(key.key.toLowerCase(), extend, mode);
  if (mode === "edit") return null;
  const arrow = ARROWS[key.key];
  if (arrow) return { do: "move", rows: arrow[0], cols: arrow[1], extend };
  if (key.key === "PageDown") return { do: "page", way: 1, extend };
  if (key.key === "PageUp") return { do: "page", way: -1, extend };
  if (mode === "enter") return null;
  if (key.key === "Home") return { do: "edge", to: "rowStart", extend };
  if (key.key === "End") return { do: "edge", to: "rowEnd", extend };
  if (key.key === "F2") return { do: "edit" };
  if (key.key === "Delete" || key.key === "Backspace") return { do: "clear" };
  return null;
}

function ctrlCommand(key: string, shift: boolean, mode: Mode): Command | null {
  if (key === "s") return { do: "save" };
  if (key === "z" && mode === "enter") return { do: "revert" };
  if (mode !== "no") return null;
  if (key === "z") return { do: shift ? "redo" : "undo" };
  if (key === "y") return { do: "redo" };
  if (key === "d") return { do: "fill" };
  if (key === "a") return { do: "all" };
  if (key === "home") return { do: "edge", to: "first", extend: shift };
  if (key === "end") return { do: "edge", to: "last", extend: shift };
  return null;
}
