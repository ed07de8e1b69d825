import { describe, expect, it } from "vitest";
import { check, type Cell } from "./check.ts";
import type { CheckContext } from "./check-context.ts";
import { compile } from "./compile.ts";
import { CATALOGUE } from "./test-catalogue.ts";
import type { CellValue } from "./value.ts";

const COMPILED = compile(CATALOGUE);

// A form without fault: 7 = 3 + 4 vehicles, quota 8, 110 users after 100 a year earlier.
const GOOD: Record<string, string | CellValue> = {
  veh_actual: "7",
  "veh_actual/veh_class:emergency": "3",
  "veh_actual/veh_class:other": "4",
  veh_quota: "8",
  energy_users: "110",
};
const LAST_YEAR: CheckContext = { previousYear: toCells({ energy_users: "100" }) };

function toCells(answers: Record<string, string | CellValue | undefined>): Cell[] {
  return Object.entries(answers).flatMap(([key, value]) => {
    const [measure = "", member = "total"] = key.split("/");
    if (value === undefined) return [];
    return [{ measure, member, value: typeof value === "string" ? { state: "number", value } : value }];
  });
}

function run(changes: Record<string, string | CellValue | undefined> = {}, context = LAST_YEAR) {
  return check(COMPILED, "F1", toCells({ ...GOOD, ...changes }), context);
}

function brief(changes: Record<string, string | CellValue | undefined>, context = LAST_YEAR) {
  return run(changes, context).findings.map((finding) => [
    finding.rule,
    finding.severity,
    finding.verdict,
    ...finding.cells.map((cell) => (cell.member === "total" ? cell.measure : cell.member)),
  ]);
}

const VEHICLES = ["veh_actual", "veh_class:emergency", "veh_class:other"];

