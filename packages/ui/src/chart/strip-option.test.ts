import { expect, test } from "vitest";
import { quarters, sentence, stripLegend, stripOption, type Strip } from "./strip-option.ts";

const t = ((zh: string | { zh: string }) => (typeof zh === "string" ? zh : zh.zh)) as never;
const look = (name: string) => `<${name}>`;
const strip: Strip = {
  dots: [
    { key: 1, name: "甲县", value: 10.123456789, rank: 1, rankTo: 1, own: true },
    { key: 2, name: "乙县", value: 12, rank: 2, rankTo: 3, peer: true },
    { key: 3, name: "丙县", value: 12, rank: 2, rankTo: 3, incomplete: true },
    { key: 4, name: "丁县", value: 0, rank: 4, rankTo: 4 },
  ],
  cuts: { p25: 7.5, p50: 11, p75: 12 },
  lines: [{ value: 11.5, label: "目标值" }],
  direction: "higher",
  uom: "元/人",
  decimals: 1,
};

test("the quarter at the good end is the first: right for more, left for less, none where neither is good", () => {
  const words = (direction: string) => quarters(direction).map(({ name }) => name.zh);
  expect(words("higher").at(-1)).toBe("前四分之一");
  expect(words("lower")[0]).toBe("前四分之一");
  expect(words("none").join()).not.toContain("前");
});

test("every region is drawn once, at its exact value, whatever sign it wears", () => {
  type Series = { data: { value: [number, number] }[] };
  const drawn = (stripOption(strip, t, { width: 800, look })["series"] as Series[]).flatMap(({ data }) => data);
  expect(drawn.map(({ value }) => value[0]).toSorted((a, b) => a - b)).toEqual([0, 10.123456789, 12, 12]);
});

test("a dot is read out with value and place; equal values share theirs", () => {
  expect(sentence(strip.dots[0]!, strip, t)).toBe("甲县 10.1 元/人，第 1 位（共 4），本地区");
  expect(sentence(strip.dots[2]!, strip, t)).toBe("丙县 12.0 元/人，并列第 2–3 位（共 4），数据不全");
});

test("a place is of all who were ranked: neither of the unranked drawn beside them, nor of a part that is shown", () => {
  const unranked = { key: 5, name: "戊县", value: 3, rank: null, rankTo: null, incomplete: true };
  const drawn = { ...strip, dots: [...strip.dots, unranked] };
  expect(sentence(drawn.dots[3]!, drawn, t)).toContain("第 4 位（共 4）");
  expect(sentence(drawn.dots[3]!, { ...drawn, nRanked: 95 }, t)).toContain("第 4 位（共 95）");
  expect(sentence(unranked, drawn, t)).not.toContain("位");
});

test("the legend tells the relative ground and the absolute line apart", () => {
  const labels = stripLegend(strip, t).map(({ label }) => label);
  expect(labels).toContain("底色只表示相对位次，不表示是否达标");
  expect(labels).toContain("目标值、参考值（绝对标准）");
  expect(stripLegend({ ...strip, cuts: null, lines: [] }, t).map(({ label }) => label)).toEqual([
    "本地区",
    "同组地区",
    "其他地区",
    "数据不全",
  ]);
  const named = { ...strip, peers: { zh: "枫渡市所属", en: "Of the city" } };
  expect(stripLegend(named, t).map(({ label }) => label)).toContain("枫渡市所属");
  expect(sentence(strip.dots[1]!, named, t)).toContain("枫渡市所属");
});
