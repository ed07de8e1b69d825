import { daysUntil } from "@duibiao/ui";
import type { Answer, api } from "@duibiao/client";

/** A board with its cells one by one. */
export type Board = Omit<Answer<typeof api.board.readBoard>, "cells"> & { cells: api.board.BoardCell[] };
export type Collection = Board["collections"][number];
export type Unit = Board["units"][number];
export type BoardCell = Board["cells"][number];

/** A unit with its cell in every collection that it owes. */
export type BoardRow = { unit: Unit; cells: ReadonlyMap<number, BoardCell> };
export type Show = "all" | "mine" | "problems" | "late";

/** States before a submit: what a reminder is about. */
const unsent: ReadonlySet<string> = new Set(["not_started", "draft", "signed", "returned"]);
export const isUnsent = (cell: BoardCell): boolean => unsent.has(cell.state);

export const hasProblem = ({ findings, openQuestions, state }: BoardCell): boolean =>
  findings.false > 0 || findings.undecided > 0 || openQuestions > 0 || state === "returned";

/** 延期: the unit has more time than the others. */
export const isExtended = (cell: BoardCell, { dueUnit }: Collection): boolean =>
  cell.state !== "exempt" && new Date(cell.dueAt) > new Date(dueUnit);

/** Late and still not sent; a submission that came late is another thing. */
export const isOverdue = (cell: BoardCell): boolean => cell.late && isUnsent(cell);

/** What may be passed without opening it: the asker's to pass, nothing false or undecided, no question open. */
export const isClean = (cell: BoardCell): boolean => cell.mine && cell.contentHash !== null && !hasProblem(cell);

/** Waits for the asker: to pass it, or to review it second before another passes it. */
export const isMine = (cell: BoardCell): boolean => cell.mine || cell.reviewsSecond;

const shown: Record<Show, (cell: BoardCell) => boolean> = {
  all: () => true,
  mine: isMine,
  problems: hasProblem,
  late: isOverdue,
};

/** Units in the order of the board, with the cells of some collections. */
export function boardRows({ units, cells }: Board, collections: readonly Collection[]): BoardRow[] {
  const wanted = new Set(collections.map((collection) => collection.collectionId));
  const byUnit = new Map<number, Map<number, BoardCell>>();
  for (const cell of cells) {
    if (!wanted.has(cell.collectionId)) continue;
    const known = byUnit.get(cell.unitId);
    if (known === undefined) byUnit.set(cell.unitId, new Map([[cell.collectionId, cell]]));
    else known.set(cell.collectionId, cell);
  }
  return units.flatMap((unit) => {
    const own = byUnit.get(unit.unitId);
    return own === undefined ? [] : [{ unit, cells: own }];
  });
}

export type Filter = { show: Show; city?: number | undefined; text: string };

/** Rows with at least one cell of the kind, in the city, whose unit, region or code has the text. */
export function filterRows(rows: readonly BoardRow[], { show, city, text }: Filter): BoardRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    ({ unit, cells }) =>
      (city === undefined || unit.cityId === city) &&
      (wanted === "" || `${unit.regionName} ${unit.name} ${unit.regionCode}`.toLowerCase().includes(wanted)) &&
      [...cells.values()].some(shown[show]),
  );
}

/** When the next deed on a cell is due: the unit's submit, then the tier whose turn it is; null when nothing is. */
export function dueOf(cell: BoardCell, collection: Collection): string | null {
  if (cell.state === "exempt" || cell.state === "locked") return null;
  if (isUnsent(cell)) return cell.dueAt;
  if (cell.next === null) return null;
  return { county: collection.dueCounty, city: collection.dueCity, province: collection.dueProvince }[cell.next];
}

/** Whole days left on the server's clock, negative when late; null when nothing is due. */
export function daysLeft(cell: BoardCell, collection: Collection, now: string): number | null {
  const due = dueOf(cell, collection);
  return due === null ? null : daysUntil(due, new Date(now));
}

export type Totals = {
  expected: number;
  exempt: number;
  unsent: number;
  overdue: number;
  returned: number;
  county: number;
  city: number;
  province: number;
  done: number;
  mine: number;
  problems: number;
  questions: number;
};

/** How far one collection is over the rows shown. */
export function totalsOf(rows: readonly BoardRow[], { collectionId }: Collection): Totals {
  const cells = rows.flatMap((row) => row.cells.get(collectionId) ?? []);
  const count = (is: (cell: BoardCell) => boolean) => cells.filter(is).length;
  const waits = (tier: string) => (cell: BoardCell) => cell.state !== "exempt" && !isUnsent(cell) && cell.next === tier;
  return {
    expected: count((cell) => cell.state !== "exempt"),
    exempt: count((cell) => cell.state === "exempt"),
    unsent: count((cell) => isUnsent(cell) && cell.state !== "returned"),
    overdue: count(isOverdue),
    returned: count((cell) => cell.state === "returned"),
    county: count(waits("county")),
    city: count(waits("city")),
    province: count(waits("province")),
    done: count((cell) => cell.state !== "exempt" && !isUnsent(cell) && cell.next === null),
    mine: count(isMine),
    problems: count(hasProblem),
    questions: cells.reduce((sum, cell) => sum + cell.openQuestions, 0),
  };
}
