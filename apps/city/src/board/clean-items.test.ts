import { expect, it } from "vitest";
import { cleanPeriods } from "./clean-items.ts";
import { wantedCollections, wholeYear, yearsOf, type ListedCollection } from "./collections.ts";
import { cell, collection, NOW, unit } from "./testing-board.ts";

const period = (id: number, key: string, kind: "month" | "quarter" | "year", start: string, end: string) => ({
  id,
  key,
  kind,
  start,
  end,
});
const january = period(1, "2026-01", "month", "2026-01-01", "2026-01-31");
const march = period(3, "2026-03", "month", "2026-03-01", "2026-03-31");
const quarter = period(4, "2026Q1", "quarter", "2026-01-01", "2026-03-31");
const before = period(5, "2025-12", "month", "2025-12-01", "2025-12-31");

it("counts a list by period, the earliest first, what is in doubt apart", () => {
  const item = (id: number, own: typeof january) => ({
    unit: unit(id),
    cell: cell(id, { submissionId: id }),
    collection: collection(own.id, { period: own }),
  });
  const list = [item(1, march), item(2, quarter), item(3, january), item(4, march)];
  expect(cleanPeriods(list, new Set([4]))).toEqual([
    { period: january, ids: [3], plain: [3] },
    { period: march, ids: [1, 4], plain: [1] },
    { period: quarter, ids: [2], plain: [2] },
  ]);
});

it("takes all periods of a year together, locked ones too; a year of one period is that period", () => {
  const listed = [march, january, before].map(
    (own) => ({ id: own.id, period: own, lockedAt: own === january ? NOW : null, opensAt: NOW }) as ListedCollection,
  );
  const ids = (key: string) => wantedCollections(listed, key, NOW).map(({ id }) => id);
  expect(yearsOf(listed.map((one) => one.period))).toEqual([{ year: "2026", periods: 2 }]);
  expect(ids(wholeYear("2026"))).toEqual([3, 1]);
  expect(ids("2026-01")).toEqual([1]);
  expect(ids("")).toEqual([3, 5]);
});
