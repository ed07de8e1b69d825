import { expect, it } from "vitest";
import { byName } from "./by-name.ts";

// By hand: pinyin of 安 an, 青 qing, 中 zhong; 2 before 10; full-width digits count as digits.
it("puts names in the order that people look them up in: pinyin, and numbers by their value", () => {
  const names = ["中心第10小学", "青湖市", "中心第2小学", "安平县", "中心第１小学"];
  expect(names.toSorted(byName)).toEqual(["安平县", "青湖市", "中心第１小学", "中心第2小学", "中心第10小学"]);
});
