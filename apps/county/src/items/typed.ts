import { readQuantity, type Item } from "@duibiao/indicators";
import { parseBlock, type EntryLine } from "@duibiao/ui/grid";

/** A row as somebody types it: texts by cell, read when they are counted. `id` stays while rows come and go. */
export type TypedItem = { id: number; label: string; texts: Readonly<Record<string, string>> };

const NONE = /^[-—–]$/;
const empty = (rows: readonly TypedItem[]): TypedItem => ({
  id: rows.reduce((most, { id }) => Math.max(most, id), 0) + 1,
  label: "",
  texts: {},
});

export const fromItems = (items: readonly Item[]): TypedItem[] =>
  items.length === 0
    ? [empty([])]
    : items.map(({ label, values }, at) => ({
        id: at + 1,
        label,
        texts: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? "-"])),
      }));

export const addItem = (rows: readonly TypedItem[]) => [...rows, empty(rows)];
export const removeItem = (rows: readonly TypedItem[], at: number) => rows.filter((_, other) => other !== at);
/** The same figures again under a name of its own. */
export const copyItem = (rows: readonly TypedItem[], at: number) =>
  rows.toSpliced(at + 1, 0, { ...rows[at]!, id: empty(rows).id, label: "" });

/** How many texts stand in the rows. */
export const answersIn = (rows: readonly TypedItem[]): number =>
  rows.reduce(
    (sum, { label, texts }) => sum + [label, ...Object.values(texts)].filter((text) => text.trim() !== "").length,
    0,
  );

/** Puts a text into a cell; a block goes right and down from there, with rows added as it needs them. */
export function typedAt(
  rows: readonly TypedItem[],
  lines: readonly EntryLine[],
  at: number,
  column: string,
  text: string,
): TypedItem[] {
  const columns = ["label", ...lines.map(({ key }) => key)];
  const from = columns.indexOf(column);
  const block = /[\t\n\r]/.test(text) ? parseBlock(text) : [[text]];
  let next = [...rows];
  while (next.length < at + block.length) next = addItem(next);
  block.forEach((cells, down) =>
    cells.forEach((cell, right) => {
      const key = columns[from + right];
      const row = next[at + down]!;
      if (key === "label") next[at + down] = { ...row, label: cell };
      else if (key !== undefined) next[at + down] = { ...row, texts: { ...row.texts, [key]: cell } };
    }),
  );
  return next;
}

/** The rows as they count, and the cells (`id key`) that cannot be read; a row without anything in it is no row. */
export function toItems(rows: readonly TypedItem[], lines: readonly EntryLine[]) {
  const faults = new Set<string>();
  const items = rows.flatMap(({ id, label, texts }): Item[] => {
    const typed = lines.flatMap((line) => {
      const text = (texts[line.key] ?? "").trim();
      return text === "" ? [] : [{ line, text }];
    });
    if (typed.length === 0 && label.trim() === "") return [];
    if (label.trim() === "") faults.add(`${id} label`);
    const values = typed.flatMap(({ line, text }): [string, string | null][] => {
      if (NONE.test(text)) return [[line.key, null]];
      const read = readQuantity(text, line.uom);
      if (read.ok) return [[line.key, read.decimal]];
      faults.add(`${id} ${line.key}`);
      return [];
    });
    return [{ label: label.trim(), values: Object.fromEntries(values) }];
  });
  return { items, faults };
}
