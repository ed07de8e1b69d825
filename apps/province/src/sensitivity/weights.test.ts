import { expect, test } from "vitest";
import { canMove, roomFor, weightsFrom, weightsText, withMoved, withReset } from "./weights.ts";

/** A root with 0.5, 0.3, 0.2; the first has two children, 0.75 and 0.25. */
const nodes = [
  { key: "R", parent: -1, weight: 1 },
  { key: "A", parent: 0, weight: 0.5 },
  { key: "a1", parent: 1, weight: 0.75 },
  { key: "a2", parent: 1, weight: 0.25 },
  { key: "B", parent: 0, weight: 0.3 },
  { key: "C", parent: 0, weight: 0.2 },
];
const stored = nodes.map(({ weight }) => weight);
const none = new Set<string>();
const near = (found: readonly number[], expected: readonly number[]) =>
  found.forEach((weight, at) => expect(weight).toBeCloseTo(expected[at]!, 12));

test("siblings share the rest in proportion, other groups stay", () => {
  // 0.4 is left for 0.3 and 0.2: 0.24 and 0.16.
  near(withMoved(nodes, stored, none, 1, 0.6), [1, 0.6, 0.75, 0.25, 0.24, 0.16]);
});

test("a locked sibling keeps its weight, and what it leaves is the most", () => {
  const locked = new Set(["C"]);
  expect(roomFor(nodes, stored, locked, 1)).toBeCloseTo(0.8, 12);
  near(withMoved(nodes, stored, locked, 1, 0.6), [1, 0.6, 0.75, 0.25, 0.2, 0.2]);
  near(withMoved(nodes, stored, locked, 1, 0.95), [1, 0.8, 0.75, 0.25, 0, 0.2]);
});

test("siblings that are all 0 share the rest evenly", () => {
  const all = withMoved(nodes, stored, none, 1, 1);
  near(all, [1, 1, 0.75, 0.25, 0, 0]);
  near(withMoved(nodes, all, none, 1, 0.5), [1, 0.5, 0.75, 0.25, 0.25, 0.25]);
});

test("a weight without a free sibling does not move", () => {
  expect(canMove(nodes, new Set(["a2"]), 2)).toBe(false);
  expect(withMoved(nodes, stored, new Set(["a2"]), 2, 0.1)).toEqual(stored);
});

test("an address says what differs, and gives it back; nonsense in it is left out", () => {
  const moved = withMoved(nodes, stored, none, 1, 0.6);
  expect(weightsText(nodes, stored)).toBeUndefined();
  expect(weightsText(nodes, moved)).toBe("A:0.6,B:0.24,C:0.16");
  near(weightsFrom(nodes, "A:0.6,B:0.24,C:0.16"), moved);
  expect(weightsFrom(nodes, "X:0.5,A:two,B:-1,:0.3")).toEqual(stored);
  // 0.8, 0.3 and 0.2 are scaled to 1.
  near(weightsFrom(nodes, "A:0.8"), [1, 0.8 / 1.3, 0.75, 0.25, 0.3 / 1.3, 0.2 / 1.3]);
});

test("one group goes back without the others", () => {
  const moved = withMoved(nodes, withMoved(nodes, stored, none, 1, 0.6), none, 2, 0.5);
  near(withReset(nodes, moved, 0), [1, 0.5, 0.5, 0.5, 0.3, 0.2]);
});
