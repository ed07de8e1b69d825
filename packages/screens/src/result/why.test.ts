import { describe, expect, it } from "vitest";
import { cost, figure, gapToMedian, placeInWords, whyPoints, type Indicator, type Leaf } from "./why.ts";

const text = (zh: string) => ({ zh, en: zh });

const leafOf = (leaf: Partial<Leaf["leaf"]>, more: Partial<Leaf> = {}): Leaf => ({
  key: "x",
  path: "S/x",
  name: text("甲"),
  methodId: "goalposts/1",
  status: "value",
  weight: 0.5,
  effectiveWeight: 0.5,
  additiveWeight: 0.5,
  score: 25,
  coverage: 1,
  contribution: 12.5,
  pointsLost: 37.5,
  leaf: {
    indicator: "x",
    direction: "lower",
    value: 17.5,
    norm: { method: "goalposts", lo: 20, hi: 10 },
    peers: null,
    ...leaf,
  },
  children: [],
  ...more,
});

const indicatorOf = (more: Partial<Indicator> = {}, cell: Partial<Indicator["cell"]> = {}): Indicator => ({
  key: "x",
  name: text("甲"),
  uom: "元",
  direction: "lower",
  decimals: 1,
  collected: true,
  formula: { text: "a / b", zh: "a ÷ b", en: "a ÷ b", numbersZh: "7 ÷ 1", numbersEn: "7 ÷ 1" },
  operands: [
    { operand: "a", name: text("费用"), start: "2025-01-01", end: "2025-12-31", periods: ["2025"] },
    { operand: "b", name: text("人数"), start: "2025-10-01", end: "2025-12-31", periods: ["2025Q4"] },
  ],
  cell: {
    status: "value",
    value: 17.5,
    complete: true,
    matched: 1,
    expected: 1,
    estimatedShare: 0,
    path: "sums",
    gap: null,
    operands: [
      { sum: "7", nExpected: 1, nAnswered: 1, nNa: 0 },
      { sum: null, nExpected: 3, nAnswered: 2, nNa: 0 },
    ],
    ...cell,
  },
  ...more,
});

describe("why points were lost", () => {
  // 17.5 between 20 (0 points) and 10 (100 points): (20 - 17.5) / 10 = 25 points.
  it("names both goalposts, the own value and what it earned", () => {
    expect(whyPoints(leafOf({}), indicatorOf()).zh).toBe("10 元 得满分，20 元 得 0 分；本地区 17.5 元，得 25.0 分。");
  });

  it("turns peers' bounds by direction: where less is better the lower bound earns all", () => {
    const norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 5 } as const;
    const peers = { n: 8, lo: 10, hi: 20, peerGroup: "县" };
    expect(whyPoints(leafOf({ norm, peers }), indicatorOf()).zh).toContain("10 元 及更好得满分，20 元 及更差得 0 分");
    expect(whyPoints(leafOf({ norm, peers, direction: "higher" }), indicatorOf()).zh).toContain(
      "20 元 及更好得满分，10 元 及更差得 0 分",
    );
  });

  it("says what was missing, of how many units, and that it earns nothing", () => {
    const indicator = indicatorOf({}, { status: "missing", value: null, gap: { code: "missing", operands: ["b"] } });
    expect(whyPoints(leafOf({}, { status: "missing", score: null }), indicator).zh).toBe(
      "缺数：人数（2025年第四季度，3 个应报单位填报 2 个）。缺数不得分，权重也不分给其他指标。",
    );
  });

  it("names figures that are missing alike together, over the span of their periods", () => {
    const quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"];
    const operand = (key: string) => ({ operand: key, name: text(key), start: null, end: null, periods: quarters });
    const answers = { sum: null, nExpected: 1, nAnswered: 0, nNa: 0 };
    const indicator = indicatorOf(
      { operands: [operand("电"), operand("煤")] },
      {
        status: "missing",
        value: null,
        gap: { code: "missing", operands: ["电", "煤"] },
        operands: [answers, answers],
      },
    );
    expect(whyPoints(leafOf({}, { status: "missing", score: null }), indicator).zh).toContain(
      "缺数：电、煤（2025年第一季度至2025年第四季度，1 个应报单位填报 0 个）。",
    );
  });

  it("says how many units an incomplete figure lacks", () => {
    const indicator = indicatorOf({}, { matched: 11, expected: 12, complete: false });
    expect(whyPoints(leafOf({}, { status: "incomplete", score: null }), indicator).zh).toContain(
      "12 个应报单位中只有 11 个报齐",
    );
  });
});

describe("the order", () => {
  it("is by points lost; without a total by what would be lost, nothing scored counting as nothing earned", () => {
    expect(cost(leafOf({}))).toBe(37.5);
    expect(cost(leafOf({}, { pointsLost: null }))).toBe(0.5 * 75);
    expect(cost(leafOf({}, { pointsLost: null, status: "missing", score: null }))).toBe(50);
    expect(cost(leafOf({}, { pointsLost: null, status: "not_applicable", score: null }))).toBeLessThan(0);
  });
});

describe("a figure", () => {
  it("shows as many decimals as help, and none that say nothing", () => {
    expect([0, 100, 1.36986, 0.11624, -34.718, 1234.5].map((value) => figure(value, null))).toEqual([
      "0",
      "100",
      "1.37",
      "0.1162",
      "-34.72",
      "1,235",
    ]);
    expect(figure(12.345, 1)).toBe("12.3");
  });
});

describe("against the peers", () => {
  it("says on which side of the median, and better or worse by the direction", () => {
    expect(gapToMedian(12, 10, indicatorOf())?.zh).toBe("比同组中位数高 2 元（较差）");
    expect(gapToMedian(12, 10, indicatorOf({ direction: "higher" }))?.zh).toBe("比同组中位数高 2 元（较好）");
    expect(gapToMedian(9, 10, indicatorOf({ direction: "interval" }))?.zh).toBe("比同组中位数低 1 元");
    expect(gapToMedian(9, 10, indicatorOf({ uom: "%" }))?.zh).toBe("比同组中位数低 1 个百分点（较好）");
    expect(gapToMedian(10, 10, indicatorOf())?.zh).toBe("与同组中位数相同");
    expect(gapToMedian(null, 10, indicatorOf())).toBeNull();
  });

  it("shows the range of a tie", () => {
    expect(placeInWords({ rank: 3, rankTo: 3 }).zh).toBe("第 3 名");
    expect(placeInWords({ rank: 3, rankTo: 5 }).zh).toBe("并列第 3–5 名");
  });
});
