import { within, type Answers, type Case } from "./case.ts";

const quota = (rule: string, member: string): Case[] => [
  [rule, "issue", "F_VEH", "true", { [`veh_actual${member}`]: "7", [`veh_quota${member}`]: "7" }],
  [rule, "issue", "F_VEH", "false", { [`veh_actual${member}`]: "8", [`veh_quota${member}`]: "7" }],
  [rule, "issue", "F_VEH", "silent", { [`veh_actual${member}`]: "8" }],
];

const added = (veh_new: string, veh_new_nev: string) => ({ veh_new, veh_new_nev });
/** The first two quarters added 600 vehicles, 200 of them new-energy ones. */
const half = { before: [added("500", "100"), added("100", "100")] };

/** 3000 km per vehicle; z = 0.6745 x (3000 - median) / 0.6745 = 3000 - median. */
const driven = { veh_km: "30000", veh_actual: "10" };
const perVehicle = (median: string, n = 5) => ({ peers: { "veh_km / veh_actual": { n, median, mad: "0.6745" } } });

/** 900 L over 10,000 km are 9 L per 100 km; z = 9 - median. */
const burned = { veh_fuel_l: "900", "veh_km[fuel_type:fuel]": "10000" };
const perDistance = (median: string) => ({
  peers: { "veh_fuel_l / veh_km[fuel_type:fuel] * 100": { n: 5, median, mad: "0.6745" } },
});

const flows = { veh_new: "1", veh_km: "900", veh_fuel_l: "81", veh_trips: "40", veh_carpool_trips: "4" };
const otherwise = (changed: Answers) => ({ before: [{ ...flows, ...changed }] });

export const vehicles: Case[] = [
  ...within("VR16_PLATFORM", "F_VEH", "veh_on_platform", "veh_actual"),
  ...within("VR16_OVER8Y", "F_VEH", "veh_over8y", "veh_actual"),
  ...quota("VR24", ""),
  ...quota("VR24_CONFIDENTIAL", "[veh_class:confidential]"),
  ...quota("VR24_EMERGENCY", "[veh_class:emergency]"),
  ...quota("VR24_ENFORCEMENT", "[veh_class:enforcement]"),
  ...quota("VR24_SPECIAL", "[veh_class:special]"),
  ...quota("VR24_OTHER", "[veh_class:other]"),
  // 30 % of 1000 by September; 299 are 29.9 %.
  ["VR28", "explain", "F_VEH", "true", added("400", "100"), half],
  ["VR28", "explain", "F_VEH", "false", added("400", "99"), half],
  ["VR28", "explain", "F_VEH", "true", added("0", "0"), { before: [added("0", "0"), added("0", "0")] }],
  ["VR28", "explain", "F_VEH", "undecided", added("400", "100"), { before: [added("500", "100")] }],
  ...within("VR28_SUBSET", "F_VEH", "veh_new_nev", "veh_new"),
  ["VR29", "warn", "F_VEH", "true", driven, perVehicle("2996.5")],
  ["VR29", "warn", "F_VEH", "false", driven, perVehicle("2996.49")],
  ["VR29", "warn", "F_VEH", "false", driven, perVehicle("3003.51")],
  ["VR29", "warn", "F_VEH", "undecided", driven, perVehicle("3000", 4)],
  ["VR30", "explain", "F_VEH", "true", burned, perDistance("5.5")],
  ["VR30", "explain", "F_VEH", "false", burned, perDistance("5.49")],
  ["VR30", "explain", "F_VEH", "false", burned, perDistance("12.51")],
  ["VR30", "explain", "F_VEH", "true", { veh_fuel_l: "0.09", "veh_km[fuel_type:fuel]": "1" }, perDistance("5.5")],
  ["VR30", "explain", "F_VEH", "silent", { veh_fuel_l: "900", "veh_km[fuel_type:fuel]": "0" }, perDistance("5.5")],
  ["VR30", "explain", "F_VEH", "silent", { veh_fuel_l: "900" }, perDistance("5.5")],
  ...within("VR31", "F_VEH", "veh_carpool_trips", "veh_trips"),
  // Of five flows that are not zero, three (60 %) or four (80 %) equal the quarter before.
  ["VR40_COPIED_VEHICLES", "explain", "F_VEH", "true", flows, otherwise({ veh_km: "1", veh_trips: "1" })],
  ["VR40_COPIED_VEHICLES", "explain", "F_VEH", "false", flows, otherwise({ veh_km: "1" })],
  ["VR40_COPIED_VEHICLES", "explain", "F_VEH", "undecided", flows],
];
