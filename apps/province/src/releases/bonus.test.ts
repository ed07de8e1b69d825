import { expect, test } from "vitest";
import type { Region } from "@duibiao/screens/dictionary";
import { bonusFrom } from "./bonus.ts";

const regions = [
  { id: 1, code: "990101", name: "甲县" },
  { id: 2, code: "990102", name: "乙县" },
  { id: 3, code: "990201", name: "同名县" },
  { id: 4, code: "990202", name: "同名县" },
] as Region[];

test("reads a region by code or name, points and ground, however they are parted", () => {
  const text = "990101\t2\t创新项目 演示〔2026〕1号\n乙县，１.5，典型表彰\n\n990202 3分 特色品牌";
  expect(bonusFrom(text, regions)).toEqual({
    given: [
      { region: 1, points: 2, reason: "创新项目 演示〔2026〕1号" },
      { region: 2, points: 1.5, reason: "典型表彰" },
      { region: 4, points: 3, reason: "特色品牌" },
    ],
    faults: [],
  });
});

test("names the lines with an unknown region, no points, no ground or a name that two regions have", () => {
  const text = "丙县 2 创新\n990101 两分 创新\n990101 2\n同名县 2 创新\n990101 0 创新\n990101 101 创新";
  expect(bonusFrom(text, regions)).toEqual({ given: [], faults: [1, 2, 3, 4, 5, 6] });
});
