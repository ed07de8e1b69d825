import type { Figures } from "./cell.ts";

const unheated = { na: "本地无集中供热（演示）" };
const noHeat: Figures = { heat_gj: unheated, "energy_cost/energy_type:heat": unheated };

/** Cells that are not plain numbers: 不适用, 暂缺 with its reason, 暂估, and a bill that was paid in another quarter. */
export const exceptions: Record<string, Figures | undefined> = {
  "U990104 F_ENE 2025Q1": noHeat,
  "U990104 F_ENE 2025Q2": noHeat,
  "U990104 F_ENE 2025Q3": noHeat,
  "U990104 F_ENE 2025Q4": noHeat,
  "U990203 F_ENE 2025Q2": { food_waste_kg: { missing: "五月清运台账遗失，正向清运公司补取（演示）" } },
  "U990302 F_ENE 2025Q4": { elec_kwh: { estimated: "290000" } },
  "U990301 F_ENE 2025Q3": { lpg_kg: "0", "energy_cost/energy_type:lpg": "0.52" },
  "U990304 F_OFF 2025": { off_retired_unreturned: { na: "由县委老干部局统一管理（演示）" } },
};

/** Units that do not answer a form at all; the city names them, with this reason, in what it signs. */
export const unanswered: Record<string, string | undefined> = {
  "U990304 F_CST_Y 2025": "决算尚在审计，成本数未出（演示）",
  "U990304 F_CST 2025Q4": "第四季度账目尚在审计（演示）",
  "U990300 F_VEH 2025Q4": "车辆台账移交新系统，第四季度数未齐（演示）",
};

/** The unit that answers only after its time, and the form. */
export const latecomer = { unit: "U990303", form: "F_OFF" };

/** What a clerk writes where a rule of degree 核实性 does not hold. */
export const explanations: Record<string, string | undefined> = {
  VR11: "年内接收安置退役军人9名，编制批复次年一月下达（演示）",
  VR28: "山区乡镇充电条件不足，上半年先更新燃油车，下半年补足新能源车（演示）",
  VR30: "老旧车辆长途任务集中，油耗偏高，已列入更新计划（演示）",
  VR37_LPG: "三季度补缴二季度换瓶费用，当季用气为零（演示）",
};

/** The figure that the city doubts: 湖心区 typed one digit too many into its distance of the fourth quarter. */
export const slip = {
  unit: "U990101",
  form: "F_VEH",
  period: "2025Q4",
  measure: "veh_km",
  wrong: "3960000",
};
