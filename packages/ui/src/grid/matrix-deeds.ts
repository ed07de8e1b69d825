import type { Text } from "@duibiao/indicators";
import { parseBlock, writeBlock } from "./block.ts";
import { plainText, readEntry, type Entry } from "./entry.ts";
import type { EntryStore } from "./store.ts";
import { totalOf } from "./totals.ts";

/** A cell of some form: of one store, or of several side by side. */
export type MatrixSpot = { store: EntryStore; at: string };
export type Place = { row: number; col: number };
/** Cells between two corners: where the keyboard is, and how far Shift or the mouse drew from there. */
export type Rectangle = { from: Place; to: Place };

/** The cell at a place of the table; null where nothing is asked. */
export type SpotAt = (place: Place) => MatrixSpot | null;
/** What changes in each of the forms that a deed reaches. */
export type Edits = Map<EntryStore, Map<string, Entry>>;

export const edges = ({ from, to }: Rectangle) => ({
  top: Math.min(from.row, to.row),
  bottom: Math.max(from.row, to.row),
  left: Math.min(from.col, to.col),
  right: Math.max(from.col, to.col),
});

export const isWithin = (rectangle: Rectangle, { row, col }: Place): boolean => {
  const { top, bottom, left, right } = edges(rectangle);
  return row >= top && row <= bottom && col >= left && col <= right;
};

/** Read only, summed from elsewhere, or a total that its members make up. */
export const isLocked = ({ store, at }: MatrixSpot): boolean =>
  store.setup.readOnly !== null || store.isSummed(at) || totalOf(store.line(at)!, store.entry) !== null;

const put = (edits: Edits, { store, at }: MatrixSpot, entry: Entry) =>
  void edits.set(store, (edits.get(store) ?? new Map<string, Entry>()).set(at, entry));

const placesOf = (rectangle: Rectangle): Place[][] => {
  const { top, bottom, left, right } = edges(rectangle);
  return Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_unused, across) => ({ row: top + down, col: left + across })),
  );
};

/** The cells as Excel takes them. */
export const copied = (spotAt: SpotAt, rectangle: Rectangle): string =>
  writeBlock(
    placesOf(rectangle).map((row) =>
      row.map((place) => {
        const spot = spotAt(place);
        return spot === null ? "" : plainText(spot.store.entry(spot.at));
      }),
    ),
  );

/** Empties what may be typed into. */
export function cleared(spotAt: SpotAt, rectangle: Rectangle): Edits {
  const edits: Edits = new Map();
  for (const place of placesOf(rectangle).flat()) {
    const spot = spotAt(place);
    if (spot === null || isLocked(spot)) continue;
    put(edits, spot, readEntry(spot.store.line(spot.at)!, "", spot.store.entry(spot.at)).entry);
  }
  return edits;
}

/**
 * Puts a block at the top left of a rectangle; a single cell fills all of it. Each is read as if typed: what cannot be
 * read stands red in its place, an empty cell of the block leaves what is there.
 */
export function pasted(spotAt: SpotAt, rectangle: Rectangle, text: string): { edits: Edits; said: Text } {
  const given = parseBlock(text);
  const { top, left } = edges(rectangle);
  const single = given.length === 1 && given[0]!.length === 1;
  const block = single ? placesOf(rectangle).map((row) => row.map(() => given[0]![0]!)) : given;
  const edits: Edits = new Map();
  let [filled, refused, outside] = [0, 0, 0];
  block.forEach((cells, down) =>
    cells.forEach((cell, across) => {
      if (cell.trim() === "") return;
      const spot = spotAt({ row: top + down, col: left + across });
      if (spot === null || isLocked(spot)) return void (outside += 1);
      const { entry } = readEntry(spot.store.line(spot.at)!, cell, spot.store.entry(spot.at));
      if (entry.rejected) refused += 1;
      else filled += 1;
      put(edits, spot, entry);
    }),
  );
  const said = {
    zh: `粘贴：已填 ${filled} 格${refused > 0 ? `；${refused} 格不能识别，已标红` : ""}${outside > 0 ? `；${outside} 格落在不可填的位置` : ""}`,
    en: `Pasted: ${filled} filled${refused > 0 ? `; ${refused} could not be read and stand in red` : ""}${outside > 0 ? `; ${outside} fell on locked cells` : ""}`,
  };
  return { edits, said };
}

/** Ctrl+D: the first row goes into the others; of a single row, the one above goes into it. Blanks stay blank. */
export function filledDown(spotAt: SpotAt, rectangle: Rectangle): Edits {
  const { top, bottom } = edges(rectangle);
  const [first = [], ...rest] = placesOf(
    top === bottom && top > 0
      ? { from: { ...rectangle.from, row: top - 1 }, to: { ...rectangle.to, row: top } }
      : rectangle,
  );
  const edits: Edits = new Map();
  for (const row of rest)
    row.forEach((place, at) => {
      const [from, to] = [spotAt(first[at]!), spotAt(place)];
      if (from === null || to === null || isLocked(to)) return;
      const text = plainText(from.store.entry(from.at));
      if (text !== "") put(edits, to, readEntry(to.store.line(to.at)!, text, to.store.entry(to.at)).entry);
    });
  return edits;
}
