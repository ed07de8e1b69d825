import { describe, expect, it } from "vitest";
import type { Catalogue, Measure } from "./catalogue.ts";
import { uomOf } from "./dimension.ts";
import { showUom } from "./dimension-uom.ts";
import { FormulaFailure } from "./formula-error.ts";
import { readUom, sameDimension, spellUom } from "./uom-spelling.ts";
import { edited } from "./test-catalogue.ts";
import { vocabularyOf } from "./vocabulary.ts";

const NAME = { zh: "名", en: "name" };
const UOMS: Record<string, string> = {
  elec: "kWh",
  elec_wan: "万kWh",
  gas: "m³",
  heat: "GJ",
  other_tce: "tce",
  cost: "万元",
  price: "元",
  price_kwh: "元/kWh",
  area: "㎡",
  staff: "人",
  cars: "辆",
  new_cars: "辆",
  km: "km",
  fuel: "L",
  trips: "次",
  cases: "起",
  meals: "人次",
  waste: "kg",
  bottles: "瓶",
  rate: "%",
  points: "分",
  minutes: "分钟",
};

function sample(): Catalogue {
  return edited((draft) => {
    const extra = Object.entries(UOMS).map(([key, uom]): Measure => ({
      key,
      name: NAME,
      uom,
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
    }));
    draft.measures.push(...extra);
    draft.measures.find(({ key }) => key === "cars")!.breakdowns = ["veh_class"];
    draft.limits = [
      { key: "norm", name: NAME, uom: "kgce/㎡", limits: [{ key: "a", name: NAME, value: "12" }] },
      { key: "share", name: NAME, uom: "%", limits: [{ key: "nev", name: NAME, value: "30" }] },
    ];
    draft.registry = [{ key: "metered", name: NAME, type: "flag" }];
    draft.indicators.push({ key: "per_area", name: NAME, formula: "elec / area", uom: "kWh/㎡", direction: "lower" });
  });
}

const VOCABULARY = vocabularyOf(sample());
const answer = (text: string) => uomOf(VOCABULARY, { text });

