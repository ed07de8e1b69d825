import type { Answers, Case } from "./case.ts";

/** From 0.5 to 1 yuan each; 100 million of them cost 50 to 100 million yuan, 5000.00 to 10000.00 in 万元. */
function price(rule: string, kind: string, quantity: string): Case[] {
  const limits = { [`price_${kind}[low]`]: "0.5", [`price_${kind}[high]`]: "1" };
  const cost = `energy_cost[energy_type:${kind}]`;
  const asked = (side: string, verdict: Case[3], amount: string, spent: string): Case => [
    `${rule}_${side}`,
    "explain",
    "F_ENE",
    verdict,
    { [quantity]: amount, [cost]: spent },
    { limits },
  ];
  return [
    asked("LOW", "true", "100000000", "5000"),
    asked("LOW", "false", "100000000", "4999.99"),
    asked("LOW", "false", "1", "0"),
    asked("LOW", "silent", "0", "0"),
    asked("HIGH", "true", "100000000", "10000"),
    asked("HIGH", "false", "100000000", "10000.01"),
    asked("HIGH", "true", "1", "0"),
    asked("HIGH", "silent", "0", "0"),
  ];
}

/** 10 % of 1000 for information, 30 % to be explained; beyond 30 % the information is silent. */
function change(rule: string, measure: string): Case[] {
  const asked = (key: string, severity: Case[1], verdict: Case[3], value: string): Case => [
    key,
    severity,
    "F_ENE",
    verdict,
    { [measure]: value },
    { ago: { [measure]: "1000" } },
  ];
  return [
    asked(rule, "explain", "true", "1300"),
    asked(rule, "explain", "true", "700"),
    asked(rule, "explain", "false", "1301"),
    asked(rule, "explain", "false", "699"),
    asked(`${rule}_INFO`, "info", "true", "1100"),
    asked(`${rule}_INFO`, "info", "false", "1101"),
    asked(`${rule}_INFO`, "info", "false", "899"),
    asked(`${rule}_INFO`, "info", "false", "1300"),
    asked(`${rule}_INFO`, "info", "silent", "1301"),
    asked(`${rule}_INFO`, "info", "silent", "699"),
  ];
}

/** Both above zero, or neither. */
function match(rule: string, quantity: string, kind: string): Case[] {
  const asked = (verdict: Case[3], amount: string, cost: string): Case => [
    rule,
    "explain",
    "F_ENE",
    verdict,
    { [quantity]: amount, [`energy_cost[energy_type:${kind}]`]: cost },
  ];
  return [asked("true", "0.5", "0.5"), asked("true", "0", "0"), asked("false", "0.5", "0"), asked("false", "0", "0.5")];
}

/** Three quarters the same is what the rule is about; any change on the way is not. */
function repeated(rule: string, measure: string): Case[] {
  const asked = (verdict: Case[3], now: string, ...before: string[]): Case => [
    rule,
    "warn",
    "F_ENE",
    verdict,
    { [measure]: now },
    { before: before.map((value) => ({ [measure]: value })) },
  ];
  return [
    asked("false", "5", "5", "5"),
    asked("false", "0", "0", "0"),
    asked("true", "5", "5", "4"),
    asked("true", "5", "4", "4"),
    asked("true", "5", "4", "5"),
    asked("undecided", "5", "5"),
  ];
}

/** A quarter in which nothing but other energy was used: 1 tce of it is 1000 kgce. */
const quarter = (other_tce: string): Answers => ({
  ...Object.fromEntries(
    ["elec_kwh", "coal_t", "gas_m3", "lpg_kg", "gasoline_l", "diesel_l", "heat_gj"].map((key) => [key, "na"]),
  ),
  other_tce,
});
const year = (each: string, energy_area: string): Answers => ({ ...quarter(each), energy_area });
const norms = (each: string, energy_norm = "1") => ({
  before: [quarter(each), quarter(each), quarter(each)],
  registry: { energy_norm },
  limits: { "energy_norm[binding]": "20", "energy_norm[guide]": "10" },
});

