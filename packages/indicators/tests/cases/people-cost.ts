import type { Case } from "./case.ts";

/** The year's four quarters together: 5.00 + 20.00 + 60.00 + the last. */
const spent = (reception_exp: string) => ({
  abroad_exp: "5",
  veh_purchase_exp: "20",
  veh_run_exp: "60",
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
  ["VR45", "issue", "F_CST_Y", "true", { three_public_budget: "100" }, { related: spent("15") }],
  ["VR45", "issue", "F_CST_Y", "false", { three_public_budget: "100" }, { related: spent("15.01") }],
  ["VR45", "issue", "F_CST_Y", "undecided", { three_public_budget: "100" }],
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
