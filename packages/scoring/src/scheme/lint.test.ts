import { describe, expect, it } from "vitest";
import { lintScheme } from "./lint.ts";
import type { Direction, Norm, Scheme, SchemeNode } from "./scheme.ts";

const name = { zh: "名称", en: "name" };
const percent: Norm = { method: "goalposts", lo: 0, hi: 100 };

function leaf(key: string, weight: number, norm: Norm = percent): SchemeNode {
  return { key, name, weight, indicator: `${key}_rate`, norm };
}

function scheme(children: SchemeNode[], more: Partial<Scheme> = {}): Scheme {
  return {
    key: "S",
    name,
    minCoverage: 0.7,
    root: { key: "root", name, weight: 1, children },
    ...more,
  };
}

const higher: Record<string, Direction> = { a_rate: "higher", b_rate: "higher" };
const codesAt = (s: Scheme, directions = higher) => lintScheme(s, directions).map((r) => `${r.code} ${r.path}`);

describe("lintScheme", () => {
  it("finds nothing in a sound scheme", () => {
    expect(lintScheme(scheme([leaf("a", 0.4), leaf("b", 0.6)]), higher)).toEqual([]);
  });

  it("accepts a scheme as a catalogue writes it, with sources and statuses beside the fields", () => {
    const fromCatalogue = {
      key: "DEMO-1",
      name,
      documentNo: "",
      weightsStatus: "PROPOSAL",
      minCoverage: 0.7,
      floor: 1,
      note: "weights are proposals",
      root: {
        key: "root",
        name,
        weight: 1,
        method: "geometric" as const,
        children: [
          {
            key: "a",
            name,
            weight: 1,
            indicator: "a_rate",
            norm: {
              method: "goalposts" as const,
              lo: 0,
              hi: 100,
              source: "natural bounds",
              status: "NATURAL",
            },
          },
        ],
      },
    };
    expect(lintScheme(fromCatalogue, higher)).toEqual([]);
  });

  it("accepts three thirds and refuses a sum that misses 1 by more than a billionth", () => {
    const third = 1 / 3;
    const directions: Record<string, Direction> = { ...higher, c_rate: "higher" };
    const thirds = scheme([leaf("a", third), leaf("b", third), leaf("c", third)]);
    expect(codesAt(thirds, directions)).toEqual([]);
    expect(codesAt(scheme([leaf("a", 0.4), leaf("b", 0.61)]))).toEqual(["weights_not_one root"]);
    expect(codesAt(scheme([leaf("a", 0.4), leaf("b", 0.6 + 2e-9)]))).toEqual(["weights_not_one root"]);
  });

  it("refuses weights that are negative, zero or not numbers", () => {
    expect(codesAt(scheme([leaf("a", -0.5), leaf("b", 1.5)]))).toEqual(["weight_not_positive root/a"]);
    expect(codesAt(scheme([leaf("a", 0), leaf("b", 1)]))).toEqual(["weight_not_positive root/a"]);
    expect(codesAt(scheme([leaf("a", NaN), leaf("b", 1)]))).toEqual([
      "weights_not_one root",
      "weight_not_positive root/a",
    ]);
  });

  it("names a key or an indicator that is used twice", () => {
    const twice = { ...leaf("b", 0.5), indicator: "a_rate" };
    expect(codesAt(scheme([leaf("a", 0.5), twice]))).toEqual(["duplicate_indicator root/b"]);
    const sameKey = { ...leaf("b", 0.5), key: "a" };
    expect(codesAt(scheme([leaf("a", 0.5), sameKey]))).toEqual(["duplicate_key root/a"]);
  });

  it("asks for a floor above 0 where a node is geometric", () => {
    const node: SchemeNode = {
      key: "dim",
      name,
      weight: 1,
      method: "geometric",
      children: [leaf("a", 1)],
    };
    expect(codesAt(scheme([node]))).toEqual(["geometric_without_floor root/dim"]);
    expect(codesAt(scheme([node], { floor: 0 }))).toEqual(["floor_out_of_range root"]);
    expect(codesAt(scheme([node], { floor: 100 }))).toEqual(["floor_out_of_range root"]);
    expect(codesAt(scheme([node], { floor: 1 }))).toEqual([]);
  });

  it("refuses a scored leaf without a direction", () => {
    const one = scheme([leaf("a", 1)]);
    expect(codesAt(one, {})).toEqual(["direction_missing root/a"]);
    expect(codesAt(one, { a_rate: "none" })).toEqual(["direction_none root/a"]);
  });

  it("refuses a leaf without a norm, a node without children and a mixture of both", () => {
    const bare: SchemeNode = { key: "a", name, weight: 1, indicator: "a_rate" };
    expect(codesAt(scheme([bare]))).toEqual(["norm_missing root/a"]);
    expect(codesAt(scheme([]))).toEqual(["empty_node root"]);
    expect(codesAt(scheme([{ ...leaf("a", 1), children: [leaf("b", 1)] }]))).toContain("leaf_with_children root/a");
    const inner: SchemeNode = {
      key: "d",
      name,
      weight: 1,
      norm: percent,
      children: [leaf("a", 1)],
    };
    expect(codesAt(scheme([inner]))).toEqual(["norm_without_indicator root/d"]);
  });

  it("refuses a coverage threshold outside (0, 1]", () => {
    for (const minCoverage of [0, -0.1, 1.01, NaN]) {
      expect(codesAt(scheme([leaf("a", 1)], { minCoverage }))).toEqual(["min_coverage_out_of_range root"]);
    }
    expect(codesAt(scheme([leaf("a", 1)], { minCoverage: 1 }))).toEqual([]);
  });

  it("refuses bounds that are equal, out of order or not finite", () => {
    const codes = (norm: Norm, direction: Direction = "higher") =>
      lintScheme(scheme([leaf("a", 1, norm)]), { a_rate: direction }).map((r) => r.code);
    expect(codes({ method: "goalposts", lo: 5, hi: 5 })).toEqual(["bounds_degenerate"]);
    expect(codes({ method: "goalposts", lo: 5, hi: NaN })).toEqual(["bounds_not_finite"]);
    const peers = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 } as const;
    expect(codes(peers)).toEqual([]);
    expect(codes({ ...peers, loPct: 95, hiPct: 5 })).toEqual(["bounds_degenerate"]);
    expect(codes({ ...peers, minPeers: 7 })).toEqual(["min_peers_too_low"]);
    const interval = {
      method: "interval",
      zeroLo: 40,
      bestLo: 80,
      bestHi: 100,
      zeroHi: 120,
    } as const;
    expect(codes(interval, "interval")).toEqual([]);
    expect(codes({ ...interval, bestLo: 110 }, "interval")).toEqual(["bounds_degenerate"]);
    const point = { method: "interval", zeroLo: 1, bestLo: 1, bestHi: 1, zeroHi: 1 } as const;
    expect(codes(point, "interval")).toEqual(["bounds_degenerate"]);
  });

  it("refuses a norm that contradicts the direction of its indicator", () => {
    const codes = (norm: Norm, direction: Direction) =>
      lintScheme(scheme([leaf("a", 1, norm)]), { a_rate: direction }).map((r) => r.code);
    expect(codes({ method: "goalposts", lo: 0, hi: 10 }, "lower")).toEqual(["norm_against_direction"]);
    expect(codes({ method: "goalposts", lo: 10, hi: 0 }, "lower")).toEqual([]);
    expect(codes({ method: "goalposts", lo: 0, hi: 10 }, "interval")).toEqual(["norm_against_direction"]);
    const peers: Norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 };
    expect(codes(peers, "interval")).toEqual(["norm_against_direction"]);
  });

  it("says in both languages what is wrong", () => {
    const [remark] = lintScheme(scheme([leaf("a", 0.4), leaf("b", 0.5)]), higher);
    expect(remark!.zh).toContain("0.9");
    expect(remark!.en).toContain("0.9");
    expect(remark!.severity).toBe("error");
  });

  it("refuses a direction on an inner node, with the reason, instead of ignoring it", () => {
    const inner = { key: "d", name, weight: 1, children: [leaf("a", 1)], direction: "lower" };
    const remarks = lintScheme(scheme([inner]), higher);
    expect(remarks.map(({ code, path }) => `${code} ${path}`)).toEqual(["node_direction root/d"]);
    expect(remarks[0]!.en).toContain("Turn its indicators");
  });
});
