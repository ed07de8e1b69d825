import { describe, expect, it } from "vitest";
import { sharesInWords } from "../region-changes/words.ts";
import { partsOf, partsToday } from "./parts.ts";

const figure = (sum: string | null) => ({ nExpected: 2, nAnswered: 1, nNa: 0, sum, estimatedSum: sum });
const item = (total: string | null) => ({
  measure: "m",
  member: "total",
  total: figure(total),
  byRegion: [
    { regionId: 1, regionCode: "A", regionName: "演示市", own: true, reason: null, ...figure("1.5") },
    { regionId: 2, regionCode: "a", regionName: "演示县", own: false, reason: null, ...figure(null) },
  ],
  byLine: [{ line: "", ...figure("4.5") }],
  regionDifference: "0",
  lineDifference: "0",
});

it("gives each part its share of the roll-up, by hand: 1.5 of 6 is 25 %", () => {
  expect(partsOf(item("6"), "region").map(({ name, own, sum, share }) => [name, own, sum, share])).toEqual([
    ["演示市", true, "1.5", 25],
    ["演示县", false, null, null],
  ]);
  expect(partsOf(item("6"), "line")).toMatchObject([{ name: "", sum: "4.5", share: 75 }]);
});

it("has no share of nothing", () => {
  for (const total of ["0", null]) expect(partsOf(item(total), "line")[0]!.share).toBeNull();
});

describe("on today's boundaries", () => {
  const rolled = (regionId: number, sum: string | null, expected: number, over = {}) => ({
    measure: "m",
    member: "total",
    regionId,
    regionCode: `${regionId}`,
    regionName: `演示${regionId}`,
    tier: "county" as const,
    lens: "city" as const,
    nExpected: expected,
    nAnswered: expected,
    nNa: 0,
    sum,
    estimatedSum: "0",
    boundaryShares: [] as { regionId: number; name: string; share: string; basis: string }[],
    reason: null,
    ...over,
  });
  const city = { id: 1, name: "演示市" };

  it("what is left of the total is the own level, by hand: 10 less 2.5 and 4 is 3.5; an heir without counts keeps its figure", () => {
    const total = rolled(1, "10", 3);
    const parts = partsToday(city, total, [rolled(2, "2.5", 0), rolled(3, "4", 2)]);
    expect(parts.map(({ name, own, sum, share }) => [name, own, sum, share])).toEqual([
      ["演示市", true, "3.5", 35],
      ["演示2", false, "2.5", 25],
      ["演示3", false, "4", 40],
    ]);
  });

  it("says of each part which shares it holds; the own level holds what the total has and nobody below", () => {
    const was = (share: string, regionId = 9) => ({
      regionId,
      name: `演示${regionId}`,
      share,
      basis: "2026-04-05",
    });
    // Of 9 the city has 0.8, of which 0.3 below; of 8 all, of which 0.4 and 0.6 below; of 7 all, of which 0.25 below.
    const total = rolled(1, "10", 3, { boundaryShares: [was("0.8")] });
    const below = [
      rolled(2, "2", 1, { boundaryShares: [was("0.3"), was("0.4", 8)] }),
      rolled(3, "3", 1, { boundaryShares: [was("0.6", 8), was("0.25", 7)] }),
    ];
    const parts = partsToday(city, total, below);
    expect(parts.map(({ boundaryShares }) => boundaryShares.map(({ name, share }) => `${name} ${share}`))).toEqual([
      ["演示9 0.5", "演示7 0.75"],
      ["演示9 0.3", "演示8 0.4"],
      ["演示8 0.6", "演示7 0.25"],
    ]);
    expect(sharesInWords(parts[0]!.boundaryShares)).toEqual({
      zh: "原演示9 × 0.5（2026-04-05）、原演示7 × 0.75（2026-04-05）",
      en: "0.5 × 演示9 (2026-04-05), 0.75 × 演示7 (2026-04-05)",
    });
  });

  it("has no own level where nothing is left, and tells none where a part is hidden", () => {
    expect(partsToday(city, rolled(1, "4", 1), [rolled(2, "4", 1)]).map(({ own }) => own)).toEqual([false]);
    const hidden = rolled(2, null, 1, { reason: { zh: "未审", en: "unreviewed" } });
    expect(partsToday(city, rolled(1, "4", 2), [hidden])[0]).toMatchObject({ own: true, sum: null, share: null });
  });
});
