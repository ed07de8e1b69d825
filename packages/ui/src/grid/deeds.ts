import type { Text } from "@duibiao/indicators";
import { parseBlock, writeBlock } from "./block.ts";
import { blank, plainText, readEntry, type Entry } from "./entry.ts";
import { NOTE, VALUE, type Range } from "./selection.ts";
import type { EntryStore } from "./store.ts";

/** What became of a pasted block, cell by cell where it failed. */
export type PasteReport = {
  filled: number;
  refused: { row: string; text: string; problem: Text }[];
  /** Cells of the block that fell on locked columns or computed rows. */
  locked: number;
  /** Rows of the block below the last line. */
  beyond: number;
  empty: number;
};

const rowsOf = (store: EntryStore, { top, bottom }: Range) => store.view().order.slice(top, bottom + 1);

/** Empties the values (and what hangs on them) or the notes of a range, at once. */
export function clearRange(store: EntryStore, range: Range): void {
  const next = new Map<string, Entry>();
  for (const key of rowsOf(store, range)) {
    if (range.left <= VALUE) next.set(key, blank);
    else if (range.right >= NOTE) next.set(key, { ...store.entry(key), note: "" });
  }
  store.edit(next);
}

/** Ctrl+D: the first row of the range goes into the others; of a single cell, the one above goes into it. */
export function fillDown(store: EntryStore, range: Range): void {
  const single = range.top === range.bottom;
  const keys = rowsOf(store, single ? { ...range, top: Math.max(0, range.top - 1) } : range);
  const [first, ...rest] = keys;
  const from = first === undefined ? undefined : store.entry(first);
  if (!from || from.rejected) return;
  const next = new Map<string, Entry>();
  for (const key of rest) {
    const entry = store.entry(key);
    const value = range.left <= VALUE ? from.value : entry.value;
    const note = range.right >= NOTE ? from.note : entry.note;
    next.set(key, value === null ? blank : { value, note, rejected: null, conversion: null });
  }
  store.edit(next);
}

export function copyRange(store: EntryStore, range: Range, past: (key: string, col: number) => string): string {
  const columns = Array.from({ length: range.right - range.left + 1 }, (_, at) => range.left + at);
  return writeBlock(
    rowsOf(store, range).map((key) =>
      columns.map((col) => {
        if (col === NOTE) return store.entry(key).note;
        return col === VALUE && store.line(key) ? plainText(store.entry(key)) : past(key, col);
      }),
    ),
  );
}

/**
 * Pastes a block at the top left of the range; a single cell fills the whole range. Each cell is read as if typed: what
 * cannot be read stands red in its place with its reason, an empty cell of the block leaves what is there.
 */
export function pasteBlock(store: EntryStore, range: Range, text: string): PasteReport {
  const given = parseBlock(text);
  const single = given.length === 1 && given[0]!.length === 1;
  const block = single
    ? Array.from({ length: range.bottom - range.top + 1 }, () =>
        Array.from({ length: range.right - range.left + 1 }, () => given[0]![0]!),
      )
    : given;
  const report: PasteReport = { filled: 0, refused: [], locked: 0, beyond: 0, empty: 0 };
  const next = new Map<string, Entry>();
  const { order } = store.view();
  block.forEach((cells, at) => {
    const key = order[range.top + at];
    if (key === undefined) {
      report.beyond += 1;
      return;
    }
    cells.forEach((cell, offset) => pasteCell(store, key, range.left + offset, cell, next, report));
  });
  store.edit(next);
  return report;
}

function pasteCell(
  store: EntryStore,
  key: string,
  col: number,
  text: string,
  next: Map<string, Entry>,
  report: PasteReport,
): void {
  const line = store.line(key);
  const entry = next.get(key) ?? store.entry(key);
  if (text.trim() === "") report.empty += 1;
  else if (!line || (col !== VALUE && col !== NOTE)) report.locked += 1;
  else if (col === NOTE) {
    if (entry.value === null) return void (report.locked += 1);
    next.set(key, { ...entry, note: text.trim() });
    report.filled += 1;
  } else {
    const read = readEntry(line, text, entry).entry;
    next.set(key, read);
    if (read.rejected) report.refused.push({ row: line.row, text: text.trim(), problem: read.rejected.problem });
    else report.filled += 1;
  }
}

/** The report in words, for the eye and the screen reader. */
export function sayReport({ filled, refused, locked, beyond, empty }: PasteReport): Text {
  const [first] = refused;
  const parts: Text[] = [{ zh: `已填 ${filled} 格`, en: `${filled} filled` }];
  if (first)
    parts.push({
      zh: `${refused.length} 格不能识别（行次 ${refused.map(({ row }) => row).join("、")}），已标红，例如行次 ${first.row}：${first.problem.zh}`,
      en: `${refused.length} could not be read (lines ${refused.map(({ row }) => row).join(", ")}) and stand in red, e.g. line ${first.row}: ${first.problem.en}`,
    });
  if (locked > 0) parts.push({ zh: `${locked} 格落在不可填的位置`, en: `${locked} fell on locked cells` });
  if (beyond > 0) parts.push({ zh: `${beyond} 行超出表尾`, en: `${beyond} rows were below the last line` });
  if (empty > 0) parts.push({ zh: `${empty} 个空格未动原值`, en: `${empty} empty cells changed nothing` });
  return { zh: `粘贴：${parts.map(({ zh }) => zh).join("；")}`, en: `Pasted: ${parts.map(({ en }) => en).join("; ")}` };
}
