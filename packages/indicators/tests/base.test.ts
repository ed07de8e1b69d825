import { describe, expect, it } from "vitest";
import type { Form } from "../src/catalogue.ts";
import { base, vocabulary } from "./base-catalogue.ts";

const measuresOf = (form: Form) => new Set(form.sections.flatMap(({ lines }) => lines.map(({ measure }) => measure)));

/** How often each of the values occurs. */
function counted(values: (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
}

describe("the measures against the draft catalogue that they were written from, counted by hand", () => {
  it("carries 99 raw items, with violations in two parts, 23 counters with one for gates, 18 survey and 4 rubric measures", () => {
    expect(counted(base.measures.map(({ origin }) => origin ?? "form"))).toEqual({
      form: 99 + 2,
      counter: 23 + 1,
      survey: 6 * 3,
      rubric: 4,
    });
  });

  it("asks each raw item once, in its form", () => {
    // The draft's forms: 5 + 4 + 5 + 13 + 11 + 15 + 6 + 4 + 4 + 15 + 10 + 7 = 99; violations are two here, so 12 of F_VEH.
    const asked = base.forms
      .filter(({ filledBy, ledgerOf }) => filledBy !== "system" && ledgerOf === undefined)
      .map((form) => [form.key, form.period, measuresOf(form).size]);
    expect(asked).toEqual([
      ["F_AST", "year", 4],
      ["F_BAS", "year", 5],
      ["F_CST", "quarter", 5],
      ["F_CST_Y", "year", 4],
      ["F_ENE", "quarter", 15],
      ["F_ENE_Y", "year", 6],
      ["F_GOV", "year", 7],
      ["F_OFF", "year", 13],
      ["F_PRC", "quarter", 4],
      ["F_SAF", "quarter", 10],
      ["F_SRV", "quarter", 15],
      ["F_VEH", "quarter", 12],
    ]);
    const askedBy = base.measures
      .filter(({ origin, key }) => origin === undefined && key !== "veh_violations")
      .map(({ key }) => base.forms.filter((form) => form.ledgerOf === undefined && measuresOf(form).has(key)).length);
    expect(new Set(askedBy)).toEqual(new Set([1]));
    expect(base.measures.filter(({ replaces }) => replaces).map(({ key, replaces }) => [key, replaces])).toEqual([
      ["veh_violations_external", "veh_violations"],
      ["veh_violations_self", "veh_violations"],
    ]);
  });

  it("keeps a monthly ledger of exactly the flows of F_ENE", () => {
    const cells = (key: string) =>
      vocabulary.forms.get(key)!.sections.flatMap(({ lines }) => lines.map(({ measure, member }) => [measure, member]));
    const flows = cells("F_ENE").filter(([measure]) => vocabulary.measures.get(measure!)!.aggTime === "sum");
    expect(cells("F_ENE_M")).toEqual(flows);
    // 24 lines of F_ENE less the floor area, the one stock.
    expect(flows).toHaveLength(23);
    expect(vocabulary.forms.get("F_ENE_M")).toMatchObject({ period: "month", ledgerOf: "F_ENE" });
  });

  it("has the platform fill counters, surveys and rubrics in four forms of their own, and nothing else", () => {
    const system = base.forms.filter(({ filledBy }) => filledBy === "system");
    const origins = system.map((form) => [
      form.key,
      form.period,
      measuresOf(form).size,
      Object.keys(counted([...measuresOf(form)].map((key) => vocabulary.measures.get(key)?.origin))).join(),
    ]);
    // The draft: 13 quarterly and 10 yearly counters.
    expect(origins).toEqual([
      ["F_RUBRIC", "year", 4, "rubric"],
      ["F_SURVEY", "year", 18, "survey"],
      ["F_SYS_Q", "quarter", 13 + 1, "counter"],
      ["F_SYS_Y", "year", 10, "counter"],
    ]);
    expect(counted(base.measures.flatMap(({ origin, module }) => (origin === "counter" ? [module] : [])))).toEqual({
      opinion: 4,
      supervision: 4 + 1,
      goal: 4,
      collection: 3,
      service: 4,
      innovation: 2,
      survey: 2,
    });
    expect(base.modules).toEqual(["collection"]);
  });

  it("says of each raw item who reports it and by which papers", () => {
    const raw = base.measures.filter(({ origin }) => origin === undefined);
    // The bureau's in the draft: D001, D002, D006, D019, D023-D025, D028, D038, D052-D057, D063, D071, D072, D075-D078,
    // D083-D099: 39; and both parts of D038.
    expect(counted(raw.map(({ reporter }) => reporter))).toEqual({ bureau: 39 + 2, unit: 60 });
    expect(raw.filter(({ evidence }) => !evidence?.length)).toEqual([]);
    expect(vocabulary.measures.get("veh_purchase_exp")).toMatchObject({
      reporter: "unit",
      evidence: ["采购合同", "会计明细"],
    });
    expect(vocabulary.measures.get("mgmt_staff")?.breakdowns).toEqual(["team", "age_band", "edu"]);
  });

  it.each([
    ["staff_on_post", "年末实有在编人数", "人", "integer", "sum", "last"],
    ["op_cost_total", "机关运行成本总额", "万元", "money", "sum", "sum"],
    ["three_public_budget", "“三公”经费预算数", "万元", "money", "sum", "last"],
    ["off_build_area", "办公用房建筑面积", "㎡", "decimal", "sum", "last"],
    ["off_idle_reused_area", "当年盘活闲置面积", "㎡", "decimal", "sum", "sum"],
    ["veh_actual", "公务用车实有数", "辆", "integer", "sum", "last"],
    ["veh_km", "行驶里程", "km", "decimal", "sum", "sum"],
    ["elec_kwh", "用电量", "kWh", "decimal", "sum", "sum"],
    ["heat_gj", "热力消费量(按热量收费)", "GJ", "decimal", "sum", "sum"],
    ["pv_roof_installed", "新建建筑已安装光伏屋顶面积", "㎡", "decimal", "sum", "last"],
    ["canteen_meals", "机关食堂供餐人次", "人次", "integer", "sum", "sum"],
    ["outs_contracts", "在履行社会化服务合同数", "份", "integer", "sum", "last"],
    ["req_response_hours", "累计首次响应时长", "小时", "decimal", "sum", "sum"],
    ["regs_required", "应建制度项数", "项", "integer", "none", "last"],
    ["mgmt_staff_pro", "其中岗位相关专业背景人数", "人", "integer", "sum", "last"],
    ["issues_closed", "累计销号问题数", "项", "integer", "sum", "last"],
    ["sv_valid", "有效答卷数", "份", "integer", "sum", "sum"],
  ])("states %s as the draft does", (key, zh, uom, type, aggRegion, aggTime) => {
    const measure = vocabulary.measures.get(key);
    expect(measure).toMatchObject({ name: { zh }, uom, type, aggRegion, aggTime });
  });
});

describe("the indicators against the draft", () => {
  it("are its 70, of three kinds, and two at equal value that no scheme scores", () => {
    const twins = base.indicators.filter(({ direction }) => direction === "none").map(({ key }) => key);
    expect(twins).toEqual(["energy_per_area_equal", "energy_per_capita_equal"]);
    const own = base.indicators.filter(({ direction }) => direction !== "none");
    expect(counted(own.map(({ kind }) => kind))).toEqual({ quantitative: 60, qualitative: 4, survey: 6 });
  });

  it.each([
    ["office_overstandard_rate", "rooms_overstandard / rooms_total * 100", "%", "lower"],
    ["vehicle_over_quota_rate", "max(0, veh_actual - veh_quota) / veh_quota * 100", "%", "lower"],
    ["op_cost_growth", "(op_cost_total / prev_year(op_cost_total) - 1) * 100", "%", "lower"],
    ["energy_per_area", "energy_tce * 1000 / energy_area", "kgce/㎡", "lower"],
    ["vehicle_cost_per_100km", "veh_run_exp * 10000 / veh_km * 100", "元/百公里", "lower"],
    ["office_area_use_ratio", "off_room_use_area / off_approved_area * 100", "%", "interval"],
    ["food_waste_per_meal", "food_waste_kg * 1000 / canteen_meals", "g/人次", "lower"],
    ["safety_incident_density", "safety_incidents / off_build_area * 10000", "起/万㎡", "lower"],
    ["pv_roof_coverage", "pv_roof_installed / pv_roof_installable * 100", "%", "higher"],
    ["professional_staff_rate", "mgmt_staff_pro / mgmt_staff * 100", "%", "higher"],
    ["linked_goal_score", "linked_goal_points / linked_goal_count", "分", "higher"],
    ["party_directive_rubric", "party_directive_rubric_points", "分", "higher"],
  ])("compute %s as the draft does", (key, formula, uom, direction) => {
    expect(vocabulary.indicators.get(key)).toMatchObject({ formula, uom, direction });
  });

  it("count violations found by oneself and by others together", () => {
    expect(vocabulary.indicators.get("vehicle_violations_per_100")?.formula).toBe(
      "veh_violations_all / veh_actual * 100",
    );
    expect(vocabulary.derived.get("veh_violations_all")?.formula).toBe("veh_violations_self + veh_violations_external");
  });

  it("have natural bounds exactly where the draft calls the norm's bounds natural", () => {
    const natural = base.indicators.filter((indicator) => indicator.natural !== undefined);
    // 32 rates (自然边界), 6 surveys (量表边界), 4 rubrics (评分量表) and the linked-goal score (计分边界).
    expect(natural).toHaveLength(32 + 6 + 4 + 1);
    expect(natural.every(({ natural: bounds }) => bounds?.lo === 0 && bounds.hi === 100)).toBe(true);
    expect(vocabulary.indicators.get("office_overstandard_rate")?.natural).toBeUndefined();
  });

  it("stand on evidence: counted or pooled, fixed above, checked by sample, or the reporter's word", () => {
    // 17: eleven over counters and six surveys. 10: four rubrics and six over inspections, verified cases or tests.
    expect(counted(base.indicators.map(({ evidenceGrade }) => evidenceGrade))).toEqual({
      system: 17,
      superior: 7,
      sampled: 10,
      self: 72 - 17 - 7 - 10,
    });
    const byOrigin = (key: string) => vocabulary.measures.get(key)?.origin;
    for (const { key, formula, evidenceGrade } of base.indicators) {
      const origins = new Set([...formula.matchAll(/[a-z]\w+/g)].map(([name]) => byOrigin(name)));
      expect([key, origins.has("counter") || origins.has("survey")]).toEqual([key, evidenceGrade === "system"]);
    }
  });

  it("have the targets of law, and leave the level of a change against 2020 open", () => {
    const targets = Object.fromEntries(
      base.indicators.flatMap(({ key, target }) => (target ? [[key, target.value] as const] : [])),
    );
    expect(targets).toEqual({
      office_overstandard_rate: 0,
      vehicle_over_quota_rate: 0,
      vehicle_violations_per_100: 0,
      reception_letter_rate: 100,
      procurement_publication_rate: 100,
      asset_match_rate: 100,
      metering_rate: 100,
      three_public_growth: 0,
      energy_per_area: null,
      energy_per_capita: null,
      water_per_capita: null,
      carbon_per_area: null,
      nev_share_new: 30,
      saving_agency_rate: 80,
      energy_quota_compliance_rate: 100,
      pv_roof_coverage: 50,
      safety_incident_density: 0,
      submission_timeliness: 100,
      opinion_reply_rate: 100,
    });
  });
});
