import { describe, expect, it } from "vitest";
import { leaf, node, scored, tree } from "../uncertainty/testing.ts";
import { auditOf } from "./audit.ts";
import { correlationRatio, importanceOf, shareOfWeight } from "./importance.ts";
import { leverageOf } from "./leverage.ts";

const half = node("root", 1, [leaf("a", 0.5), leaf("b", 0.5)]);
const rows = (own: [number, number][]) => Object.fromEntries(own.map(([a, b], i) => [`u${i}`, [a, b, 0, 0]]));

describe("importance", () => {
  it("has a correlation ratio of 1 where groups say all, and 0 where they say nothing", () => {
    const x = Float64Array.of(1, 1, 2, 2);
    expect(correlationRatio(x, Float64Array.of(5, 5, 9, 9))).toBe(1);
    expect(correlationRatio(x, Float64Array.of(5, 9, 5, 9))).toBe(0);
    // 5, 7 and 5, 11: means 6 and 8 around 7, between 2 + 2; deviations -2, 0, -2, 4, whole 4 + 0 + 4 + 16.
    expect(correlationRatio(x, Float64Array.of(5, 7, 5, 11))).toBeCloseTo(4 / (4 + 0 + 4 + 16), 12);
    expect(correlationRatio(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBe(0);
  });

  it("sees that equal weights need not count equally", () => {
    // b spreads ten times as wide: the order is b's.
    const result = scored(
      rows([
        [50, 0],
        [51, 30],
        [49, 60],
        [50, 90],
        [52, 20],
        [48, 70],
      ]),
      half,
    );
    const [a, b] = importanceOf(result);
    expect([a!.nominal, b!.nominal]).toEqual([0.5, 0.5]);
    expect(b!.effective).toBeGreaterThan(a!.effective);
    expect(b!.correlation).toBeGreaterThan(0.99);
    expect(a!.effective + b!.effective).toBeCloseTo(1, 12);
  });

  it("adds up the weight of what is marked", () => {
    const result = scored(
      rows([
        [50, 0],
        [51, 30],
      ]),
      tree(),
    );
    expect(shareOfWeight(result, new Set(["a", "c"]))).toBeCloseTo(0.6 * 0.5 + 0.4 * 0.7, 12);
  });
});

describe("the coherence audit", () => {
  it("names what is out of line, with its place", () => {
    // b falls as a rises; a is full for four of five.
    const result = scored(
      rows([
        [100, 10],
        [100, 20],
        [100, 30],
        [100, 40],
        [0, 90],
      ]),
      half,
    );
    const { findings, nodes, selfReported } = auditOf(result, new Set(["b"]));
    const codes = findings.map(({ code, path }) => `${code} ${path}`);
    expect(codes).toContain("negative_correlation root");
    expect(codes).toContain("low_alpha root");
    expect(codes).toContain("no_discrimination root/a");
    expect(nodes[0]!.correlations[0]!.r).toBeLessThan(0);
    expect(selfReported).toBe(0.5);
    for (const { zh, en } of findings) expect([zh, en].every((own) => own.length > 0)).toBe(true);
  });

  it("finds children that repeat each other, and figures that few have", () => {
    const result = scored(
      { u1: [10, 11, 0, 0], u2: [40, 41, 0, 0], u3: [90, 92, 0, 0], u4: [null, 50, 0, 0], u5: [null, 20, 0, 0] },
      half,
    );
    const codes = auditOf(result).findings.map(({ code, path }) => `${code} ${path}`);
    expect(codes).toContain("strong_correlation root");
    expect(codes).toContain("low_availability root/a");
    expect(auditOf(result).selfReported).toBeNull();
  });

  it("stays silent where all is in line", () => {
    const result = scored(
      rows([
        [10, 30],
        [20, 20],
        [30, 55],
        [45, 40],
        [60, 85],
        [80, 70],
        [95, 90],
      ]),
      half,
    );
    expect(auditOf(result).findings).toEqual([]);
  });
});

describe("leverage", () => {
  it("names the unit that stretches a scale", () => {
    const minMax = node("root", 1, [{ ...leaf("a", 1), norm: { method: "min_max" } }]);
    const result = scored(
      rows([
        [0, 0],
        [1, 0],
        [2, 0],
        [10, 0],
      ]),
      minMax,
    );
    expect(leverageOf(result)).toEqual([{ path: "root/a", indicator: "a", region: "u3", end: "highest", share: 0.8 }]);
    expect(
      leverageOf(
        scored(
          rows([
            [0, 0],
            [1, 0],
            [10, 0],
          ]),
          half,
        ),
      ),
    ).toEqual([]);
  });
});
