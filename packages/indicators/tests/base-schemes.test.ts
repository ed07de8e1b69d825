import { describe, expect, it } from "vitest";
import type { SchemeNode } from "../src/catalogue.ts";
import { base, operandsOf, vocabulary } from "./base-catalogue.ts";

function leavesOf(node: SchemeNode): SchemeNode[] {
  return node.children === undefined ? [node] : node.children.flatMap(leavesOf);
}

function innerNodesOf(node: SchemeNode): SchemeNode[] {
  return node.children === undefined ? [] : [node, ...node.children.flatMap(innerNodesOf)];
}

function scheme(key: string) {
  const found = base.schemes.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no scheme ${key}`);
  return found;
}

function indicatorsOf(key: string): string[] {
  return leavesOf(scheme(key).root).map((leaf) => leaf.indicator ?? "");
}

/** Indicators of which every operand is asked by one of the five forms. */
const fed = base.indicators
  .filter((indicator) => operandsOf(indicator.formula).every((key) => vocabulary.asked.has(key)))
  .map((indicator) => indicator.key);

describe("the schemes of the base catalogue", () => {
  it("has 47 leaves in ZJI, 64 in SZ and 20 in DEMO-1, each indicator once", () => {
    // Counts of ZJI and SZ: the field's research, section 5.2.
    for (const [key, count] of [
      ["ZJI", 47],
      ["SZ", 64],
      ["DEMO-1", 20],
    ] as const) {
      const leaves = indicatorsOf(key);
      expect(leaves).toHaveLength(count);
      expect(new Set(leaves).size).toBe(count);
      expect(leaves.filter((leaf) => !vocabulary.indicators.has(leaf))).toEqual([]);
    }
  });

  it("scores in DEMO-1 exactly what the five forms feed and ZJI or SZ score, without the carbon that has no factors", () => {
    const scored = new Set([...indicatorsOf("ZJI"), ...indicatorsOf("SZ")]);
    const expected = fed.filter((key) => scored.has(key) && key !== "carbon_per_area");
    expect(indicatorsOf("DEMO-1").sort()).toEqual(expected.sort());
    expect(fed.filter((key) => !expected.includes(key)).sort()).toEqual(["carbon_per_area", "op_expense_share"]);
  });

  it("has weights that sum to 1 at every node", () => {
    for (const { key, root } of base.schemes)
      for (const node of innerNodesOf(root)) {
        const sum = node.children?.reduce((total, child) => total + child.weight, 0);
        expect(sum, `${key} ${node.key}`).toBeCloseTo(1, 9);
      }
  });

  it("keeps the draft's weights and norms", () => {
    const zji = scheme("ZJI").root;
    expect(zji.children?.map(({ key, weight }) => [key, weight])).toEqual([
      ["ZN", 0.25],
      ["ZJ", 0.25],
      ["ZA", 0.15],
      ["ZE", 0.2],
      ["ZS", 0.15],
    ]);
    const leaf = (tree: SchemeNode, key: string) => leavesOf(tree).find(({ indicator }) => indicator === key);
    expect(leaf(zji, "rectify_recurrence_rate")).toMatchObject({
      weight: 0.0771,
      norm: { method: "goalposts", lo: 20, hi: 0, status: "PROPOSAL" },
    });
    expect(leaf(zji, "office_area_use_ratio")).toMatchObject({
      weight: 0.0714,
      norm: { method: "interval", bestLo: 80, bestHi: 100, zeroLo: 40, zeroHi: 120 },
    });
    const sz = scheme("SZ").root;
    expect(sz.children?.map(({ key, weight }) => [key, weight])).toEqual([
      ["M", 0.34],
      ["G", 0.33],
      ["Q", 0.33],
    ]);
    expect(leaf(sz, "system_integration_rate")?.weight).toBe(0.4285);
    expect(leaf(sz, "avg_response_hours")).toMatchObject({
      weight: 0.2222,
      norm: { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 },
    });
  });

  it("calls every weight a proposal, carries no document number and floors only the geometric scheme", () => {
    expect(base.schemes.map(({ key, weightsStatus, documentNo }) => [key, weightsStatus, documentNo])).toEqual([
      ["DEMO-1", "PROPOSAL", undefined],
      ["SZ", "PROPOSAL", undefined],
      ["ZJI", "PROPOSAL", undefined],
    ]);
    const method = (key: string) => innerNodesOf(scheme(key).root).map((node) => node.method);
    expect(method("ZJI")).toEqual(["geometric", ...Array.from({ length: 5 }, () => "arithmetic")]);
    expect(new Set([...method("SZ"), ...method("DEMO-1")])).toEqual(new Set(["arithmetic"]));
    expect([scheme("ZJI").floor, scheme("SZ").floor, scheme("DEMO-1").floor]).toEqual([1, undefined, undefined]);
  });

  it("leaves thrift covered by 0.72 when a first year has neither history nor gasoline and diesel factors", () => {
    const absent = ["op_cost_growth", "three_public_growth", "energy_per_area", "energy_per_capita"];
    const thrift = scheme("DEMO-1").root.children?.find((node) => node.key === "ZJ")?.children;
    const covered = thrift?.filter((leaf) => !absent.includes(leaf.key)).reduce((sum, leaf) => sum + leaf.weight, 0);
    expect(covered).toBeCloseTo(0.72, 9);
  });
});
