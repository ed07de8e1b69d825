import { describe, expect, it } from "vitest";
import type { Catalogue, Rule } from "../../src/catalogue.ts";
import type { CheckContext } from "../../src/check-context.ts";
import { compile } from "../../src/compile.ts";
import type { Cells } from "../../src/test-catalogue.ts";
import { answers, checked, flat, PARTS } from "./flat.ts";

/** 各类规则各一例: one of each kind of rule, checked by hand with the arithmetic written out. */
const NAME = { zh: "演示", en: "synthetic" };

function outcome(expr: string, cells: Cells, context: CheckContext = {}, extra: Partial<Catalogue> = {}): string {
  const { findings } = checked(flat([expr], "quarter", extra), cells, context);
  const found = findings.find(({ rule }) => rule === "R1");
  return found ? `${found.verdict}${found.imbalance === undefined ? "" : ` ${found.imbalance}`}` : "ok";
}

describe("跨项", () => {
  it.each<[Cells, string]>([
    [{ a: "7", b: "5", c: "2" }, "ok"],
    // 7 − (5 + 1) = 1
    [{ a: "7", b: "5", c: "1" }, "false 1"],
    // 不适用的一项不计：7 = 7
    [{ a: "7", b: "7", c: null }, "ok"],
    [{ a: "7", b: "7" }, "undecided"],
  ])("a == b + c 对 %o：%s", (cells, expected) => {
    expect(outcome("a == b + c", cells)).toBe(expected);
  });
});

describe("须有数", () => {
  it.each<[string, Cells, string]>([
    ["given(a)", { a: "0" }, "ok"],
    ["given(a)", {}, "false"],
    // 不适用不是数；但不要求有数的规则，对不适用没有可问的
    ["given(a)", { a: null }, "false"],
    ["a > 0", { a: null }, "ok"],
    ["given(a) implies a > 0", { a: null }, "ok"],
  ])("%s 对 %o：%s", (rule, cells, expected) => {
    expect(outcome(rule, cells)).toBe(expected);
  });
});

describe("跨期", () => {
  // 变动不超过 30%：|130 − 100| = 30 ≤ 0.3 × 100
  const rule = "abs(a - prev_year(a)) <= 0.3 * prev_year(a)";
  it.each<[string, CheckContext, string]>([
    ["130", { previousYear: answers({ a: "100" }) }, "ok"],
    // 31 − 30 = 1
    ["131", { previousYear: answers({ a: "100" }) }, "false 1"],
    // 上年为 0，今年有数：5 − 0 = 5
    ["5", { previousYear: answers({ a: "0" }) }, "false 5"],
    ["5", {}, "undecided"],
  ])("%s：%o：%s", (a, context, expected) => {
    expect(outcome(rule, { a }, context)).toBe(expected);
  });

  it("累计不超过全年：三季度 40 + 35 + 30 = 105，比 100 多 5", () => {
    const earlier = [answers({ a: "35" }), answers({ a: "40" })];
    const period = { kind: "quarter", start: "2025-07-01", end: "2025-09-30" } as const;
    expect(outcome("year_to_date(a) <= b", { a: "30", b: "105" }, { earlier, period })).toBe("ok");
    expect(outcome("year_to_date(a) <= b", { a: "30", b: "100" }, { earlier, period })).toBe("false 5");
    // 缺一个季度就不能说累计
    expect(
      outcome("year_to_date(a) <= b", { a: "30", b: "100" }, { earlier: [answers({ a: "35" }), null], period }),
    ).toBe("undecided");
  });
});

describe("分类合计", () => {
  const parts = (...values: string[]): Cells =>
    Object.fromEntries(PARTS.map((part, at) => [`m[part:${part}]`, values[at] ?? "0"]));
  const found = (cells: Cells) =>
    checked(flat(), cells).findings.flatMap(({ rule, verdict, imbalance }) =>
      rule === "VR32" ? [`${verdict} ${imbalance}`] : [],
    );
  it("3 + 4 + 2 = 9；合计写 10 差 1", () => {
    expect(found({ m: "9", ...parts("3", "4", "2") })).toEqual([]);
    expect(found({ m: "10", ...parts("3", "4", "2") })).toEqual(["false 1"]);
  });
});

