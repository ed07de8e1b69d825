import { describe, expect, it } from "vitest";
import { cell, collection, NOW, unit } from "../board/testing-board.ts";
import { inTab, isWanted, NO_LINE, nextAfter, queueOf, type QueueFilter } from "./queue.ts";
import { reasonOf, type Weight } from "./weighed.ts";

const collections = [collection(1)];
const units = [1, 2, 3, 4, 5].map((id) => unit(id));
const board = {
  now: NOW,
  collections,
  units,
  cells: [
    cell(1),
    cell(2, { findings: { false: 0, undecided: 3 } }),
    cell(3, { findings: { false: 2, undecided: 0 } }),
    cell(4),
    cell(5, { mine: false }),
  ],
};
const weight = (submissionId: number, total: number, more: Partial<Weight> = {}): Weight => ({
  submissionId,
  line: "",
  checks: [],
  total,
  index: 0,
  weight: total,
  doubts: [],
  doubtCount: 0,
  unseen: false,
  secondReview: "none" as const,
  ...more,
});
const weights = new Map(
  [weight(40, 0.4), weight(10, 0.1, { checks: ["plausibility/unit_price"], line: "教育" })].map((one) => [
    one.submissionId,
    one,
  ]),
);
const queue = queueOf(board, collections, true, weights);

describe("the queue", () => {
  it("begins with what could not be decided, then goes by weight, the unknown last", () =>
    expect(queue.map(({ unit: { unitId } }) => unitId)).toEqual([2, 4, 1, 3]));
  it("holds what is the asker's to pass, or everything sent", () => {
    expect(queue).toHaveLength(4);
    expect(queueOf(board, collections, false, new Map())).toHaveLength(5);
  });
  it("puts a submission with both kinds of findings under both", () => {
    const both = cell(1, { findings: { false: 1, undecided: 1 } });
    expect([inTab.fails(both), inTab.undecided(both), inTab.clean(both)]).toEqual([true, true, false]);
  });
  it("holds no submission clean whose question is open", () => {
    const asked = cell(1, { openQuestions: 1 });
    expect([inTab.fails(asked), inTab.asked(asked), inTab.clean(asked)]).toEqual([false, true, false]);
  });
  it("is filtered by audit check, with or without its way, by form and by line of ministry", () => {
    const of = (filter: QueueFilter) => queue.filter((item) => isWanted(item, filter)).map(({ id }) => id);
    expect(of({ check: "plausibility" })).toEqual([10]);
    expect(of({ check: "plausibility/unit_price", form: "F" })).toEqual([10]);
    expect(of({ check: "consistency" })).toEqual([]);
    expect(of({ form: "G" })).toEqual([]);
    expect(of({ line: "教育" })).toEqual([10]);
    expect(of({ line: NO_LINE })).toEqual([40]);
  });
  it("goes on with what follows, then with whatever is left", () => {
    expect(nextAfter(queue, 20)).toBe(40);
    expect(nextAfter(queue, 30)).toBe(20);
    expect(nextAfter(queue.slice(0, 1), 20)).toBeNull();
  });
});

describe("the reason", () => {
  const doubt = { measure: "elec", member: "total", rules: [], leaves: 0.1 };
  const of = {
    measures: [{ key: "elec", name: { zh: "用电量", en: "electricity" }, uom: "千瓦时" }],
    against: { id: 1, name: "甲市", tier: "city" },
  };
  it("is said in words beside the weight", () => {
    expect(
      reasonOf({ ...doubt, because: "change", explained: false, share: 0.12, change: 0.38, moved: 0.03 }, of),
    ).toEqual({
      zh: "用电量占全市 12.0%，同比 +38.0%，变动未说明",
      en: "electricity: 12.0% of the city, +38.0% on the year, change without a word",
    });
    expect(
      reasonOf({ ...doubt, because: "finding", explained: true, share: null, change: null, moved: null }, of).zh,
    ).toBe("用电量，不成立，有说明");
  });
});
