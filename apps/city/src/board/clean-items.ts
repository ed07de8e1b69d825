import type { BoardCell, Collection, Unit } from "./board-rows.ts";

/** A submission that may be passed without opening it. */
export type CleanItem = { unit: Unit; cell: BoardCell; collection: Collection };

export type CleanPeriod = {
  period: Collection["period"];
  /** Submissions of the period, and of them those that nothing speaks against ticking at once. */
  ids: readonly number[];
  plain: readonly number[];
};

/** The periods that a list is about, the earliest first. */
export function cleanPeriods(list: readonly CleanItem[], doubts: { has: (id: number) => boolean }): CleanPeriod[] {
  const periods = new Map(list.map(({ collection: { period } }) => [period.id, period]));
  return [...periods.values()]
    .sort((a, b) => (a.end === b.end ? (a.start < b.start ? 1 : -1) : a.end < b.end ? -1 : 1))
    .map((period) => {
      const own = list.filter(({ collection }) => collection.period.id === period.id);
      const ids = own.map(({ cell }) => cell.submissionId!);
      return { period, ids, plain: ids.filter((id) => !doubts.has(id)) };
    });
}
