import { describe, expect, test } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { diffCatalogues, type CatalogueChange } from "./diff.ts";
import { CATALOGUE, edited, leaf, scheme } from "./test-catalogue.ts";

const copy = (catalogue: Catalogue) => JSON.parse(JSON.stringify(catalogue)) as Catalogue;
const diff = (change: (draft: Catalogue) => void, from: Catalogue = CATALOGUE): CatalogueChange[] => {
  const after = copy(from);
  change(after);
  return diffCatalogues(from, after);
};
const only = (change: (draft: Catalogue) => void, from?: Catalogue): CatalogueChange => {
  const changes = diff(change, from);
  expect(changes).toHaveLength(1);
  return changes[0]!;
};
const WITH_SCHEME = edited((draft) => {
  draft.schemes.push(scheme([leaf("energy_per_area", 0.6), leaf("cost_share", 0.4)]));
});

test("two equal catalogues differ in nothing, whatever the order of their lists", () => {
  expect(diff(() => undefined)).toEqual([]);
  expect(
    diff((draft) => {
      draft.measures.reverse();
      draft.indicators.reverse();
      draft.version = "2";
    }),
  ).toEqual([]);
});

describe("formulas are compared as read", () => {
  test("spaces and needless parentheses are no change", () => {
    expect(diff((draft) => (draft.indicators[0]!.formula = " ( energy_tce*1000 )/  energy_area "))).toEqual([]);
    expect(diff((draft) => (draft.rules[1]!.when = "(energy_users>0)"))).toEqual([]);
  });

  test("another formula is told in words, and breaks the series", () => {
    const change = only((draft) => (draft.indicators[3]!.formula = "op_cost / (budget - balance) * 100"), WITH_SCHEME);
    expect(change).toMatchObject({
      kind: "formula",
      effect: "break",
      list: "indicators",
      key: "cost_share",
      path: "indicators[3].formula",
      before: { zh: "运行成本 ÷ 预算支出 × 100", en: "operating cost ÷ budget × 100" },
      after: { zh: "运行成本 ÷ (预算支出 − 结余) × 100", en: "operating cost ÷ (budget − balance) × 100" },
      touches: { indicators: ["cost_share"], schemes: ["DEMO-1"], forms: ["F1", "F2"] },
    });
    expect(change.text.zh).toContain("序列中断");
    expect(change.text.en).toContain("Series breaks");
  });

  test("a formula that cannot be read is told as written", () => {
    const change = only((draft) => (draft.indicators[3]!.formula = "op_cost / nobody"));
    expect(change.after).toEqual({ zh: "op_cost / nobody", en: "op_cost / nobody" });
  });

  test("a derived measure's formula reaches every indicator over it", () => {
    const change = only((draft) => {
      draft.derived[0]!.formula = "factors(EF_CE_2020) / 100";
    }, WITH_SCHEME);
    expect(change).toMatchObject({
      kind: "formula",
      effect: "break",
      key: "energy_tce",
      touches: { indicators: ["energy_per_area"], schemes: ["DEMO-1"], forms: ["F2"] },
    });
  });
});

describe("measures", () => {
  test("added, and removed with what stood on it", () => {
    const added = only((draft) => draft.measures.push({ ...draft.measures[0]!, key: "rooms" }));
    expect(added).toMatchObject({ kind: "added", effect: "new", path: "measures[9]", key: "rooms", before: null });
    const removed = only((draft) => draft.measures.splice(7, 1), WITH_SCHEME);
    expect(removed).toMatchObject({
      kind: "removed",
      effect: "break",
      key: "budget",
      path: "measures[7]",
      touches: { indicators: ["cost_share"], schemes: ["DEMO-1"], forms: ["F2"] },
    });
  });

  test("one that replaces another is told once, whether the old one stays or goes", () => {
    const replacing = (draft: Catalogue) =>
      draft.measures.push({
        ...draft.measures[7]!,
        key: "budget_net",
        name: { zh: "净预算", en: "net budget" },
        replaces: "budget",
      });
    for (const goes of [false, true]) {
      const change = only((draft) => {
        replacing(draft);
        if (goes) draft.measures = draft.measures.filter(({ key }) => key !== "budget");
      });
      expect(change).toMatchObject({
        kind: "replaced",
        effect: "break",
        key: "budget_net",
        before: { zh: "预算支出", en: "budget" },
        after: { zh: "净预算", en: "net budget" },
        touches: { indicators: ["cost_share"], forms: ["F2"] },
      });
      expect(change.text.zh).toContain("取代“预算支出”（budget）");
    }
  });

  test("a new name is a label; a new unit or way of adding breaks every series over it", () => {
    const named = only((draft) => (draft.measures[6]!.name.zh = "运行费用"));
    expect(named).toMatchObject({ kind: "renamed", effect: "label", path: "measures[6].name" });
    expect(named.text.zh).toContain("名称由“运行成本”改为“运行费用”");
    expect(named.text.zh).not.toContain("序列中断");
    const unit = only((draft) => (draft.measures[6]!.uom = "万元"));
    expect(unit).toMatchObject({ kind: "uom", effect: "break", before: { zh: "个" }, after: { zh: "万元" } });
    expect(unit.touches).toMatchObject({ indicators: ["op_cost_growth", "cost_share"], rules: ["ELSEWHERE"] });
    expect(only((draft) => (draft.measures[6]!.aggTime = "last"))).toMatchObject({
      kind: "aggregation",
      effect: "break",
    });
  });
});

