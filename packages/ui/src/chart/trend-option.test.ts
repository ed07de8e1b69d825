import { expect, test } from "vitest";
import { periodSentences, spread, trendLegend, trendOption, type Trend } from "./trend-option.ts";

const t = ((zh: string | { zh: string }) => (typeof zh === "string" ? zh : zh.zh)) as never;
const look = (name: string) => `<${name}>`;
const point = (value: number | null, more = {}) => ({ value, complete: true, ...more });
const trend: Trend = {
  periods: ["2024年", "2025年", "2026年", "2027年", "2028年"],
  uom: "元",
  decimals: 0,
  lines: [
    {
      key: 1,
      name: "甲县",
      own: true,
      points: [point(1), point(2), point(8, { estimated: true }), point(9), point(9, { complete: false })],
      breaks: [{ at: 2, text: "区划调整" }],
    },
    {
      key: 2,
      name: "乙县",
      points: [point(0), point(5), point(null, { reason: "暂缺:电表故障" }), point(7), point(7)],
      breaks: [],
    },
  ],
};
type Series = { id: string; data: { value: [number, number]; itemStyle?: { color?: string }; symbol?: string }[] };
const seriesOf = () => trendOption(trend, t, { width: 900, look })["series"] as Series[];
const drawn = (line: string) =>
  seriesOf()
    .filter(({ id }) => id.startsWith(`${line}/`))
    .map(({ data }) => data.map(({ value }) => value));

test("no line joins the two sides of a break, and every value is drawn once", () => {
  expect(drawn("1")).toEqual([
    [
      [0, 1],
      [1, 2],
    ],
    [
      [2, 8],
      [3, 9],
      [4, 9],
    ],
  ]);
});

test("no line runs over a missing value, and a reported zero is drawn", () => {
  expect(drawn("2")).toEqual([
    [
      [0, 0],
      [1, 5],
    ],
    [
      [3, 7],
      [4, 7],
    ],
  ]);
});

test("an estimated point is hollow, an incomplete one a cross, and both stand in the legend", () => {
  const after = seriesOf().find(({ id }) => id === "1/1")!.data;
  expect(after[0]!.itemStyle?.color).toBe("<paper>");
  expect(after[2]!.symbol).toMatch(/^path:/);
  expect(after[1]!.itemStyle).toBeUndefined();
  expect(trendLegend(trend, t).map(({ label }) => label)).toEqual([
    "甲县",
    "乙县",
    "空心：含暂估",
    "叉号：数据不全",
    "竖线：断点，前后不可比",
    "线断处：无数",
    "纵轴不一定从 0 起",
  ]);
});

test("a period is read out with reasons, never with a zero for what is missing", () => {
  expect(periodSentences(trend, 2, t)).toEqual(["2026年", "甲县：8 元，含暂估，断点：区划调整", "乙县：暂缺:电表故障"]);
});

test("names that would lie on each other move apart, within the room, in their order", () => {
  expect(spread([100, 102, 10], 15, 244)).toEqual([100, 115, 10]);
  expect(spread([240, 244], 15, 244)).toEqual([229, 244]);
  expect(spread([10, 60], 15, 244)).toEqual([10, 60]);
});