const flows = { elec_kwh: "900", gas_m3: "80", water_m3: "70", canteen_meals: "60", food_waste_kg: "5" };

export const energy: Case[] = [
  ...price("VR33_ELECTRICITY", "electricity", "elec_kwh"),
  ...price("VR33_COAL", "coal", "coal_t"),
  ...price("VR33_NATURAL_GAS", "natural_gas", "gas_m3"),
  ...price("VR33_LPG", "lpg", "lpg_kg"),
  ...price("VR33_GASOLINE", "gasoline", "gasoline_l"),
  ...price("VR33_DIESEL", "diesel", "diesel_l"),
  ...price("VR33_WATER", "water", "water_m3"),
  ["VR34_AREA", "explain", "F_ENE", "true", { energy_area: "1100" }, { ago: { energy_area: "1000" } }],
  ["VR34_AREA", "explain", "F_ENE", "false", { energy_area: "1100.01" }, { ago: { energy_area: "1000" } }],
  ["VR34_AREA", "explain", "F_ENE", "false", { energy_area: "899.99" }, { ago: { energy_area: "1000" } }],
  ...change("VR35_ELECTRICITY", "elec_kwh"),
  ...change("VR35_PV", "pv_kwh"),
  ...change("VR35_COAL", "coal_t"),
  ...change("VR35_GAS", "gas_m3"),
  ...change("VR35_WATER", "water_m3"),
  // Four quarters of 5 tce on 1000 ㎡ are 20 kgce/㎡, of 2.5 tce 10 kgce/㎡.
  ["VR36", "explain", "F_ENE", "true", year("5", "1000"), norms("5")],
  ["VR36", "explain", "F_ENE", "false", year("5", "999.99"), norms("5")],
  ["VR36", "explain", "F_ENE", "silent", year("5", "999.99"), norms("5", "0")],
  ["VR36_GUIDE", "explain", "F_ENE", "true", year("2.5", "1000"), norms("2.5")],
  ["VR36_GUIDE", "explain", "F_ENE", "false", year("2.5", "1000.01"), norms("2.5")],
  ["VR36_GUIDE", "explain", "F_ENE", "silent", year("2.5", "1000.01"), norms("2.5", "0")],
  ...match("VR37_ELECTRICITY", "elec_kwh", "electricity"),
  ...match("VR37_COAL", "coal_t", "coal"),
  ...match("VR37_NATURAL_GAS", "gas_m3", "natural_gas"),
  ...match("VR37_LPG", "lpg_kg", "lpg"),
  ...match("VR37_GASOLINE", "gasoline_l", "gasoline"),
  ...match("VR37_DIESEL", "diesel_l", "diesel"),
  ...match("VR37_HEAT", "heat_gj", "heat"),
  ...match("VR37_WATER", "water_m3", "water"),
  ["VR38", "block", "F_ENE", "true", { dc_elec_kwh: "7", elec_kwh: "7" }],
  ["VR38", "block", "F_ENE", "false", { dc_elec_kwh: "7.1", elec_kwh: "7" }],
  ["VR39", "explain", "F_ENE", "true", { heat_gj: "0" }],
  ["VR39", "explain", "F_ENE", "true", { heat_gj: "5" }, { registry: { heat_meter: "1" } }],
  ["VR39", "explain", "F_ENE", "false", { heat_gj: "5" }, { registry: { heat_meter: "0" } }],
  ["VR39", "explain", "F_ENE", "undecided", { heat_gj: "5" }],
  ...repeated("VR40_ELECTRICITY", "elec_kwh"),
  ...repeated("VR40_WATER", "water_m3"),
  ...repeated("VR40_MEALS", "canteen_meals"),
  ...repeated("VR40_FOOD_WASTE", "food_waste_kg"),
  // Of five flows that are not zero, three (60 %) or four (80 %) equal the quarter before.
  ["VR40_COPIED", "explain", "F_ENE", "true", flows, { before: [{ ...flows, gas_m3: "1", water_m3: "1" }] }],
  ["VR40_COPIED", "explain", "F_ENE", "false", flows, { before: [{ ...flows, gas_m3: "1" }] }],
];