describe("uomOf", () => {
  // Each by hand: powers of the factors added up, literal powers of ten read as conversions.
  it.each([
    ["elec", "kWh"],
    ["elec / area", "kWh/㎡"],
    ["cost / staff", "万元/人"],
    ["cost * 10000 / staff", "元/人"],
    // 万元 × 10000 = 元; per km, times 100 = per 100 km.
    ["cost * 10000 / km * 100", "元/百公里"],
    ["fuel / km * 100", "L/百公里"],
    ["other_tce * 1000 / area", "kgce/㎡"],
    ["other_tce / area", "tce/㎡"],
    ["factors(EF_CE_2020)", "kgce"],
    ["factors(EF_CE_2020) / 1000", "tce"],
    ["energy_tce * 1000 / area", "kgce/㎡"],
    ["waste * 1000 / meals", "g/人次"],
    ["trips / cars", "次/辆"],
    ["cases / area * 10000", "起/万㎡"],
    ["cases / cars * 100", "起/百辆"],
    ["new_cars / cars", "1"],
    ["new_cars / cars * 100", "%"],
    ["new_cars / cars * 1000", "‰"],
    ["(cost / prev_year(cost) - 1) * 100", "%"],
    ["cost / prev_year(cost) * 100 - 100", "%"],
    ["rate / 100 * area", "㎡"],
    ["area ^ 2", "㎡²"],
    ["cost * cost / cost", "万元"],
    ["area / area ^ 0", "㎡"],
    ["waste / meals * 0.5", "kg/人次"],
    ["bottles / staff", "瓶/人"],
    ["bottles / 100", "百瓶"],
    ["sum(cars[veh_class])", "辆"],
    ["median(cars[veh_class])", "辆"],
    ["count(cars[veh_class])", "1"],
    ["count(cars[veh_class]) + 1", "1"],
    ["annualised(elec) / area", "kWh/㎡"],
    ["moving_mean(elec, 3)", "kWh"],
    ["year_to_date(cost) + prev_period(cost)", "万元"],
    ["cost * 10000 + price", "元"],
    ["cost + price / 10000", "万元"],
    ["0.5 * cost + 0.5 * prev_year(cost)", "万元"],
    ["max(0, cars - new_cars)", "辆"],
    ["if(cars > 0, elec, 0)", "kWh"],
    ["-abs(elec)", "kWh"],
    ["limit(norm[a]) * area", "kgce"],
    ["target(per_area)", "kWh/㎡"],
    ["elapsed_share()", "1"],
    ["robust_z(km / cars)", "1"],
    ["registry(metered)", "1"],
    ["1000 / 10", "1"],
    ["points / points", "1"],
  ])("infers %s as %s", (formula, uom) => {
    const found = answer(formula);
    expect(found.ok && found.uom !== "condition" && showUom(found.uom)).toBe(uom);
  });

  it.each([
    ["elec <= prev_year(elec) * 1.3"],
    ["new_cars / cars >= 0.3"],
    ["new_cars / cars * 100 >= limit(share[nev])"],
    ["other_tce * 1000 / area <= limit(norm[a])"],
    ["energy_tce * 1000 <= limit(norm[a]) * area"],
    ["cost * 10000 / elec >= price_kwh"],
    // 0.9 of it: a threshold beside the conversion.
    ["cost * 9000 / elec >= price_kwh"],
    ["registry(metered) == 1 or heat == 0"],
    ["(elec > 0) == (cost > 0)"],
    ["cars <= 500"],
    ["elec / staff <= 1000"],
    ["not given(cars) or cars > 0 implies trips > 0"],
  ])("finds nothing wrong in the condition %s", (condition) => {
    expect(answer(condition)).toEqual({ ok: true, uom: "condition" });
  });

  // Start and end are counted by hand in the text; both uoms are named.
  it.each<[string, "uom_mixed" | "uom_scale", string, number, number, string[]]>([
    ["elec + gas", "uom_mixed", "elec + gas", 0, 10, ["kWh", "m³"]],
    ["area / (elec + gas)", "uom_mixed", "(elec + gas)", 7, 19, ["kWh", "m³"]],
    ["cars - 1", "uom_mixed", "1", 7, 8, ["辆"]],
    ["max(elec, area)", "uom_mixed", "max(elec, area)", 0, 15, ["kWh", "㎡"]],
    ["if(cars > 0, elec, cost)", "uom_mixed", "if(cars > 0, elec, cost)", 0, 24, ["kWh", "万元"]],
    ["if(elec > gas, 1, 2)", "uom_mixed", "elec > gas", 3, 13, ["kWh", "m³"]],
    ["elec <= gas", "uom_mixed", "elec <= gas", 0, 11, ["kWh", "m³"]],
    ["cars / staff + trips / staff", "uom_mixed", "cars / staff + trips / staff", 0, 28, ["辆/人", "次/人"]],
    ["area ^ 2 + area", "uom_mixed", "area ^ 2 + area", 0, 15, ["㎡²", "㎡"]],
    ["bottles + trips", "uom_mixed", "bottles + trips", 0, 15, ["瓶", "次"]],
    ["elec <= 1000 * staff", "uom_mixed", "elec <= 1000 * staff", 0, 20, ["kWh", "a / b <= 1000"]],
    ["energy_tce <= elec", "uom_mixed", "energy_tce <= elec", 0, 18, ["tce", "kWh"]],
    ["cost + price", "uom_scale", "cost + price", 0, 12, ["万元", "元", "10000"]],
    ["cost <= price", "uom_scale", "cost <= price", 0, 13, ["万元", "元", "10000"]],
    ["cost * 100 <= price", "uom_scale", "cost * 100 <= price", 0, 19, ["百元", "元", "100"]],
    ["elec + heat", "uom_scale", "elec + heat", 0, 11, ["kWh", "GJ"]],
    ["elec <= elec_wan", "uom_scale", "elec <= elec_wan", 0, 16, ["kWh", "万kWh", "10000"]],
    ["new_cars / cars >= limit(share[nev])", "uom_scale", "new_cars / cars >= limit(share[nev])", 0, 36, ["%", "100"]],
  ])("refuses %s as %s, at its place and with both uoms", (formula, code, place, start, end, words) => {
    const found = answer(formula);
    if (found.ok) throw new Error("accepted");
    expect(formula.slice(start, end)).toBe(place);
    expect(found.error).toMatchObject({ code, start, end });
    for (const word of words) {
      expect(found.error.text.zh).toContain(word);
      expect(found.error.text.en).toContain(word);
    }
  });

  it("refuses powers that nobody can mean instead of computing them", () => {
    const tall = Array.from({ length: 20 }).reduce<string>((inner) => `(${inner}) ^ 20`, "cost");
    expect(answer(tall)).toMatchObject({ ok: false, error: { code: "uom_mixed" } });
    expect(answer(tall.replace("cost", "10"))).toMatchObject({ ok: false, error: { code: "uom_mixed" } });
  });

  it("throws at a text that is no formula", () => {
    expect(() => answer("elec +")).toThrow(FormulaFailure);
  });
});

describe("readUom", () => {
  it.each([
    ["kgce / ㎡", "kgce/㎡"],
    ["千克标准煤/平方米", "kgce/㎡"],
    ["元/100km", "元/百公里"],
    ["次/辆·期", "次/辆"],
    ["次/辆/年", "次/辆"],
    ["L/百公里", "升/100公里"],
    ["亿kWh", "100000000度"],
    ["万㎡", "公顷"],
    ["百瓶", "100 瓶"],
    ["tCO2", "1000 kgCO2"],
    ["t CO2e", "1000 kg CO2e"],
    ["元/(人·天)", "元/人/天"],
    ["%", "个百分点"],
    ["", "1"],
  ])("reads %s as %s", (one, other) => {
    const [a, b] = [readUom(one), readUom(other)];
    expect(sameDimension(a, b)).toBe(true);
    expect(a.size.equals(b.size)).toBe(true);
  });

  it.each([
    ["kWh", "m³"],
    ["kgce", "kg"],
    ["tCO2", "tCO2e"],
    ["辆", "次"],
    ["瓶", "箱"],
    ["人", "人次"],
    ["分", "分²"],
    ["元/人", "元·人"],
  ])("keeps %s and %s apart", (one, other) => {
    expect(sameDimension(readUom(one), readUom(other))).toBe(false);
  });

  it("prints what it read", () => {
    for (const text of [
      "constructor/__proto__",
      "kgce/㎡",
      "万元/人",
      "元/百公里",
      "起/万㎡",
      "%",
      "1",
      "分²",
      "kWh·㎡/人",
      "1/人",
    ])
      expect(spellUom(readUom(text), [text])).toBe(text);
  });
});