describe("限额与有效日", () => {
  const limits: Catalogue["limits"] = [
    {
      key: "L",
      name: NAME,
      uom: "个",
      limits: [
        { key: "a", name: NAME, value: "30", validTo: "2025-06-30" },
        { key: "a", name: NAME, value: "24", validFrom: "2025-07-01" },
      ],
    },
  ];
  const rules: Rule[] = [
    { key: "R1", name: NAME, severity: "issue", expr: "a <= limit(L[a])", advice: NAME },
    { key: "R2", name: NAME, severity: "issue", expr: "a <= 20", advice: NAME, validFrom: "2026-01-01" },
  ];
  it.each([
    // 28 ≤ 30；28 > 24，差 4；2026 年起另有 28 > 20，差 8
    ["2025-06-30", []],
    ["2025-07-01", ["R1 4"]],
    ["2025-12-31", ["R1 4"]],
    ["2026-01-01", ["R1 4", "R2 8"]],
  ])("%s：%o", (day, expected) => {
    const { findings } = checked(compile({ ...flat().catalogue, limits, rules }, day), { a: "28" });
    expect(findings.flatMap(({ rule, imbalance }) => (rule === "VR32" ? [] : [`${rule} ${imbalance}`]))).toEqual(
      expected,
    );
  });
});

describe("名录库", () => {
  const extra: Partial<Catalogue> = { registry: [{ key: "metered", name: NAME, type: "flag" }] };
  it.each<[string, CheckContext, string]>([
    ["0", {}, "ok"],
    ["5", { registry: { metered: "1" } }, "ok"],
    ["5", { registry: { metered: "0" } }, "false"],
    ["5", {}, "undecided"],
  ])("有数须有表：%s，%o：%s", (a, context, expected) => {
    expect(outcome("a == 0 or registry(metered) == 1", { a }, context, extra)).toBe(expected);
  });
});

describe("同组比较", () => {
  // 同组 10、11、12、13、14：中位数 12；离差 2、1、0、1、2，中位数 1。
  const peers = { a: { n: 5, median: "12", mad: "1" } };
  it.each<[string, CheckContext, string]>([
    // 0.6745 × (17 − 12) ÷ 1 = 3.3725；0.6745 × 6 = 4.047，超过 3.5 的 0.547
    ["17", { peers }, "ok"],
    ["18", { peers }, "false 0.547"],
    ["6", { peers }, "false 0.547"],
    // 不足 5 个地区，或离差为 0
    ["18", { peers: { a: { ...peers.a, n: 4 } } }, "undecided"],
    ["18", { peers: { a: { ...peers.a, mad: "0" } } }, "undecided"],
  ])("%s：%o：%s", (a, context, expected) => {
    expect(outcome("abs(robust_z(a)) <= 3.5", { a }, context)).toBe(expected);
  });
});

describe("整表雷同", () => {
  const before = { a: "1", b: "2", c: "3", d: "4", e: "5", f: "0" };
  it.each<[string, Cells, string]>([
    // 非零流量 5 个，4 个与上期相同：4 ÷ 5 = 0.8，不小于 0.8；两个零不计
    ["4 of 5", { ...before, e: "6" }, "false 0"],
    ["3 of 5", { ...before, d: "5", e: "6" }, "ok"],
    ["of 4 only, too few to say", { a: "1", b: "2", c: "3", d: "4", e: "0", f: "0" }, "ok"],
  ])("%s", (_title, cells, expected) => {
    expect(outcome("copied_share() < 0.8", cells, { earlier: [answers(before)] })).toBe(expected);
  });
});

describe("容差", () => {
  const tolerant = (expr: string, cells: Cells) => {
    const rules: Rule[] = [{ key: "R1", name: NAME, severity: "warn", expr, advice: NAME, tolerance: "0.01" }];
    const found = checked(compile({ ...flat().catalogue, rules }), cells).findings.find(({ rule }) => rule === "R1");
    return found ? `${found.verdict} ${found.imbalance}` : "ok";
  };
  it.each<[string, Cells, string]>([
    // 四舍五入各差半分：0.33 + 0.33 + 0.33 = 0.99，与 1 差 0.01
    ["a == b + b + b", { a: "1", b: "0.33" }, "ok"],
    ["a == b", { a: "1", b: "0.98" }, "false 0.02"],
    ["a <= b", { a: "1.01", b: "1" }, "ok"],
    ["a <= b", { a: "1.011", b: "1" }, "false 0.011"],
  ])("%s 对 %o：%s", (expr, cells, expected) => {
    expect(tolerant(expr, cells)).toBe(expected);
  });
});
