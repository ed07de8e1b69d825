import type { Text } from "@duibiao/indicators";
import { clipboardOf } from "./clipboard.ts";
import { clearRange, fillDown } from "./deeds.ts";
import { commandOf, type Command } from "./keys.ts";
import { pointerOf } from "./pointer.ts";
import { COLUMNS, createSelection, NOTE, VALUE, type Spot } from "./selection.ts";
import type { EntryStore } from "./store.ts";
import { typingIn } from "./typing.ts";

export type DialogPart = "state" | "na" | "missing" | "explain" | "keep" | "evidence" | "bills";

type Hooks = {
  store: EntryStore;
  language: () => "zh" | "en";
  /** Text of the cells that are only read, for copying. */
  past: (key: string, col: number) => string;
  /** Told to eye and ear. */
  say: (text: Text, tone: "info" | "warning") => void;
  hush: () => void;
  openDialog: (key: string, part: DialogPart) => void;
  onSave: () => void;
};

export type Controller = ReturnType<typeof createController>;

/**
 * Keyboard, mouse and clipboard of the grid, over the DOM and the store. Text is typed into real inputs and read when
 * the cell is left, so no key waits for React and an input method works as everywhere.
 */
export function createController(hooks: Hooks) {
  const { store } = hooks;
  const selection = createSelection();
  const rows = new Map<string, HTMLTableRowElement>();
  let leaving = false;

  const order = () => store.view().order;
  const keyAt = (spot: Spot) => order()[spot.row];
  const elementAt = ({ row, col }: Spot): HTMLElement | null =>
    rows.get(order()[row] ?? "")?.querySelector<HTMLElement>(`[data-col="${col}"]`) ?? null;

  // Another filter moves rows: the choice stays on its line where that is still shown, and is always somewhere.
  let standing = keyAt(selection.active());
  selection.onMove(() => void (standing = keyAt(selection.active())));
  store.on("view", () => {
    selection.set({ row: Math.max(0, order().indexOf(standing ?? "")), col: selection.active().col });
    standing = keyAt(selection.active());
  });

  const typing = typingIn({ ...hooks, selection, keyAt, elementAt });

  function focus(spot: Spot): void {
    const element = elementAt(spot);
    if (!element) return;
    element.focus({ preventScroll: true });
    if (element instanceof HTMLInputElement) element.select();
    element.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  function go(spot: Spot, extend = false): void {
    const next = {
      row: Math.max(0, Math.min(order().length - 1, spot.row)),
      col: Math.max(0, Math.min(COLUMNS.length - 1, spot.col)),
    };
    if (extend) {
      selection.set(selection.active(), next);
      elementAt(next)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
      return;
    }
    selection.set(next);
    focus(next);
  }

  /** Where the rows scroll in a box of their own, a key brings that box into sight, with its heads and its bar. */
  function showBox(cell: Element): void {
    const box = cell.closest(".entry-scroll");
    if (box && box.scrollHeight > box.clientHeight) box.parentElement?.scrollIntoView?.({ block: "nearest" });
  }

  /** Tab goes to the next cell that can be typed into; false at the end, where Tab leaves the grid. */
  function tab(way: 1 | -1): boolean {
    const { row, col } = selection.active();
    const goesNote = col === VALUE && way === 1 && canNote(row);
    const stays = goesNote || (col !== VALUE && way === -1);
    const next = stays ? { row, col: goesNote ? NOTE : VALUE } : { row: row + way, col: VALUE };
    if (way === -1 && !stays && canNote(row - 1)) next.col = NOTE;
    if (next.row < 0 || next.row >= order().length) return false;
    go(next);
    return true;
  }

  /** A line that is answered can carry a note. */
  const canNote = (row: number) => store.entry(order()[row] ?? "").value !== null;

  function run(command: Command): boolean {
    const { active, extent, range } = selection;
    const from = "extend" in command && command.extend ? extent() : active();
    switch (command.do) {
      case "move":
        go({ row: from.row + command.rows, col: from.col + command.cols }, command.extend);
        return true;
      case "page":
        go({ row: from.row + command.way * 12, col: from.col }, command.extend);
        return true;
      case "edge":
        go(
          {
            row: command.to === "first" ? 0 : command.to === "last" ? order().length - 1 : from.row,
            col: command.to === "rowEnd" ? NOTE : VALUE,
          },
          command.extend,
        );
        return true;
      case "tab":
        return tab(command.way);
      case "edit":
        if (store.setup.readOnly) writable();
        else typing.startEdit();
        return true;
      case "revert":
        leaving = !typing.revert();
        return true;
      case "clear":
        if (writable()) clearRange(store, range());
        typing.refresh();
        return true;
      case "fill":
        if (writable()) fillDown(store, range());
        typing.refresh();
        return true;
      case "undo":
      case "redo":
        follow(command.do, command.do === "undo" ? store.undo() : store.redo());
        return true;
      case "save":
        hooks.onSave();
        return true;
      case "menu":
        if (store.line(keyAt(active()) ?? "")) hooks.openDialog(keyAt(active())!, "state");
        return true;
      case "all":
        selection.set({ row: 0, col: VALUE }, { row: order().length - 1, col: NOTE });
        return true;
    }
  }

  /** Says why when nothing can be typed. */
  function writable(): boolean {
    const reason = store.setup.readOnly;
    if (reason) hooks.say(reason, "warning");
    return reason === null;
  }

  /** Shows where undo or redo happened. */
  function follow(deed: "undo" | "redo", keys: string[]): void {
    hooks.say(sayStep(deed, keys.length), "info");
    const at = keys.map((key) => order().indexOf(key)).filter((row) => row >= 0);
    if (at.length > 0) {
      const [top, bottom] = [Math.min(...at), Math.max(...at)];
      focus({ row: top, col: VALUE });
      selection.set({ row: top, col: VALUE }, { row: bottom, col: VALUE });
    }
    typing.refresh();
  }

  function spotOf(target: EventTarget | null): Spot | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
    const key = cell?.closest("tr")?.dataset["key"];
    const row = key === undefined ? -1 : order().indexOf(key);
    return row < 0 ? null : { row, col: Number(cell!.dataset["cell"]) };
  }

  const parts = { store, selection, typing, spotOf, elementAt, go, writable };
  const pointer = pointerOf(parts);
  const clipboard = clipboardOf({ ...parts, ...hooks });

  return {
    selection,
    register(key: string, row: HTMLTableRowElement | null): void {
      if (row) rows.set(key, row);
      else rows.delete(key);
    },
    focusKey(key: string, col: number = VALUE): void {
      const row = order().indexOf(key);
      if (row >= 0) return go({ row, col });
      const line = store.line(key);
      if (!line) return;
      store.show({ filter: "all", open: new Set([...store.view().open, line.section]) });
      requestAnimationFrame(() => go({ row: order().indexOf(key), col }));
    },
    /** Goes on with what an earlier page left in a line. */
    goOn(key: string): void {
      const begun = store.begun.left(key);
      if (begun === null) return;
      go({ row: order().indexOf(key), col: begun.of === "note" ? NOTE : VALUE });
      typing.startEdit(begun.text);
    },
    /** True while the cell's input holds a text that the store must not overwrite. */
    isEditing: typing.isIn,
    onKeyDown(event: KeyboardEvent): void {
      // The input method's own keys: it confirms with Enter and walks its list with arrows.
      if (event.isComposing || event.keyCode === 229) return;
      if (!(event.target instanceof HTMLElement) || event.target.dataset["col"] === undefined) return;
      const command = commandOf(event, typing.mode());
      if (!command) return;
      if (command.do === "tab" && leaving) return typing.commit();
      if (command.do !== "revert") leaving = false;
      if (command.do !== "revert") typing.commit();
      showBox(event.target);
      if (run(command)) event.preventDefault();
    },
    onInput(event: Event): void {
      const { target } = event;
      if (!(target instanceof HTMLInputElement) || target.dataset["col"] === undefined) return;
      if (!typing.isAt(target)) typing.begin(target, "enter");
      typing.hear();
      if (!selection.isSingle()) selection.set(selection.active());
    },
    onFocus(event: FocusEvent): void {
      const spot = spotOf(event.target);
      const { target } = event;
      if (!spot || !(target instanceof HTMLElement) || target.dataset["col"] === undefined) return;
      leaving = false;
      const { row, col } = selection.active();
      if (row !== spot.row || col !== spot.col) selection.set(spot);
      if (target instanceof HTMLInputElement && !typing.isAt()) target.select();
    },
    onBlur(event: FocusEvent): void {
      if (event.target instanceof Element && typing.isAt(event.target)) typing.commit();
    },
    ...pointer,
    ...clipboard,
    onDoubleClick: () => typing.startEdit(),
  };
}

function sayStep(deed: "undo" | "redo", cells: number): Text {
  const [zh, en] = deed === "undo" ? ["撤销", "undo"] : ["重做", "redo"];
  if (cells === 0) return { zh: `没有可${zh}的操作。`, en: `Nothing to ${en}.` };
  return { zh: `已${zh}，涉及 ${cells} 格。`, en: `${en === "undo" ? "Undone" : "Done again"}: ${cells} cells.` };
}
