import {
  boardRows,
  dueOf,
  hasProblem,
  isMine,
  isUnsent,
  type Board,
  type BoardCell,
  type Collection,
  type Unit,
} from "../board/board-rows.ts";
import type { Weight } from "./weighed.ts";

export type Tab = "all" | "fails" | "undecided" | "asked" | "clean";
export const tabs = ["all", "undecided", "fails", "asked", "clean"] as const satisfies readonly Tab[];
export type QueueItem = {
  id: number;
  unit: Unit;
  cell: BoardCell;
  collection: Collection;
  /** When this step is due. */
  due: string | null;
  /** How much what is doubtful in it could move; undefined until known, and of what is no longer open. */
  weight: Weight | undefined;
};

/** A submission that has several of these stands under each; clean is what has none. */
export const inTab: Record<Tab, (cell: BoardCell) => boolean> = {
  all: () => true,
  fails: ({ findings }) => findings.false > 0,
  undecided: ({ findings }) => findings.undecided > 0,
  asked: ({ openQuestions }) => openQuestions > 0,
  clean: (cell) => !hasProblem(cell),
};

/** Which of the queue is wanted: by audit check, form, line of ministry. */
export type QueueFilter = { check?: string | undefined; form?: string | undefined; line?: string | undefined };

/** A line that is none: units without 主管部门. */
export const NO_LINE = "-";

export const isWanted = ({ weight, collection }: QueueItem, { check, form, line }: QueueFilter): boolean =>
  (check === undefined || (weight?.checks ?? []).some((one) => one === check || one.startsWith(`${check}/`))) &&
  (form === undefined || collection.formKey === form) &&
  (line === undefined || weight?.line === (line === NO_LINE ? "" : line));

/**
 * What was sent, in the order in which it deserves a look: what could not be decided heads it, then the heavier by what
 * is in doubt (of the total and of the index), then more that does not hold, then what is due earlier.
 */
export function queueOf(
  board: Board,
  collections: readonly Collection[],
  mineOnly: boolean,
  weights: ReadonlyMap<number, Weight>,
): QueueItem[] {
  const byId = new Map(collections.map((collection) => [collection.collectionId, collection]));
  const items = boardRows(board, collections).flatMap(({ unit, cells }) =>
    [...cells.values()]
      .filter(
        (cell) => cell.submissionId !== null && cell.state !== "exempt" && (mineOnly ? isMine(cell) : !isUnsent(cell)),
      )
      .map((cell) => {
        const collection = byId.get(cell.collectionId)!;
        const id = cell.submissionId!;
        return { id, unit, cell, collection, due: dueOf(cell, collection), weight: weights.get(id) };
      }),
  );
  return items.sort(
    (a, b) =>
      Number(b.cell.findings.undecided > 0) - Number(a.cell.findings.undecided > 0) ||
      heavier(a.weight?.weight ?? null, b.weight?.weight ?? null) ||
      b.cell.findings.false - a.cell.findings.false ||
      earlier(a.due, b.due) ||
      (a.unit.regionCode < b.unit.regionCode ? -1 : 1),
  );
}

/** Unknown weights after known ones. */
function heavier(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}

function earlier(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What comes after a submission in a queue, once it is decided; null: nothing else waits. */
export function nextAfter(queue: readonly QueueItem[], id: number): number | null {
  const at = queue.findIndex((item) => item.id === id);
  const others = queue.filter((item) => item.id !== id);
  return (others[at === -1 ? 0 : at] ?? others[0])?.id ?? null;
}
