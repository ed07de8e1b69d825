import type { Catalogue } from "./catalogue.ts";
import type { LintCode } from "./lint-finding.ts";
import { leaf, scheme } from "./test-catalogue.ts";
import { NAME, add, gated, rule, splitQuota, type LintCase } from "./testing-lint.ts";

const good = () => [leaf("energy_per_area", 0.6), leaf("cost_share", 0.4)];

function limit(draft: Catalogue, value: string | null): void {
  draft.limits = [{ key: "L", name: NAME, uom: "个", limits: [{ key: "a", name: NAME, value }] }];
  rule(draft, "balance <= limit(L[a])");
}

/** Of uoms, rules and schemes. */
export const RULE_CASES = {
  uom_mixed: {
    path: "rules[3].expr",
    change: (draft) => {
      draft.measures[8]!.uom = "万元";
      rule(draft, "balance <= veh_quota");
    },
    near: (draft) => {
      draft.measures[8]!.uom = "万元";
      rule(draft, "balance <= 5");
    },
  },
  uom_scale: {
    path: "rules[3].expr",
    change: (draft) => {
      draft.measures[8]!.uom = "万元";
      add(draft, "yuan", draft.forms[0], { uom: "元" });
      rule(draft, "balance <= yuan");
    },
    near: (draft) => {
      draft.measures[8]!.uom = "万元";
      add(draft, "yuan", draft.forms[0], { uom: "元" });
      rule(draft, "balance * 10000 <= yuan");
    },
  },
  uom_mismatch: {
    path: "indicators[3].formula",
    change: (draft) => (draft.indicators[3]!.uom = "元"),
    near: (draft) => (draft.indicators[3]!.uom = "个百分点"),
  },
  rule_form_unknown: {
    path: "rules[0].form",
    change: (draft) => (draft.rules[0]!.form = "F9"),
    near: (draft) => (draft.rules[0]!.form = "F1"),
  },
  rule_unasked: {
    path: "rules[3]",
    change: (draft) => rule(draft, "op_cost <= balance"),
    near: (draft) => rule(draft, "op_cost <= balance", { form: "F1" }),
  },
  rule_waits: {
    path: "rules[3]",
    change: (draft) => limit(draft, null),
    near: (draft) => limit(draft, "5"),
  },
  rule_never_fires: {
    path: "rules[0].expr",
    change: (draft) => (draft.rules[0]!.expr = "veh_actual <= veh_actual + veh_quota"),
    near: (draft) => (draft.rules[0]!.expr = "veh_actual <= veh_quota + veh_quota"),
  },
  rule_always_fires: {
    path: "rules[0].expr",
    change: (draft) => (draft.rules[0]!.expr = "veh_actual < 0"),
    near: (draft) => (draft.rules[0]!.expr = "veh_actual < 1"),
  },
  rule_too_strict: {
    path: "rules[0]",
    change: () => {},
    options: { hits: { VR24: { asked: 100, hits: 21 } } },
    near: () => {},
    nearOptions: { hits: { VR24: { asked: 100, hits: 20 } } },
  },
  tolerance_unusable: {
    path: "rules[0].tolerance",
    change: (draft) => (draft.rules[0]!.tolerance = "-1"),
    near: (draft) => (draft.rules[0]!.tolerance = "0.5"),
  },
  rule_check_unfit: {
    path: "rules[0].way",
    change: (draft) => (draft.rules[0]!.way = "unit_price"),
    near: (draft) => (draft.rules[0]!.way = "forms"),
  },
  rule_check_doubtful: {
    path: "rules[0].way",
    change: (draft) => Object.assign(draft.rules[0]!, { check: "plausibility", way: "year_on_year" }),
    near: (draft) => Object.assign(draft.rules[0]!, { check: "plausibility", way: "range" }),
  },
  bad_weight: {
    path: "schemes[0].root.children[1].weight",
    change: (draft) => draft.schemes.push(scheme([leaf("energy_per_area", 1.5), leaf("cost_share", -0.5)])),
    near: (draft) => draft.schemes.push(scheme([leaf("energy_per_area", 1), leaf("cost_share", 0)])),
  },
  weights_sum: {
    path: "schemes[0].root.children",
    change: (draft) => draft.schemes.push(scheme([leaf("energy_per_area", 0.6), leaf("cost_share", 0.3)])),
    near: (draft) => draft.schemes.push(scheme(good())),
  },
  repeated_indicator: {
    path: "schemes[0].root.children[1].indicator",
    change: (draft) => draft.schemes.push(scheme([leaf("cost_share", 0.5), { ...leaf("cost_share", 0.5), key: "L2" }])),
    near: (draft) => draft.schemes.push(scheme(good())),
  },
  bad_node: {
    path: "schemes[0].root.children[0]",
    change: (draft) =>
      draft.schemes.push(scheme([{ ...leaf("energy_per_area", 1), children: [leaf("cost_share", 1)] }])),
    near: (draft) =>
      draft.schemes.push(scheme([{ key: "X", name: NAME, weight: 1, children: [leaf("cost_share", 1)] }])),
  },
  no_floor: {
    path: "schemes[0].root.method",
    change: (draft) => draft.schemes.push(scheme(good(), {}, { method: "geometric" })),
    near: (draft) => draft.schemes.push(scheme(good(), {}, { method: "arithmetic" })),
  },
  floor_zero: {
    path: "schemes[0].root.children[0].method",
    change: (draft) => draft.schemes.push(deep(0)),
    near: (draft) => draft.schemes.push(deep(1)),
  },
  bad_min_coverage: {
    path: "schemes[0].minCoverage",
    change: (draft) => draft.schemes.push(scheme(good(), { minCoverage: 70 })),
    near: (draft) => draft.schemes.push(scheme(good(), { minCoverage: 1 })),
  },
  gate_without_data: {
    path: "schemes[0].gates[0].when",
    change: (draft) => {
      splitQuota(draft);
      gated(draft, { when: "veh_quota[veh_class:other] > 0" });
    },
    near: (draft) => {
      splitQuota(draft);
      gated(draft, { when: "veh_quota > 0" });
    },
  },
} satisfies Partial<Record<LintCode, LintCase>>;

/** A geometric node below an arithmetic one. */
function deep(floor: number) {
  const inner = { key: "X", name: NAME, weight: 1, method: "geometric" as const, children: [leaf("cost_share", 1)] };
  return scheme([inner], { floor });
}
