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
  /** Lines that the block went into although they were out of sight, by 行次; they are shown now. */
  opened: string[];
  /** Lines out of sight that the block went past, by 行次: whether it holds them only the clerk knows. */
  passed: string[];
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
 * cannot be read stands red in its place with its reason, an empty cell of the block leaves what is there. A block that is
 * longer than the lines in sight, but not than the form, is a column of the whole form: it goes in by 行次.
 */
export function pasteBlock(store: EntryStore, range: Range, text: string): PasteReport {
  const given = parseBlock(text);
  const single = given.length === 1 && given[0]!.length === 1;
  const block = single
    ? Array.from({ length: range.bottom - range.top + 1 }, () =>
        Array.from({ length: range.right - range.left + 1 }, () => given[0]![0]!),
      )
    : given;
  const report: PasteReport = { filled: 0, refused: [], locked: 0, beyond: 0, empty: 0, opened: [], passed: [] };
  const next = new Map<string, Entry>();
  const target = targetOf(store, range.top, block.length);
  block.forEach((cells, at) => {
    const key = target.keys[at];
    if (key === undefined) {
      report.beyond += 1;
      return;
    }
    cells.forEach((cell, offset) => pasteCell(store, key, range.left + offset, cell, next, report));
  });
  store.edit(next);
  if (target.hidden.length === 0) return report;
  const rows = target.hidden.map(({ row }) => row);
  if (!target.opens) return { ...report, passed: rows };
  const sections = target.hidden.map(({ section }) => section);
  store.show({ filter: "all", open: new Set([...store.view().open, ...sections]) });
  return { ...report, opened: rows };
}

/** Where the rows of a block go, and which lines out of sight lie among them. */
function targetOf(store: EntryStore, top: number, length: number) {
  const seen = store.view().order.slice(top);
  const shown = new Set(seen.filter((key) => store.line(key)));
  const rest = store.lines.slice(store.lines.findIndex(({ key }) => key === seen[0]));
  const opens = shown.size > 0 && length > shown.size && length <= rest.length;
  const keys = opens ? rest.map(({ key }) => key) : seen;
  const last = keys.slice(0, length).findLast((key) => store.line(key));
  const among = rest.slice(0, rest.findIndex(({ key }) => key === last) + 1);
  return { keys, opens, hidden: shown.size === 0 ? [] : among.filter(({ key }) => !shown.has(key)) };
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
  } else if (store.isSummed(key)) report.locked += 1;
  else {
    const read = readEntry(line, text, entry).entry;
    next.set(key, read);
    if (read.rejected) report.refused.push({ row: line.row, text: text.trim(), problem: read.rejected.problem });
    else report.filled += 1;
  }
}

/** The report in words, for the eye and the screen reader. */
export function sayReport({ filled, refused, locked, beyond, empty, opened, passed }: PasteReport): Text {
  const [first] = refused;
  const parts: Text[] = [{ zh: `已填 ${filled} 格`, en: `${filled} filled` }];
  if (first)
    parts.push({
      zh: `${refused.length} 格不能识别（行次 ${refused.map(({ row }) => row).join("、")}），已标红，例如行次 ${first.row}：${first.problem.zh.replace(/。$/, "")}`,
      en: `${refused.length} could not be read (lines ${refused.map(({ row }) => row).join(", ")}) and stand in red, e.g. line ${first.row}: ${first.problem.en.replace(/\.$/, "")}`,
    });
  if (opened.length > 0)
    parts.push({
      zh: `按全表行次填入，原来收起的行次 ${opened.join("、")} 已展开，请核对`,
      en: `filled by line number; lines ${opened.join(", ")} were out of sight and are shown now, look at them`,
    });
  if (passed.length > 0)
    parts.push({
      zh: `只填看得见的行，跳过了未显示的行次 ${passed.join("、")}；如粘贴的是全表各行，请撤销，展开后再粘贴`,
      en: `only lines in sight were filled, ${passed.join(", ")} were passed over; if the block holds every line of the form, undo, show them all and paste again`,
    });
  if (locked > 0) parts.push({ zh: `${locked} 格落在不可填的位置`, en: `${locked} fell on locked cells` });
  if (beyond > 0) parts.push({ zh: `${beyond} 行超出表尾`, en: `${beyond} rows were below the last line` });
  if (empty > 0) parts.push({ zh: `${empty} 个空格未动原值`, en: `${empty} empty cells changed nothing` });
  return { zh: `粘贴：${parts.map(({ zh }) => zh).join("；")}`, en: `Pasted: ${parts.map(({ en }) => en).join("; ")}` };
}
