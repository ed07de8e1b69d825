import type { BoardCell, Collection, Unit } from "./board-rows.ts";

/** A small board for tests: units of one city, two forms. */

export const NOW = "2026-11-26T04:00:00.000Z";

export const unit = (unitId: number, more: Partial<Unit> = {}): Unit => ({
  unitId,
  code: `U${unitId}`,
  name: `单位${unitId}`,
  regionCode: `99010${unitId}`,
  regionName: `县${unitId}`,
  cityId: 1,
  ...more,
});

export const collection = (collectionId: number, more: Partial<Collection> = {}): Collection => ({
  collectionId,
  name: "季报",
  formKey: "F",
  catalogueId: 1,
  formName: { zh: "能源季报", en: "Energy" },
  period: { id: 1, key: "2026Q3", kind: "quarter", start: "2026-07-01", end: "2026-09-30" },
  documentNo: "",
  synthetic: true,
  dueUnit: "2026-11-20T10:00:00.000Z",
  dueCounty: "2026-11-27T10:00:00.000Z",
  dueCity: "2026-12-01T10:00:00.000Z",
  dueProvince: "2026-12-10T10:00:00.000Z",
  lockedAt: null,
  ...more,
});

export const cell = (unitId: number, more: Partial<BoardCell> = {}): BoardCell => ({
  unitId,
  collectionId: 1,
  state: "submitted",
  submissionId: unitId * 10,
  contentHash: "ab".repeat(32),
  dueAt: "2026-11-20T10:00:00.000Z",
  late: false,
  awaitingScan: false,
  findings: { false: 0, undecided: 0 },
  openQuestions: 0,
  next: "county",
  mine: true,
  reviewsSecond: false,
  ...more,
});
