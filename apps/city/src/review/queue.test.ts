import { describe, expect, it } from "vitest";
import { cell, collection, NOW, unit } from "../board/testing-board.ts";
import { inTab, nextAfter, queueOf, tabOf } from "./queue.ts";

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
const weights: Record<number, number> = { 4: 0.4, 1: 0.1 };
const queue = queueOf(board, collections, true, ({ unitId }) => weights[unitId] ?? null);

describe("the queue", () => {
  it("begins with what does not hold, then undecided, then the heavier share", () =>
    expect(queue.map(({ unit: { unitId } }) => unitId)).toEqual([3, 2, 4, 1]));
  it("holds what is the asker's to pass, or everything sent", () => {
    expect(queue).toHaveLength(4);
    expect(queueOf(board, collections, false, () => null)).toHaveLength(5);
  });
  it("puts a submission with both kinds of findings under both", () => {
    const both = cell(1, { findings: { false: 1, undecided: 1 } });
    expect([inTab.fails(both), inTab.undecided(both), inTab.clean(both)]).toEqual([true, true, false]);
  });
  it("holds no submission clean whose question is open", () => {
    const asked = cell(1, { openQuestions: 1 });
    expect([inTab.fails(asked), inTab.asked(asked), inTab.clean(asked)]).toEqual([false, true, false]);
  });
  it("opens the first tab that holds something", () => {
    expect(tabOf(queue, undefined)).toBe("fails");
    expect(tabOf(queue.slice(2), undefined)).toBe("clean");
    expect(tabOf(queue, "undecided")).toBe("undecided");
  });
  it("goes on with what follows, then with whatever is left", () => {
    expect(nextAfter(queue, 30)).toBe(20);
    expect(nextAfter(queue, 10)).toBe(30);
    expect(nextAfter(queue.slice(0, 1), 30)).toBeNull();
  });
});
