import { describe, expect, it } from "vitest";
import { base, vocabulary } from "./base-catalogue.ts";

const limits = (key: string) =>
  Object.fromEntries((vocabulary.limits.get(key)?.limits ?? []).map((row) => [row.key, row.value]));

describe("the ceilings of law and standards", () => {
  it("allow each rank the office area of 发改投资〔2014〕2674号, not of the 1999 table", () => {
    expect(limits("office_room_area")).toEqual({
      central_minister: "54",
      central_vice_minister: "42",
      central_bureau_head: "24",
      central_deputy_bureau_head: "18",
      central_division: "12",
      central_below_division: "9",
      province_head: "54",
      province_deputy: "42",
      province_department_head: "30",
      province_deputy_department_head: "24",
      province_division_head: "18",
      province_deputy_division_head: "12",
      province_below_division: "9",
      city_head: "42",
      city_deputy: "30",
      city_bureau_head: "24",
      city_deputy_bureau_head: "18",
      city_below_bureau: "9",
      county_head: "30",
      county_deputy: "24",
      county_section_head: "18",
      county_deputy_section_head: "12",
      county_below_section: "9",
      township: null,
    });
    const ranks = vocabulary.breakdowns.get("rank_band")?.members.map(({ key }) => key);
    expect(ranks).toEqual(Object.keys(limits("office_room_area")));
  });

  it.each<[string, Record<string, string | null>]>([
    ["office_ratio", { equipment_share: "0.09", use_factor_multi_storey: "0.65", use_factor_high_rise: "0.60" }],
    [
      "vehicle_price",
      {
        confidential: "12",
        emergency: "18",
        enforcement: "12",
        enforcement_work_need: "18",
        special: null,
        other: "18",
        other_small_medium_coach: "25",
        large_coach: "45",
        nev_sedan: "18",
      },
    ],
    [
      "vehicle_displacement",
      {
        confidential: "1.6",
        emergency: "1.8",
        enforcement: "1.6",
        enforcement_work_need: "1.8",
        special: null,
        other: "1.8",
        other_small_medium_coach: "3.0",
      },
    ],
    ["vehicle_renewal_age", { any: "8" }],
    ["nev_share", { added: "30" }],
    ["reception", { guests_threshold: "10", accompany_max: "3", guests_per_host: "3" }],
    ["meeting_fee", { class_1: "760", class_2: "650", class_3: "550", class_4: "550" }],
    ["room_temperature", { summer_min: "26", winter_max: "20" }],
    ["energy_norm", { binding: null, reference: null, guide: null }],
    ["price_electricity", { low: null, high: null }],
  ])("state %s as the draft does, and leave empty what it does not know", (key, rows) => {
    expect(limits(key)).toEqual(rows);
  });

  it("call every empty limit unchecked, and every stated one verified", () => {
    const rows = (base.limits ?? []).flatMap((table) => table.limits);
    expect(new Set(rows.map(({ value, status }) => `${value === null} ${status}`))).toEqual(
      new Set(["true NEEDS_CHECK", "false VERIFIED"]),
    );
    // Township rooms, two special vehicles, three norms, seven prices with two bounds.
    expect(rows.filter(({ value }) => value === null)).toHaveLength(1 + 2 + 3 + 14);
  });
});

describe("the factors", () => {
  const factors = (key: string) =>
    Object.fromEntries(vocabulary.factorSets.get(key)?.factors.map(({ measure, value }) => [measure, value]) ?? []);

  it("are those of GB/T 2589-2020, with petrol and diesel as Chongqing's published figures imply", () => {
    // 8.52万tce / 7927.99万L and 0.63万tce / 506.81万L.
    expect([(8.52 / 7927.99) * 1000, (0.63 / 506.81) * 1000].map((each) => each.toFixed(4))).toEqual([
      "1.0747",
      "1.2431",
    ]);
    const expected = {
      elec_kwh: "0.1229",
      coal_t: "714.3",
      gas_m3: "1.2143",
      lpg_kg: "1.7143",
      gasoline_l: "1.0747",
      diesel_l: "1.2431",
      heat_gj: "34.12",
      other_tce: "1000",
    };
    expect(factors("EF_CE_2020")).toEqual(expected);
    expect(factors("EF_CE_EQ")).toEqual({ ...expected, elec_kwh: "0.28078" });
    expect(factors("EF_CE_CQ2015")).toEqual({ ...expected, gas_m3: "1.33" });
    const implied = base.factorSets.flatMap((set) => set.factors).filter(({ validFrom }) => validFrom !== undefined);
    expect(implied.map(({ measure, validFrom, status }) => `${measure} ${validFrom} ${status}`)).toEqual(
      [1, 2, 3].flatMap(() => ["gasoline_l 2015-01-01 PROPOSAL", "diesel_l 2015-01-01 PROPOSAL"]),
    );
  });

  it("leave carbon empty", () => {
    expect(Object.values(factors("EF_CO2"))).toEqual([null, null, null, null]);
  });
});

describe("surveys and rubrics", () => {
  it("are five questionnaires of five questions on one scale, with a result for choice", () => {
    expect(base.surveys?.map(({ key, questions, minValid }) => [key, questions.length, minValid])).toEqual([
      ["SV_ACT", 5, 5],
      ["SV_ENE", 5, 5],
      ["SV_LOG", 5, 5],
      ["SV_OFF", 5, 5],
      ["SV_VEH", 5, 5],
    ]);
    for (const { grades } of base.surveys ?? [])
      expect(grades.map(({ points }) => points)).toEqual([100, 80, 60, 30, 0]);
    const results = (base.surveys ?? []).flatMap((survey) =>
      survey.results.map(({ question, sum }) => [question, sum]),
    );
    expect(results).toContainEqual(["choice", "sat_choice_sum"]);
    const named = (base.surveys ?? []).flatMap(({ results: each }) =>
      each.flatMap(({ n, sum, sumsq }) => [n, sum, sumsq]),
    );
    const measures = base.measures.filter(({ origin }) => origin === "survey").map(({ key }) => key);
    expect(named.sort()).toEqual(measures.sort());
  });

  it("are four scales of five anchored levels, rated by two, each into its own measure", () => {
    for (const { levels, raters, evidence } of base.rubrics ?? [])
      expect([levels.map(({ points }) => points), raters, evidence.length > 1]).toEqual([
        [0, 25, 50, 75, 100],
        2,
        true,
      ]);
    expect(base.rubrics?.map(({ key, measure }) => [key, measure])).toEqual([
      ["R_CONDUCT", "conduct_rubric_points"],
      ["R_COOP", "cooperation_rubric_points"],
      ["R_CULTURE", "culture_care_rubric_points"],
      ["R_PARTY", "party_directive_rubric_points"],
    ]);
  });
});

describe("targets and registry", () => {
  it("issue nationally only what is a level of 2025, and say of a change that its level is unknown", () => {
    expect(base.targets?.map(({ indicator, region, year, value }) => [indicator, region, year, value])).toEqual([
      ["carbon_per_area", undefined, 2025, null],
      ["energy_per_area", undefined, 2025, null],
      ["energy_per_capita", undefined, 2025, null],
      ["pv_roof_coverage", undefined, 2025, 50],
      ["saving_agency_rate", undefined, 2025, 80],
      ["water_per_capita", undefined, 2025, null],
    ]);
  });

  it("know of a heat meter and of an energy norm", () => {
    expect(base.registry?.map(({ key, type }) => [key, type])).toEqual([
      ["energy_norm", "flag"],
      ["heat_meter", "flag"],
    ]);
  });
});
