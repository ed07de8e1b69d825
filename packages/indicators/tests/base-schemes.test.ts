import { describe, expect, it } from "vitest";
import type { SchemeNode } from "../src/catalogue.ts";
import { compile } from "../src/compile.ts";
import { schemeCoverage } from "../src/coverage.ts";
import { base, vocabulary } from "./base-catalogue.ts";

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

const indicatorsOf = (key: string) => leavesOf(scheme(key).root).map((leaf) => leaf.indicator ?? "");
const leaf = (key: string, indicator: string) =>
  leavesOf(scheme(key).root).find((candidate) => candidate.indicator === indicator);
const ISSUED = ["AH", "SZ", "ZJA", "ZJI"];

describe("the schemes of the base catalogue", () => {
  it("score 45 of the 70 indicators in AH, 20 in DEMO-1, 64 in SZ, 52 in ZJA and 47 in ZJI, each once", () => {
    // Counts: the field's research, section 5.2.
    expect(base.schemes.map(({ key }) => [key, indicatorsOf(key).length])).toEqual([
      ["AH", 45],
      ["DEMO-1", 20],
      ["SZ", 64],
      ["ZJA", 52],
      ["ZJI", 47],
    ]);
    for (const { key } of base.schemes) {
      const leaves = indicatorsOf(key);
      expect(new Set(leaves).size).toBe(leaves.length);
      expect(leaves.filter((each) => !vocabulary.indicators.has(each))).toEqual([]);
    }
    const scored = new Set(ISSUED.flatMap(indicatorsOf));
    const unscored = base.indicators.filter(({ key }) => !scored.has(key)).map(({ key }) => key);
    expect(unscored).toEqual(["energy_per_area_equal", "energy_per_capita_equal"]);
  });

  it("keep the draft's weights, which sum to 1 at every node", () => {
    for (const { key, root } of base.schemes)
      for (const node of innerNodesOf(root)) {
        const sum = node.children?.reduce((total, child) => total + child.weight, 0);
        expect(sum, `${key} ${node.key}`).toBeCloseTo(1, 9);
      }
    const top = (key: string) => scheme(key).root.children?.map((child) => [child.key, child.weight]);
    expect(top("ZJI")).toEqual([
      ["ZN", 0.25],
      ["ZJ", 0.25],
      ["ZA", 0.15],
      ["ZE", 0.2],
      ["ZS", 0.15],
    ]);
    expect(top("SZ")).toEqual([
      ["M", 0.34],
      ["G", 0.33],
      ["Q", 0.33],
    ]);
    expect(top("ZJA")).toEqual([
      ["P", 0.2],
      ["H", 0.6],
      ["S", 0.2],
    ]);
    expect(top("AH")).toEqual([
      ["QT", 0.6],
      ["QL", 0.25],
      ["ST", 0.15],
    ]);
    expect(leaf("ZJA", "system_integration_rate")?.weight).toBe(0.2728);
    expect(leaf("AH", "pv_roof_coverage")?.weight).toBe(0.0554);
    expect(leaf("SZ", "system_integration_rate")?.weight).toBe(0.4285);
    expect(leaf("ZJI", "rectify_recurrence_rate")?.weight).toBe(0.0771);
  });

  it("keep the draft's norms", () => {
    expect(leaf("ZJI", "rectify_recurrence_rate")?.norm).toMatchObject({
      method: "goalposts",
      lo: 20,
      hi: 0,
      status: "PROPOSAL",
    });
    expect(leaf("ZJI", "office_area_use_ratio")?.norm).toMatchObject({
      method: "interval",
      bestLo: 80,
      bestHi: 100,
      zeroLo: 40,
      zeroHi: 120,
    });
    expect(leaf("AH", "energy_per_area")?.norm).toMatchObject({
      method: "peer_percentile",
      loPct: 5,
      hiPct: 95,
      minPeers: 8,
    });
    expect(leaf("ZJA", "party_directive_rubric")?.norm).toMatchObject({
      method: "goalposts",
      lo: 0,
      hi: 100,
      status: "NATURAL",
    });
    expect(leaf("AH", "reception_letter_rate")?.norm).toMatchObject({ method: "goalposts", lo: 90, hi: 100 });
  });

  it("call every weight a proposal, carry no document number, and floor only the geometric one", () => {
    for (const { weightsStatus, documentNo } of base.schemes)
      expect([weightsStatus, documentNo]).toEqual(["PROPOSAL", undefined]);
    const methods = (key: string) => new Set(innerNodesOf(scheme(key).root).map((node) => node.method));
    expect(innerNodesOf(scheme("ZJI").root).map((node) => node.method)).toEqual([
      "geometric",
      ...Array.from({ length: 5 }, () => "arithmetic"),
    ]);
    for (const key of ["AH", "DEMO-1", "SZ", "ZJA"]) expect(methods(key)).toEqual(new Set(["arithmetic"]));
    expect(base.schemes.map(({ key, floor }) => [key, floor]).filter(([, floor]) => floor !== undefined)).toEqual([
      ["ZJI", 1],
    ]);
  });

  it("cap the grade for serious violations and for a missed binding target, in the grades of one city", () => {
    for (const key of ISSUED) {
      const { gates, grades } = scheme(key);
      // 邵市管发〔2022〕4号: 95, 80, 65.
      expect(grades?.map(({ name, min }) => [name.zh, min])).toEqual([
        ["超额完成", 95],
        ["完成", 80],
        ["基本完成", 65],
        ["未完成", 0],
      ]);
      expect(gates?.map(({ key: gate, when, targets, cap }) => [gate, when, targets, cap])).toEqual([
        ["G_CRIT", "serious_violations > 0", undefined, "basically_met"],
        ["G_TARGET", undefined, ["energy_per_area", "energy_per_capita"], "not_met"],
      ]);
    }
    expect(
      base.schemes.filter(({ bonus }) => bonus).map(({ key, bonus }) => [key, bonus?.cap, bonus?.items.length]),
    ).toEqual([["ZJA", 5, 4]]);
  });

  it("say of every node what its leaves are silent about, no two the same, and mark what only stands in", () => {
    for (const { key, root } of base.schemes) {
      const said = innerNodesOf(root).map(({ unmeasured }) => unmeasured?.zh ?? "");
      expect([key, new Set(said).size, said.includes("")]).toEqual([key, said.length, false]);
    }
    const proxies = (key: string) =>
      leavesOf(scheme(key).root)
        .filter(({ proxy }) => proxy)
        .map(({ key: each }) => each);
    // 管理智慧性: connection, data quality, metering and protection stand in for the use of algorithms.
    expect(proxies("SZ")).toEqual(
      expect.arrayContaining(["metering_rate", "data_first_pass_rate", "mlps_rate", "system_integration_rate"]),
    );
    expect(ISSUED.map((key) => [key, proxies(key).length])).toEqual([
      ["AH", 11],
      ["SZ", 23],
      ["ZJA", 18],
      ["ZJI", 6],
    ]);
  });

  it("stand on data but for the counters whose module does not count yet, and the carbon that has no factors", () => {
    const enabled = {
      ...base,
      modules: ["collection", "goal", "innovation", "opinion", "service", "supervision", "survey"],
    };
    const share = (catalogue: typeof base, key: string) => schemeCoverage(compile(catalogue), key).share;
    // carbon_per_area weighs 0.25 x 0.0714 in ZJI and 0.6 x 0.25 x 0.1111 in AH; the others do not score it.
    const carbon: Record<string, number> = { ZJI: 0.01785, AH: 0.016665 };
    for (const { key } of base.schemes)
      expect([key, share(enabled, key)]).toEqual([key, expect.closeTo(1 - (carbon[key] ?? 0), 9)]);
    expect(share(base, "DEMO-1")).toBeCloseTo(1, 9);
    // ZJI without opinions, supervision and goals. 规范 loses 0.0769 + 0.0771, 高效 0.1053 + 0.105, 满意 0.2 + 0.1335:
    // 0.25 x 0.154 + 0.2 x 0.2103 + 0.15 x 0.3335 = 0.130585; with the carbon 0.148435.
    expect(share(base, "ZJI")).toBeCloseTo(1 - 0.148435, 9);
  });

  it("keeps in DEMO-1 the 20 of people, cost, office, vehicles and energy that ZJI or SZ score and that have factors", () => {
    const asking = new Set(
      base.forms
        .filter(({ key }) => ["F_BAS", "F_CST", "F_CST_Y", "F_ENE", "F_OFF", "F_VEH"].includes(key))
        .flatMap(({ sections }) => sections.flatMap(({ lines }) => lines.map(({ measure }) => measure))),
    );
    const compiled = compile(base);
    const fed = [...new Set([...indicatorsOf("ZJI"), ...indicatorsOf("SZ")])].filter((key) =>
      compiled.formulas.get(vocabulary.indicators.get(key)!.formula)!.refs.every(({ measure }) => asking.has(measure)),
    );
    expect(indicatorsOf("DEMO-1").sort()).toEqual(fed.filter((key) => key !== "carbon_per_area").sort());
  });
});
