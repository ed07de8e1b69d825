import type { Text } from "@duibiao/indicators";
import { blank, plainText, readEntry, shownText, type Entry } from "./entry.ts";
import type { Mode } from "./keys.ts";
import { NOTE, VALUE, type Selection, type Spot } from "./selection.ts";
import type { EntryStore } from "./store.ts";

type Parts = {
  store: EntryStore;
  selection: Selection;
  keyAt: (spot: Spot) => string | undefined;
  elementAt: (spot: Spot) => HTMLElement | null;
  language: () => "zh" | "en";
  say: (text: Text, tone: "info" | "warning") => void;
  /** What was said is over. */
  hush: () => void;
  openDialog: (key: string, part: "na" | "missing") => void;
};

/** The text that somebody types in a cell: begun, taken or given up, each once. */
export function typingIn({ store, selection, keyAt, elementAt, language, say, hush, openDialog }: Parts) {
  let editing: { key: string; col: number; input: HTMLInputElement; mode: Mode } | null = null;

  const textOf = (key: string, col: number, plain = false): string => {
    const entry = store.entry(key);
    if (col === NOTE) return entry.note;
    return plain ? plainText(entry) : shownText(entry, language());
  };

  /** What stands in the input so far. */
  function hear(): void {
    if (editing)
      store.begun.put(editing.key, { of: editing.col === NOTE ? "note" : "value", text: editing.input.value });
  }

  function settle(input: HTMLInputElement, key: string, col: number): void {
    input.value = textOf(key, col);
    delete input.dataset["editing"];
  }

  function begin(input: HTMLInputElement, mode: Mode): void {
    const { row, col } = selection.active();
    const key = keyAt({ row, col });
    if (key === undefined || input.readOnly) return;
    editing = { key, col, input, mode };
    input.dataset["editing"] = mode;
    hush();
  }

  function takeValue(key: string, typed: string): void {
    const line = store.line(key);
    if (!line) return;
    const before = store.entry(key);
    const read = readEntry(line, typed, before);
    store.edit(new Map([[key, read.entry]]));
    if (read.entry.rejected) say(read.entry.rejected.problem, "warning");
    else if (staysEstimated(before, read.entry, typed)) say(STILL_ESTIMATED, "info");
    if (read.ask) openDialog(key, read.ask);
  }

  function takeNote(key: string, typed: string): void {
    const entry = store.entry(key);
    if (entry.value !== null || typed === "") store.edit(new Map([[key, { ...entry, note: typed }]]));
    else say(NOTE_NEEDS_ANSWER, "warning");
  }

  return {
    mode: (): Mode => editing?.mode ?? "no",
    /** Whether somebody types: at all, or in this input. */
    isAt: (input?: Element) => editing !== null && (input === undefined || editing.input === input),
    isIn: (key: string, col: number) => editing !== null && editing.key === key && editing.col === col,
    begin,
    hear,
    /** Takes what was typed; harmless when nothing was. */
    commit(): void {
      if (!editing) return;
      const { key, col, input } = editing;
      editing = null;
      const typed = input.value;
      store.begun.put(key, null);
      const same = typed.trim() === textOf(key, col, true) || typed === textOf(key, col);
      if (!same && col === VALUE) takeValue(key, typed);
      if (!same && col === NOTE) takeNote(key, typed.trim());
      settle(input, key, col);
    },
    /** Gives up what is being typed; of a cell that could not be read, the text that stands there. */
    revert(): boolean {
      if (editing) {
        const { key, col, input } = editing;
        editing = null;
        store.begun.put(key, null);
        settle(input, key, col);
        input.select();
        return true;
      }
      const { row, col } = selection.active();
      selection.set({ row, col });
      const key = keyAt({ row, col });
      const entry = key === undefined ? blank : store.entry(key);
      if (key !== undefined && entry.rejected) store.edit(new Map([[key, { ...entry, rejected: null }]]));
      return false;
    },
    /** Begins with what stands there, or with a text that was begun before. */
    startEdit(text?: string): void {
      const { row, col } = selection.active();
      const input = elementAt({ row, col });
      const key = keyAt({ row, col });
      if (!(input instanceof HTMLInputElement) || key === undefined || input.readOnly) return;
      begin(input, "edit");
      input.value = text ?? textOf(key, col, true);
      if (text !== undefined) hear();
      input.setSelectionRange(input.value.length, input.value.length);
    },
    /** The active input shows its entry anew; others do so by themselves. */
    refresh(): void {
      const { row, col } = selection.active();
      const input = elementAt({ row, col });
      const key = keyAt({ row, col });
      if (!(input instanceof HTMLInputElement) || key === undefined) return;
      input.value = textOf(key, col);
      input.select();
    },
  };
}

/** An estimate typed over stays one until somebody says otherwise: told, lest a final figure counts as estimated. */
const staysEstimated = (before: Entry, after: Entry, typed: string): boolean =>
  [before, after].every(({ value }) => value?.state === "number" && value.estimated === true) && !/估|est/i.test(typed);

const STILL_ESTIMATED = {
  zh: "本格仍标为暂估；如已是实数，请按 Alt+↓ 取消暂估。",
  en: "Still marked as an estimate; if the figure is final, take the mark off with Alt+↓.",
};

const NOTE_NEEDS_ANSWER = {
  zh: "请先填本期数（或不适用、暂缺），再写说明。",
  en: "Answer the line first, then write the note.",
};
