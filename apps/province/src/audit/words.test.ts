import { expect, test } from "vitest";
import { heatOf, placeOf, saidOf, type Audit } from "./words.ts";

const text = (zh: string) => ({ zh, en: zh.toUpperCase() });
const audit = {
  names: [
    { key: "R", path: "R", name: text("方案"), leaf: false },
    { key: "D1", path: "R/D1", name: text("用车"), leaf: false },
    { key: "D10", path: "R/D10", name: text("用房"), leaf: false },
  ],
} as unknown as Audit;
const zh = ({ zh: own }: { zh: string }) => own;

test("a finding names its nodes, and one key is not another's beginning", () => {
  const found = { zh: "D10 与 D1 负相关（-0.54），此消彼长。", en: "D10 and D1" };
  expect(saidOf(audit, found, zh)).toBe("“用房” 与 “用车” 负相关（-0.54），此消彼长。");
  expect(saidOf(audit, { zh: "偏低（alpha 0.40）。", en: "" }, zh)).toBe("偏低（alpha 0.40）。");
});

test("a place is said from below the root", () => {
  expect([placeOf(audit, "R/D1", zh), placeOf(audit, "R", zh)]).toEqual(["用车", "方案"]);
});

test("each class of correlation has a shape of its own", () => {
  const lines = { weak: 0.3, strong: 0.92 };
  expect([-0.1, 0.1, 0.5, 0.95].map((r) => heatOf(r, lines).mark)).toEqual(["▽", "○", "◐", "●"]);
});
