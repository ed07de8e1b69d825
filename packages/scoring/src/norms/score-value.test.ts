import { describe, expect, it } from "vitest";
import { exponentialEfficacy, fiveGradeEfficacy, linearEfficacy } from "./efficacy.ts";
import { gradedScore } from "./graded.ts";
import type { Direction, Norm } from "./norm.ts";
import { canScore, scoreValue } from "./score-value.ts";
import { fitNorm, momentsOf, placeFromWorst } from "./scale.ts";

/** Points of all values of one group under a norm that is fitted to them. */
function points(norm: Norm, values: readonly number[], direction: Direction = "higher"): number[] {
  const [fitted] = fitNorm(norm, values, new Int32Array(values.length), 1);
  return values.map((x) => (Number.isNaN(x) ? NaN : scoreValue(norm, fitted!, x, direction)));
}

describe("norms that are fitted to the data", () => {
  // Worked by hand on 2, 4, 4, 10.
  const x = [2, 4, 4, 10];
  it.each<[Norm, Direction, number[]]>([
    [{ method: "min_max" }, "higher", [0, 25, 25, 100]],
    [{ method: "min_max" }, "lower", [100, 75, 75, 0]],
    [{ method: "min_max", lo: 1, hi: 11 }, "higher", [1, 3.5, 3.5, 11]],
    [{ method: "rank_from_worst" }, "higher", [1, 2, 2, 4]],
    [{ method: "rank_from_worst", ties: "mean" }, "higher", [1, 2.5, 2.5, 4]],
    [{ method: "rank_from_worst" }, "lower", [4, 2, 2, 1]],
    [{ method: "borda" }, "higher", [0, 1, 1, 3]],
    [{ method: "borda", ties: "mean" }, "lower", [3, 1.5, 1.5, 0]],
    [{ method: "percentile_rank" }, "higher", [0, 100 / 3, 100 / 3, 100]],
    [{ method: "distance_to_maximum" }, "higher", [0, 25, 25, 100]],
    [{ method: "fraction_of_maximum" }, "higher", [20, 40, 40, 100]],
    [{ method: "fraction_of_maximum" }, "lower", [100, 50, 50, 20]],
    // 1 - (6 - x) / (6 - 2): 2 → 0, 4 → 0.5, 10 → 2, or 1 with the cap.
    [{ method: "distance_to_reference", reference: 6 }, "higher", [0, 50, 50, 200]],
    [{ method: "distance_to_target", target: 6, cap: true }, "higher", [0, 50, 50, 100]],
    // Lower is better: the worst is 10. 1 - (2 - x) / (2 - 10): 10 → 0, 4 → 0.75.
    [{ method: "distance_to_target", target: 2 }, "lower", [100, 75, 75, 0]],
  ])("scores by %o, %s is better", (norm, direction, expected) => {
    points(norm, x, direction).forEach((own, at) => expect(own).toBeCloseTo(expected[at]!, 12));
  });

  it("takes z-scores over n - 1 or n", () => {
    // 1, 2, 3: mean 2, sd 1 over n - 1, √(2/3) over n.
    expect(points({ method: "z_score" }, [1, 2, 3])).toEqual([40, 50, 60]);
    expect(points({ method: "z_score", centre: 0, spread: 1, ddof: 0 }, [1, 2, 3])[2]).toBeCloseTo(
      1 / Math.sqrt(2 / 3),
      12,
    );
    expect(points({ method: "z_score" }, [3, 2, 1], "lower")).toEqual([40, 50, 60]);
    expect(momentsOf([5], 1).sd).toBeNaN();
  });

  it("gives the middle where values do not vary, and nothing where there are none", () => {
    const same = [7, 7, 7];
    expect(points({ method: "min_max" }, same)).toEqual([50, 50, 50]);
    expect(points({ method: "z_score" }, same)).toEqual([50, 50, 50]);
    expect(points({ method: "percentile_rank" }, [7])).toEqual([50]);
    const [none] = fitNorm({ method: "min_max" }, [NaN, NaN], [0, 0], 1);
    expect(canScore({ method: "min_max" }, none!)).toBe(false);
  });

  it("keeps groups apart and leaves out what has no value", () => {
    const fitted = fitNorm({ method: "min_max", within: "peers" }, [1, 3, NaN, 10, 30], [0, 0, 0, 1, 1], 2);
    expect(fitted).toEqual([
      { n: 2, lo: 1, hi: 3 },
      { n: 2, lo: 10, hi: 30 },
    ]);
  });

  it("places a value that was not among those it was fitted to where it would stand", () => {
    expect([1, 3, 5, 11].map((v) => placeFromWorst(v, [2, 4, 4, 10], 1))).toEqual([1, 2, 4, 5]);
  });
});

describe("norms that state their bounds", () => {
  it("scores 功效系数 60 + 40", () => {
    // (85 - 60) / (100 - 60) = 0.625: 60 + 25 = 85.
    expect([60, 85, 100, 120, 0, -10].map((x) => linearEfficacy(x, 60, 100))).toEqual([60, 85, 100, 100, 0, 0]);
    // Lower is better: 不允许 20, 满意 10; 12 → 60 + 40 x 0.8.
    expect(linearEfficacy(12, 20, 10)).toBeCloseTo(92, 12);
    expect(() => linearEfficacy(1, 5, 5)).toThrow(RangeError);
  });

  it("scores the exponential form", () => {
    // 60 √(100 / 60) = 77.4596669241483.
    expect(exponentialEfficacy(80, 60, 100)).toBeCloseTo(77.4596669241483, 10);
    expect([60, 100, 130].map((x) => exponentialEfficacy(x, 60, 100))).toEqual([60, 100, 100]);
    // One step below: 60 / (100/60) = 36.
    expect(exponentialEfficacy(20, 60, 100)).toBeCloseTo(36, 10);
  });

  it("scores five grades as 国资发评价〔2006〕157号 does", () => {
    const standards = [20, 15, 10, 5, 0] as const;
    // 12 lies in 平均: 60 + (12 - 10) / (15 - 10) x 20 = 68.
    expect(fiveGradeEfficacy(12, standards)).toBeCloseTo(68, 12);
    expect([20, 25, 15, 10, 5, 0, -1].map((x) => fiveGradeEfficacy(x, standards))).toEqual([
      100, 100, 80, 60, 40, 20, 0,
    ]);
    // Lower is better: 2.5 between 良好 2 and 平均 3.
    expect(fiveGradeEfficacy(2.5, [1, 2, 3, 4, 5])).toBeCloseTo(70, 12);
    expect(() => fiveGradeEfficacy(1, [1, 2, 2, 4, 5])).toThrow(RangeError);
  });

  it("scores steps, rising and falling", () => {
    const rising = [
      { from: 60, points: 50 },
      { from: 80, points: 100 },
    ];
    expect([59, 60, 79.9, 80].map((x) => gradedScore(x, rising))).toEqual([0, 50, 50, 100]);
    const falling = [
      { from: 10, points: 50 },
      { from: 5, points: 100 },
    ];
    expect([11, 10, 5].map((x) => gradedScore(x, falling))).toEqual([0, 50, 100]);
  });

  it("puts an AMPI reference at 100 and the goalposts 60 apart", () => {
    const norm: Norm = { method: "ampi", reference: 40, worst: 20, best: 80 };
    // (40 - 40) → 100; (80 - 40) / 60 x 60 = 40 → 140; (20 - 40) → 80.
    expect([40, 80, 20].map((x) => scoreValue(norm, null, x, "higher"))).toEqual([100, 140, 80]);
  });
});
