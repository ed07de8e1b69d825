import type { Case } from "./case.ts";

/** Q1 and Q2 before the third quarter, each 30.00: with 40.00 now the year stands at exactly 100.00. */
const before = [
  { abroad_exp: "0", veh_purchase_exp: "0", veh_run_exp: "25", reception_exp: "5" },
  { abroad_exp: "0", veh_purchase_exp: "10", veh_run_exp: "15", reception_exp: "5" },
];
const spent = (reception_exp: string) => ({
  abroad_exp: "5",
  veh_purchase_exp: "10",
  veh_run_exp: "20",
  reception_exp,
});

export const peopleCost: Case[] = [
  ["VR11", "explain", "F_BAS", "true", { staff_on_post: "120", staff_quota: "120" }],
  ["VR11", "explain", "F_BAS", "false", { staff_on_post: "121", staff_quota: "120" }],
  ["VR12", "warn", "F_BAS", "true", { energy_users: "120", staff_on_post: "120" }],
  ["VR12", "warn", "F_BAS", "false", { energy_users: "119", staff_on_post: "120" }],
  ["VR34", "explain", "F_BAS", "true", { energy_users: "1100" }, { ago: { energy_users: "1000" } }],
  ["VR34", "explain", "F_BAS", "true", { energy_users: "900" }, { ago: { energy_users: "1000" } }],
  ["VR34", "explain", "F_BAS", "false", { energy_users: "1101" }, { ago: { energy_users: "1000" } }],
  ["VR34", "explain", "F_BAS", "false", { energy_users: "899" }, { ago: { energy_users: "1000" } }],
  ["VR34", "explain", "F_BAS", "undecided", { energy_users: "1000" }],
  ["VR45", "issue", "F_CST", "true", spent("5"), { before, related: { three_public_budget: "100" } }],
  ["VR45", "issue", "F_CST", "false", spent("5.01"), { before, related: { three_public_budget: "100" } }],
  ["VR45", "issue", "F_CST", "undecided", spent("5"), { before }],
  ["VR46", "block", "F_CST_Y", "true", { op_exp_actual: "800", gen_budget_exp: "800" }],
  ["VR46", "block", "F_CST_Y", "false", { op_exp_actual: "800.01", gen_budget_exp: "800" }],
  ["VR46", "block", "F_CST_Y", "silent", { op_exp_actual: "800.01" }],
  ["VR46_COST", "block", "F_CST_Y", "true", { op_cost_total: "0.01" }],
  ["VR46_COST", "block", "F_CST_Y", "false", { op_cost_total: "0" }],
  ["VR47", "explain", "F_CST", "true", { veh_purchase_exp: "0.5" }, { related: { veh_new: "1" } }],
  ["VR47", "explain", "F_CST", "true", { veh_purchase_exp: "0" }, { related: { veh_new: "0" } }],
  ["VR47", "explain", "F_CST", "false", { veh_purchase_exp: "0.5" }, { related: { veh_new: "0" } }],
  ["VR47", "explain", "F_CST", "false", { veh_purchase_exp: "0" }, { related: { veh_new: "1" } }],
];
