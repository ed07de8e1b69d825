import { describe, expect, it } from "vitest";
import { boardRows, daysLeft, filterRows, isClean, isExtended, totalsOf, type Board } from "./board-rows.ts";
import { cell, collection, NOW, unit } from "./testing-board.ts";

const board = (cells: Board["cells"]): Board => ({
  now: NOW,
  collections: [collection(1)],
  units: [unit(1), unit(2), unit(3, { cityId: 2, regionName: "湖心区" })],
  cells,
});

describe("isClean", () => {
  it("takes what is the asker's, without findings and open questions", () => expect(isClean(cell(1))).toBe(true));
  it.each([
    ["another's", { mine: false }],
    ["one finding that does not hold", { findings: { false: 1, undecided: 0 } }],
    ["one finding that could not be decided", { findings: { false: 0, undecided: 1 } }],
    ["an open question", { openQuestions: 1 }],
    ["nothing sent", { contentHash: null }],
  ])("leaves out %s", (_what, more) => expect(isClean(cell(1, more))).toBe(false));
});

describe("the board", () => {
  const rows = boardRows(
    board([
      cell(1, { state: "not_started", late: true, mine: false, next: null, submissionId: null, contentHash: null }),
      cell(2, { openQuestions: 2 }),
      cell(3, { state: "exempt", mine: false, next: null }),
    ]),
    [collection(1)],
  );

  it("counts each form over the rows shown; the exempt owe nothing", () => {
    expect(totalsOf(rows, collection(1))).toEqual({
      expected: 2,
      exempt: 1,
      unsent: 1,
      overdue: 1,
      returned: 0,
      county: 1,
      city: 0,
      province: 0,
      done: 0,
      mine: 1,
      problems: 1,
      questions: 2,
    });
  });

  it.each([
    ["mine" as const, [2]],
    ["late" as const, [1]],
    ["problems" as const, [2]],
    ["all" as const, [1, 2, 3]],
  ])("shows %s", (show, units) => {
    expect(filterRows(rows, { show, text: "" }).map((row) => row.unit.unitId)).toEqual(units);
  });

  it("finds by city and by part of a name", () => {
    expect(filterRows(rows, { show: "all", city: 2, text: "" }).map((row) => row.unit.unitId)).toEqual([3]);
    expect(filterRows(rows, { show: "all", text: "湖心" }).map((row) => row.unit.unitId)).toEqual([3]);
  });
});

describe("daysLeft", () => {
  // 26 November 12:00 Beijing time; the unit's due time was 20 November 18:00: 5.75 days ago.
  it("is negative when the unit is late", () =>
    expect(daysLeft(cell(1, { state: "draft" }), collection(1), NOW)).toBe(-5));
  it("goes by the tier whose turn it is once it was sent", () => {
    expect(daysLeft(cell(1, { next: "county" }), collection(1), NOW)).toBe(2);
    expect(daysLeft(cell(1, { next: "city" }), collection(1), NOW)).toBe(6);
  });
  it("is nothing when everybody has accepted", () =>
    expect(daysLeft(cell(1, { next: null, state: "locked" }), collection(1), NOW)).toBeNull());
});

describe("isExtended", () => {
  it("is whoever has more time than the others, and nobody else", () => {
    const later = new Date(new Date(collection(1).dueUnit).getTime() + 86_400_000).toISOString();
    expect(isExtended(cell(1, { dueAt: later }), collection(1))).toBe(true);
    expect(isExtended(cell(1, { dueAt: collection(1).dueUnit }), collection(1))).toBe(false);
    expect(isExtended(cell(1, { dueAt: later, state: "exempt" }), collection(1))).toBe(false);
  });
});
