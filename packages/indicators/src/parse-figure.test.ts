import { describe, expect, it } from "vitest";
import { parseFigure } from "./parse-figure.ts";

const decimal = (text: string) => {
  const parsed = parseFigure(text);
  return parsed.ok ? parsed.decimal : null;
};
const problem = (text: string) => {
  const parsed = parseFigure(text);
  return parsed.ok ? null : parsed.problem.zh;
};

describe("reading a figure as a person typed it", () => {
  it.each([
    ["1234.5", "1234.5"],
    ["１２３４", "1234"],
    ["１，２３４．５０", "1234.5"],
    ["1,234.50", "1234.5"],
    ["12,345,678", "12345678"],
    ["1 234 567.8", "1234567.8"],
    ["　42　", "42"],
    ["\uFEFF7\u200B", "7"],
    ["－３", "-3"],
    ["−3.5", "-3.5"],
    ["- 3", "-3"],
    ["＋5", "5"],
    ["0", "0"],
    ["-0.00", "0"],
    [".5", "0.5"],
    ["5.", "5"],
    ["12345678901234567890.123456789", "12345678901234567890.123456789"],
  ])("takes %j for %s", (text, expected) => {
    expect(decimal(text)).toBe(expected);
  });

  it.each([
    ["", "没有填写"],
    ["  ", "没有填写"],
    ["1,23", "三位一组"],
    ["1,2345", "三位一组"],
    ["1.234,5", "三位一组"],
    ["1, 234", "三位一组"],
    ["85%", "百分号"],
    ["８５％", "百分号"],
    ["(1,200)", "括号"],
    ["1.2E+5", "科学计数法"],
    ["#DIV/0!", "错误值"],
    ["1.2万", "不是数"],
    ["8300元", "不是数"],
    ["1.2.3", "不是数"],
    ["--1", "不是数"],
    ["一百", "不是数"],
    ["0x10", "不是数"],
    ["1".repeat(31), "位数过多"],
    [`0.${"1".repeat(16)}`, "位数过多"],
  ])("refuses %j and says why: %s", (text, words) => {
    expect(decimal(text)).toBeNull();
    expect(problem(text)).toContain(words);
  });
});
