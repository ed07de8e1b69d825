import {
  boardRows,
  dueOf,
  hasProblem,
  isUnsent,
  type Board,
  type BoardCell,
  type Collection,
  type Unit,
} from "../board/board-rows.ts";

export type Tab = "fails" | "undecided" | "asked" | "clean";
export const tabs = ["fails", "undecided", "asked", "clean"] as const satisfies readonly Tab[];
export type QueueItem = {
  id: number;
  unit: Unit;
  cell: BoardCell;
  collection: Collection;
  /** When this step is due. */
  due: string | null;
  /** Share of the unit in its city's total, 0 to 1; null where it is not known. */
  weight: number | null;
};

/** A submission that has several of these stands under each; clean is what has none. */
export const inTab: Record<Tab, (cell: BoardCell) => boolean> = {
  fails: ({ findings }) => findings.false > 0,
  undecided: ({ findings }) => findings.undecided > 0,
  asked: ({ openQuestions }) => openQuestions > 0,
  clean: (cell) => !hasProblem(cell),
};

/** The tab asked for; without one the first that holds something. */
export const tabOf = (items: readonly QueueItem[], asked: Tab | undefined): Tab =>
  asked ?? tabs.find((tab) => items.some(({ cell }) => inTab[tab](cell))) ?? "fails";

/** Weight of a unit in a collection; null: not known. */
export type WeightOf = (unit: Unit, collectionId: number) => number | null;

/**
 * What was sent, in the order in which it deserves a look: most findings that do not hold, then undecided ones, then the
 * heavier share of the total, then what is due earlier.
 */
export function queueOf(
  board: Board,
  collections: readonly Collection[],
  mineOnly: boolean,
  weightOf: WeightOf,
): QueueItem[] {
  const byId = new Map(collections.map((collection) => [collection.collectionId, collection]));
  const items = boardRows(board, collections).flatMap(({ unit, cells }) =>
    [...cells.values()]
      .filter(
        (cell) => cell.submissionId !== null && cell.state !== "exempt" && (mineOnly ? cell.mine : !isUnsent(cell)),
      )
      .map((cell) => {
        const collection = byId.get(cell.collectionId)!;
        const weight = weightOf(unit, cell.collectionId);
        return { id: cell.submissionId!, unit, cell, collection, due: dueOf(cell, collection), weight };
      }),
  );
  return items.sort(
    (a, b) =>
      b.cell.findings.false - a.cell.findings.false ||
      b.cell.findings.undecided - a.cell.findings.undecided ||
      heavier(a.weight, b.weight) ||
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
