import { describe, expect, it } from "vitest";
import type { CheckContext } from "../../src/check-context.ts";
import type { PeriodKind } from "../../src/catalogue.ts";
import type { Period } from "../../src/outside.ts";
import { answers, checked, flat } from "./flat.ts";

/**
 * Time functions over a row of periods, oldest first, null where nothing was reported. The figure is read off the left
 * side of a rule that never holds, so that the periods are found as they are when a form is checked.
 */
function over(formula: string, kind: PeriodKind, period: Period, row: (string | null)[]): string {
  const before = row.slice(0, -1).toReversed();
  const earlier = before.map((text) => (text === null ? null : answers({ a: text })));
  const context: CheckContext = { period, earlier };
  const { findings } = checked(flat([`${formula} == 1000000`], kind), { a: row.at(-1) ?? null }, context);
  const found = findings.find(({ rule }) => rule === "R1")!;
  return found.left ?? found.verdict;
}

const month = (at: number): Period => ({
  kind: "month",
  start: `2017-0${at}-01`,
  end: `2017-0${at}-${[31, 28, 31, 30, 31, 30, 31, 31, 30][at - 1]}`,
});
const quarter = (at: number): Period => ({
  kind: "quarter",
  start: `2010-${["01", "04", "07", "10"][at - 1]}-01`,
  end: `2010-${["03-31", "06-30", "09-30", "12-31"][at - 1]}`,
});

describe("DHIS2 AnalyticsServiceTest: data element E is 1 in May, 2 in June, 4 in July 2017", () => {
  // What DHIS2 takes for 0, January to April, is reported as 0 here.
  const BEFORE = ["0", "0", "0", "0"];
  it.each([
    // testIndicatorWithYearToDate
    ["year_to_date(a)", 5, [...BEFORE, "1"], "1"],
    ["year_to_date(a)", 6, [...BEFORE, "1", "2"], "3"],
    ["year_to_date(a)", 7, [...BEFORE, "1", "2", "4"], "7"],
    ["year_to_date(a)", 8, [...BEFORE, "1", "2", "4", "0"], "7"],
    // testIndicatorWithPeriodOffsetAndYearToDate
    ["prev_period(year_to_date(a))", 6, [...BEFORE, "1", "2"], "1"],
    ["prev_period(year_to_date(a))", 7, [...BEFORE, "1", "2", "4"], "3"],
    // testIndicatorWithPeriodOffsets
    ["prev_period(a) + prev_period(prev_period(a))", 7, [...BEFORE, "1", "2", "4"], "3"],
  ])("%s in month %i", (formula, at, row, expected) => {
    expect(over(formula, "month", month(at), row)).toBe(expected);
  });

  it.each([
    // DHIS2: 7 in August and September although nothing was reported; and 1 in May without the months before
    ["year_to_date(a)", 5, [null, null, null, null, "1"]],
    ["year_to_date(a)", 7, [...BEFORE, "1", null, "4"]],
    ["prev_period(a)", 7, [...BEFORE, "1", null, "4"]],
  ])("%s in month %i stays open over a month that nobody reported", (formula, at, row) => {
    expect(over(formula, "month", month(at), row)).toBe("undecided");
  });
});

describe("DHIS2 AnalyticsServiceQueryModifiersTest: 1 in January, 2 in February, 3 in March", () => {
  const ROW = ["1", "2", "3"];
  it.each([
    // The quarter: testNoAggregationType, testAverageAggregationType, testLastAggregationType
    ["moving_sum(a, 3)", 3, "6"],
    ["moving_mean(a, 3)", 3, "2"],
    ["a", 3, "3"],
    // testWithAndWithoutAggregationType, testGroupedAggregationType
    ["moving_sum(a, 3) + moving_mean(a, 3)", 3, "8"],
    ["moving_mean(2 * a + a, 3)", 3, "6"],
    // testSimplePeriodOffset, testGroupedPeriodOffset, testAdditivePeriodOffset
    ["prev_period(a)", 2, "1"],
    ["prev_period(a)", 3, "2"],
    ["prev_period(a + a)", 2, "2"],
    ["prev_period(a + a)", 3, "4"],
    ["prev_period(prev_period(a) + a)", 3, "3"],
    // testSimpleSubExpression and the four after it
    ["if(a == 1, 4, 5)", 1, "4"],
    ["if(a == 1, 4, 5)", 2, "5"],
    ["if(moving_sum(a, 3) == 1, 4, 5)", 3, "5"],
    ["if(a < 2, 0, a)", 1, "0"],
    ["if(a < 2, 0, a)", 2, "2"],
    ["3 * a + if(a < 2, 0, a)", 1, "3"],
    ["3 * a + if(a < 2, 0, a)", 2, "8"],
    ["if(a == 1, 3, 5) + if(a == 2, 6, 7)", 1, "10"],
    ["if(a == 1, 3, 5) + if(a == 2, 6, 7)", 2, "11"],
  ])("%s in month %i is %s", (formula, at, expected) => {
    expect(over(formula, "month", month(at), ROW.slice(0, at))).toBe(expected);
  });

  it("leaves open what reaches back before January, where DHIS2 adds nothing", () => {
    expect(over("prev_period(prev_period(a) + a)", "month", month(2), ROW.slice(0, 2))).toBe("undecided");
    expect(over("prev_period(a)", "month", month(1), ROW.slice(0, 1))).toBe("undecided");
  });
});

describe("VTL 2.1, flow_to_stock and stock_to_flow, ex_4: quarters of 2010", () => {
  const FLOWS = ["2", "-3", "7", "-4"];
  const STOCKS = ["2", "-1", "6", "2"];
  it.each([1, 2, 3, 4])("quarter %i: flows to date give the stock", (at) => {
    expect(over("year_to_date(a)", "quarter", quarter(at), FLOWS.slice(0, at))).toBe(STOCKS[at - 1]);
  });

  it.each([2, 3, 4])("quarter %i: the stock less the one before gives the flow", (at) => {
    expect(over("a - prev_period(a)", "quarter", quarter(at), STOCKS.slice(0, at))).toBe(FLOWS[at - 1]);
  });
});

describe("近 n 期", () => {
  // 25 + 40 + 35 + 30 = 130；130 ÷ 4 = 32.5；只有三期就不能算
  const ROW = ["25", "40", "35", "30"];
  it.each([
    ["moving_sum(a, 4)", ROW, "130"],
    ["moving_mean(a, 4)", ROW, "32.5"],
    ["moving_sum(a, 2)", ROW, "65"],
    // 累计三季度 40 + 35 + 30 = 105；年化 105 × 12 ÷ 9 = 140
    ["annualised(year_to_date(a))", ROW, "140"],
    // 近两季年化 65 × 12 ÷ 6 = 130
    ["annualised(moving_sum(a, 2))", ROW, "130"],
    ["moving_sum(a, 4)", ROW.slice(1), "undecided"],
  ])("%s", (formula, row, expected) => {
    expect(over(formula, "quarter", quarter(3), row)).toBe(expected);
  });
});
