import { cellKey, type CellValue } from "@duibiao/indicators";
import { keepAt, keysBegin, keysOf, readAt, type Storage } from "@duibiao/screens/storage";
import type { Begun } from "@duibiao/ui/grid";

/** One cell as the clerk left it, with the version that it was seen at, and the period that it was carried over from. */
export type DraftCell = {
  measure: string;
  member: string;
  value: CellValue | null;
  note: string;
  version: number;
  carried?: string | undefined;
};

/** What goes to the server in one request. Sent again after a lost answer it is the same, under the same key. */
export type Batch = {
  key: string;
  cells: DraftCell[];
  explanations: Record<string, string>;
  zeroSections: string[] | null;
};

/** What the server has not acknowledged: requests under way or without an answer, and edits after them. */
export type Draft = Omit<Batch, "key" | "cells"> & {
  outbox: Batch[];
  cells: Record<string, DraftCell>;
  /** What stands in lines and is no answer: half typed, or not readable. Never sent. */
  begun?: Record<string, Begun>;
};

export const emptyDraft = (): Draft => ({ outbox: [], cells: {}, explanations: {}, zeroSections: null });

export const isEmpty = ({ begun = {}, ...draft }: Draft): boolean =>
  hasNothingToSend(draft) && Object.keys(begun).length === 0;

const hasNothingToSend = ({ outbox, cells, explanations, zeroSections }: Draft): boolean =>
  outbox.length === 0 &&
  Object.keys(cells).length === 0 &&
  Object.keys(explanations).length === 0 &&
  zeroSections === null;

type Stored = { draft: Draft; at: number; closed: boolean };

const cellsOf = ({ outbox, cells, begun = {} }: Draft): Set<string> =>
  new Set([
    ...Object.keys(cells),
    ...Object.keys(begun),
    ...outbox.flatMap((batch) => batch.cells.map(({ measure, member }) => cellKey(measure, member))),
  ]);

/** What an account left on this computer, by submission: how many cells, and when they were last typed in. */
export function unsentCells(storage: Storage, userId: number): { submissionId: number; cells: number; at: number }[] {
  const prefix = keysBegin("draft", userId);
  const found = new Map<number, { cells: Set<string>; at: number }>();
  for (const key of keysOf(storage, prefix)) {
    const stored = read(storage, key);
    if (!stored) continue;
    const id = Number(key.slice(prefix.length).split(".")[0]);
    const known = found.get(id) ?? { cells: new Set<string>(), at: 0 };
    for (const cell of cellsOf(stored.draft)) known.cells.add(cell);
    found.set(id, { cells: known.cells, at: Math.max(known.at, stored.at) });
  }
  return [...found].map(([submissionId, { cells, at }]) => ({ submissionId, cells: cells.size, at }));
}

/**
 * A page that has something to send and has not written for so long has crashed: its draft may be taken over. Who only
 * stands in a half-typed cell may think for longer.
 */
const CRASHED_AFTER = 60_000;
const hasCrashed = ({ draft, at }: Stored, now: number) => now - at > CRASHED_AFTER && !hasNothingToSend(draft);

/**
 * Where unacknowledged edits wait on this computer. A draft belongs to one account, one submission and one open page:
 * nobody else's is read, sent or removed, and two pages of one person never overwrite each other's.
 */
export function draftPlace(storage: Storage, userId: number, submissionId: number, page: string) {
  const prefix = `${keysBegin("draft", userId)}${submissionId}.`;
  const write = (stored: Stored) => storage.setItem(prefix + page, JSON.stringify(stored));
  return {
    page,
    /** False when the browser has no room: the person must be told. */
    keep: (draft: Draft, now: number, closed = false): boolean =>
      keepAt<Stored>(storage, prefix + page, isEmpty(draft) ? null : { draft, at: now, closed }),
    /** What earlier pages left where nothing can be written any more: to be looked at, not sent. */
    leftBehind(): { draft: Draft; at: number } | null {
      const left = keysOf(storage, prefix).flatMap((key) => read(storage, key) ?? []);
      if (left.length === 0) return null;
      const inTime = left.toSorted((a, b) => a.at - b.at);
      return { draft: inTime.map(({ draft }) => draft).reduce(join, emptyDraft()), at: inTime.at(-1)!.at };
    },
    /** Only at the person's own word. */
    discard(): void {
      for (const key of keysOf(storage, prefix)) storage.removeItem(key);
    },
    /** Takes over what pages of the same person and submission left behind, oldest first. */
    takeOver(now: number): Draft {
      const left = keysOf(storage, prefix)
        .flatMap((key) => {
          const stored = read(storage, key);
          return stored && (stored.closed || hasCrashed(stored, now)) ? [{ key, stored }] : [];
        })
        .toSorted((a, b) => a.stored.at - b.stored.at);
      const draft = left.map(({ stored }) => stored.draft).reduce(join, emptyDraft());
      if (left.length > 0) write({ draft, at: now, closed: false });
      for (const { key } of left) if (key !== prefix + page) storage.removeItem(key);
      return draft;
    },
  };
}

/** Pages whose drafts are not marked as left: open still, or gone without a word. */
export const unclosedPages = (storage: Storage): string[] =>
  keysOf(storage, "duibiao.draft.").flatMap((key) => (read(storage, key)?.closed === false ? [pageOf(key)] : []));

/** Marks the drafts of pages that are gone, for the next page to take over. */
export function closeDrafts(storage: Storage, pages: ReadonlySet<string>): void {
  for (const key of keysOf(storage, "duibiao.draft.")) {
    const stored = pages.has(pageOf(key)) ? read(storage, key) : null;
    if (stored) storage.setItem(key, JSON.stringify({ ...stored, closed: true } satisfies Stored));
  }
}

const pageOf = (key: string) => key.slice(key.lastIndexOf(".") + 1);

const join = (a: Draft, b: Draft): Draft => ({
  outbox: [...a.outbox, ...b.outbox],
  cells: { ...a.cells, ...b.cells },
  explanations: { ...a.explanations, ...b.explanations },
  zeroSections: b.zeroSections ?? a.zeroSections,
  ...((a.begun ?? b.begun) && { begun: { ...a.begun, ...b.begun } }),
});

const read = (storage: Storage, key: string) => readAt<Stored>(storage, key);
