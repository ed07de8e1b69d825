import { describe, expect, it } from "vitest";
import { denominate, sizeCorrelations } from "./denominate.ts";
import { screenUnits } from "./screen.ts";

const N = NaN;

describe("screenUnits", () => {
  // Units: complete; 2 of 3; 1 of 3; all zeros; nothing.
  const columns = [
    [1, 4, N, 0, N],
    [2, N, 5, 0, N],
    [3, 0, N, 0, N],
  ];

  it("screens by availability, by non-zero share and by both, a threshold itself staying in", () => {
    const s = screenUnits(columns, { by: "availability" });
    expect([...s.availability]).toEqual([1, 2 / 3, 1 / 3, 1, 0]);
    expect([...s.nonZero]).toEqual([1, 0.5, 1, 0, N]);
    expect(s.included).toEqual([true, true, false, true, false]);
    expect(screenUnits(columns, { by: "non_zero" }).included).toEqual([true, true, true, false, false]);
    expect(screenUnits(columns, { by: "both", minNonZero: 0.6 }).included).toEqual([true, false, false, false, false]);
  });

  it("counts availability by weight where weights are given", () => {
    // Unit 1 lacks the second indicator: 0.2 + 0.2 of 1.
    const s = screenUnits(columns, { by: "availability" }, [0.2, 0.6, 0.2]);
    expect(s.availability[1]).toBeCloseTo(0.4, 15);
    expect(s.included).toEqual([true, false, false, true, false]);
    expect(s.availability[2]).toBeCloseTo(0.6, 15);
  });

  it("lets a forced unit stay or go", () => {
    const force = new Map([
      [0, false],
      [4, true],
    ]);
    expect(screenUnits(columns, { by: "availability" }, undefined, force).included).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });
});

describe("denominate", () => {
  it("divides and scales; a missing or zero denominator loses the value and is named", () => {
    const d = denominate([30, 5, 7, N], [10, N, 0, 2], 100);
    expect(d).toEqual({ values: Float64Array.of(300, N, N, N), missing: [1], zero: [2] });
  });

  it("correlates an indicator with measures of size over the units that have both", () => {
    // 1, 2, 3 with 2, 4, 6 is a straight line; with 1, 0, 1 none: Σ dx dy = 0.
    const [line, none, few, same] = sizeCorrelations(
      [1, 2, 3, N],
      [
        [2, 4, 6, 9],
        [1, 0, 1, 5],
        [1, 2, N, 4],
        [3, 3, 3, 3],
      ],
    );
    expect(line).toBe(1);
    expect(none).toBeCloseTo(0, 15);
    expect([few, same]).toEqual([N, N]);
  });
});