describe("factors and limits", () => {
  test("a factor reaches every indicator over every derived measure over its set, with both values", () => {
    const change = only((draft) => (draft.factorSets[0]!.factors[1]!.value = "0.7"), WITH_SCHEME);
    expect(change).toMatchObject({
      kind: "factor",
      effect: "break",
      list: "factorSets",
      key: "EF_CE_2020",
      path: "factorSets[0].factors[1].value",
      before: { zh: "0.7143" },
      after: { zh: "0.7" },
      touches: { derived: ["energy_tce"], indicators: ["energy_per_area"], schemes: ["DEMO-1"], forms: ["F2"] },
    });
    expect(change.text.zh).toContain("“原煤”系数由“0.7143”改为“0.7”");
  });

  test("a factor of later days is an entry of its own", () => {
    const change = only((draft) =>
      draft.factorSets[0]!.factors.push({ measure: "coal_kg", value: "0.71", validFrom: "2027-01-01" }),
    );
    expect(change).toMatchObject({ kind: "factor", effect: "break", before: { zh: "无" }, after: { zh: "0.71" } });
    expect(change.text.zh).toContain("2027-01-01 起");
  });

  test("a factor that was to be checked breaks nothing when it comes: nothing was computed", () => {
    const from = edited((draft) => {
      draft.derived.push({ key: "co2", name: { zh: "碳排放", en: "CO2" }, uom: "t", formula: "factors(EF_CO2)" });
      draft.indicators.push({
        key: "co2_per_head",
        name: { zh: "人均", en: "per head" },
        formula: "co2 / energy_users",
        uom: "t",
        direction: "lower",
      });
    });
    const change = only((draft) => (draft.factorSets[1]!.factors[1]!.value = "1900"), from);
    expect(change).toMatchObject({
      kind: "factor",
      effect: "new",
      before: { zh: "待核" },
      touches: { indicators: ["co2_per_head"] },
    });
    // Nothing stands on the set: only checks could.
    expect(only((draft) => (draft.factorSets[1]!.factors[1]!.value = "1900"))).toMatchObject({ effect: "check" });
  });

  test("a limit, with both values", () => {
    const from = edited((draft) => {
      draft.limits = [
        {
          key: "OFFICE",
          name: { zh: "办公用房面积", en: "office area" },
          uom: "㎡",
          limits: [{ key: "section", name: { zh: "科级", en: "section head" }, value: "9" }],
        },
      ];
    });
    expect(only((draft) => (draft.limits![0]!.limits[0]!.value = "10"), from)).toMatchObject({
      kind: "limit",
      effect: "check",
      path: "limits[0].limits[0].value",
      before: { zh: "9" },
      after: { zh: "10" },
    });
  });
});

describe("members of breakdowns", () => {
  test("one more changes every sum over all of them, and nothing where nobody sums", () => {
    const member = { key: "law", name: { zh: "执法执勤用车", en: "law enforcement" } };
    expect(only((draft) => draft.breakdowns[0]!.members.push(member))).toMatchObject({
      kind: "added",
      effect: "collect",
    });
    const from = edited((draft) => (draft.indicators[1]!.formula = "sum(veh_actual[veh_class]) / veh_quota"));
    expect(only((draft) => draft.breakdowns[0]!.members.push(member), from)).toMatchObject({
      kind: "added",
      effect: "break",
      path: "breakdowns[0].members[2]",
      touches: { indicators: ["vehicle_over_quota_rate"], forms: ["F1"] },
    });
  });
});

test("rules: severity, condition with its threshold, dates", () => {
  const changes = diff((draft) => {
    Object.assign(draft.rules[1]!, { severity: "warn", validFrom: "2027-01-01" });
    draft.rules[1]!.expr = "abs(energy_users / prev_year(energy_users) - 1) <= 0.20";
  });
  expect(changes.map(({ kind, effect, path }) => [kind, effect, path])).toEqual([
    ["severity", "check", "rules[1].severity"],
    ["condition", "check", "rules[1].expr"],
    ["dates", "check", "rules[1].validFrom"],
  ]);
  expect(changes[1]!.before!.zh).toBe("|用能人数 ÷ 上年同期用能人数 − 1| ≤ 0.10");
  expect(changes[0]).toMatchObject({ touches: { rules: ["VR34"], forms: ["F1"] }, before: { zh: "核实性" } });
});

test("the order of changes is that of the lists, then of the keys", () => {
  const changes = diff((draft) => {
    draft.forms[1]!.name.zh = "甲";
    draft.measures[6]!.name.zh = "乙";
    draft.measures[0]!.name.zh = "丙";
    draft.name.zh = "丁";
  });
  expect(changes.map(({ list, key }) => `${list} ${key}`)).toEqual([
    "head test",
    "measures energy_area",
    "measures op_cost",
    "forms F2",
  ]);
});
