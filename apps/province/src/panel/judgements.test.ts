import { expect, test } from "vitest";
import { answerOf, blank, liveOf, rounded, said, withJudgement } from "./judgements.ts";

const [a, b] = [
  { zh: "甲", en: "A" },
  { zh: "乙", en: "B" },
];

test("an answer is said in the words of Saaty's scale, in the direction it has", () => {
  expect(said(1, a, b).zh).toBe("甲与乙同等重要（1）");
  expect(said(5, a, b).zh).toBe("甲比乙明显重要（5）");
  expect(said(-3, a, b).zh).toBe("乙比甲稍微重要（3）");
  expect([answerOf(5), answerOf(1), answerOf(1 / 3)]).toEqual([5, 1, -3]);
});

test("weights come as soon as a chain of judgements joins all items", () => {
  let upper = withJudgement(blank(3), 0, 1, 2);
  expect(liveOf(upper)).toMatchObject({ ok: false, why: { zh: expect.stringContaining("第 3 项") } });
  upper = withJudgement(upper, 1, 2, 2);
  const live = liveOf(upper);
  if (!live.ok) throw new Error(live.why.en);
  // 4 : 2 : 1
  [4 / 7, 2 / 7, 1 / 7].forEach((weight, at) => expect(live.weights[at]).toBeCloseTo(weight, 10));
  expect([live.missing, live.hint]).toEqual([1, null]);
});

test("judgements that go round in a circle are found", () => {
  // 3, 3 and back 3: lambda 13/3, ratio (2/3) / 0.58.
  const live = liveOf([[3, -3], [3], []]);
  if (!live.ok) throw new Error(live.why.en);
  expect(live.consistencyRatio).toBeCloseTo(2 / 3 / 0.58, 10);
  expect(live.hint).not.toBeNull();
});

test("rounded weights add up to 1", () => {
  expect(rounded([1 / 3, 1 / 3, 1 / 3])).toEqual([0.3334, 0.3333, 0.3333]);
  expect(rounded([4 / 7, 2 / 7, 1 / 7])).toEqual([0.5714, 0.2857, 0.1429]);
});