describe("check", () => {
  it("finds nothing wrong with a good form and counts what holds", () => {
    // 5 required answers present + 5 non-negative + 5 precise + 1 breakdown + VR24 + VR34 = 18
    expect(run()).toEqual({ findings: [], holds: 18 });
  });

  it("asks for every required answer, and for a reason where it is 暂缺", () => {
    expect(brief({ veh_quota: undefined })).toEqual([
      ["VR01", "block", "false", "veh_quota"],
      ["VR24", "issue", "undecided", "veh_actual", "veh_quota"],
    ]);
    expect(brief({ veh_quota: { state: "missing" } })[0]).toEqual(["VR01", "block", "false", "veh_quota"]);
    expect(brief({ veh_quota: { state: "missing", reason: " " } })[0]?.[0]).toBe("VR01");
    expect(brief({ veh_quota: { state: "missing", reason: "编制批复未到" } })).toEqual([
      ["VR24", "issue", "undecided", "veh_actual", "veh_quota"],
    ]);
    expect(brief({ veh_quota: { state: "na" } })).toEqual([["VR24", "issue", "undecided", "veh_actual", "veh_quota"]]);
  });

  it("refuses negative numbers except where the measure allows them", () => {
    expect(brief({ energy_area: "-1" })).toEqual([["VR02", "block", "false", "energy_area"]]);
    expect(brief({ balance: "-1" })).toEqual([]);
    expect(brief({ energy_area: "-0" })).toEqual([]);
  });

  it("refuses decimals of an integer, too many decimals and what is not a number", () => {
    expect(brief({ veh_quota: "8.5" })).toEqual([["VR03", "block", "false", "veh_quota"]]);
    expect(brief({ veh_quota: "8.0" })).toEqual([]);
    expect(brief({ energy_area: "1e3" })).toEqual([["VR03", "block", "false", "energy_area"]]);
    const money = check(
      COMPILED,
      "F2",
      toCells({ op_cost: "1.005", budget: "1", elec_kwh: "0.12345", coal_kg: "0" }),
      {},
    );
    expect(money.findings.map((finding) => [finding.rule, finding.cells[0]?.measure])).toEqual([["VR03", "op_cost"]]);
  });

  it("treats a number that cannot be read as missing in every other rule", () => {
    expect(brief({ veh_actual: "7辆" })).toEqual([
      ["VR03", "block", "false", "veh_actual"],
      ["VR32", "block", "undecided", ...VEHICLES],
      ["VR24", "issue", "undecided", "veh_actual", "veh_quota"],
    ]);
  });

  it("wants members to add up to the total exactly", () => {
    const [finding] = run({ "veh_actual/veh_class:other": "5" }).findings;
    expect(finding).toMatchObject({
      rule: "VR32",
      verdict: "false",
      left: "7",
      right: "8",
      imbalance: "-1",
    });
    expect(finding?.text.zh).toContain("7 = 3 + 5");
  });

  it("cannot decide a breakdown with a member missing, skips 不适用, and lets all be 不适用", () => {
    const noReason = { state: "missing", reason: "待核" } as const;
    expect(brief({ "veh_actual/veh_class:other": noReason })).toEqual([["VR32", "block", "undecided", ...VEHICLES]]);
    expect(brief({ veh_actual: "3", "veh_actual/veh_class:other": { state: "na" } })).toEqual([]);
    const na = { state: "na" } as const;
    const all = {
      veh_actual: na,
      "veh_actual/veh_class:emergency": na,
      "veh_actual/veh_class:other": na,
    };
    expect(brief(all)).toEqual([["VR24", "issue", "undecided", "veh_actual", "veh_quota"]]);
  });

  it("leaves nothing open where all that a rule compares is 不适用", () => {
    const na = { state: "na" } as const;
    const none = { veh_actual: na, veh_quota: na };
    const members = { "veh_actual/veh_class:emergency": na, "veh_actual/veh_class:other": na };
    expect(brief({ ...none, ...members })).toEqual([]);
    expect(brief({ ...none, ...members, veh_quota: { state: "missing", reason: "待核" } })).toEqual([
      ["VR24", "issue", "undecided", "veh_actual", "veh_quota"],
    ]);
  });

  it("tells what does not hold, with names, numbers and advice, in both languages", () => {
    const [finding] = run({ veh_quota: "5" }).findings;
    expect(finding).toEqual({
      rule: "VR24",
      severity: "issue",
      verdict: "false",
      cells: [
        { measure: "veh_actual", member: "total" },
        { measure: "veh_quota", member: "total" },
      ],
      text: {
        zh: "公务用车不超编：不满足 公务用车实有数 ≤ 公务用车编制数（7 ≤ 5）",
        en: "vehicles within quota: does not satisfy vehicles held ≤ vehicle quota (7 ≤ 5)",
      },
      advice: { zh: "核对编制批复。", en: "Check the quota approval." },
      left: "7",
      right: "5",
      imbalance: "2",
    });
  });

  it("compares with a year earlier, exactly at the limit, and is undecided without history", () => {
    // |110/100 - 1| = 0.10 exactly; binary64 would give 0.10000000000000009 and fail.
    expect(brief({ energy_users: "110" })).toEqual([]);
    expect(brief({ energy_users: "111" })).toEqual([["VR34", "explain", "false", "energy_users"]]);
    expect(brief({}, {})).toEqual([["VR34", "explain", "undecided", "energy_users"]]);
    expect(run({}, {}).findings[0]?.text.en).toContain("No history: energy users, a year earlier");
  });

  it("is silent outside a rule's `when`", () => {
    const silent = run({ energy_users: "0" });
    expect(silent.findings).toEqual([]);
    expect(silent.holds).toBe(17);
  });

  it("leaves rules of other forms and cells of other lines alone", () => {
    expect(brief({ op_cost: "-1" })).toEqual([]);
    const cost = check(COMPILED, "F2", toCells({ op_cost: "0", budget: "1", elec_kwh: "0", coal_kg: "0" }), {});
    expect(cost.findings.map((finding) => finding.rule)).toEqual(["ELSEWHERE"]);
  });

  it("refuses an unknown form", () => {
    expect(() => check(COMPILED, "F9", [], {})).toThrow(RangeError);
  });
});
