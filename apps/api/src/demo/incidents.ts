import type { Asked } from "./calendar.ts";
import type { Figures } from "./cell.ts";
import { chance, oneOf } from "./chance.ts";

/** What a clerk first typed with one digit too many, was asked about, and put right. */
export type Slip = { measure: string; reason: string };

/** What went otherwise than usual with one report. */
export type Incident = {
  late: boolean;
  /** Why there is no report at all. */
  unanswered: string | null;
  slip: Slip | null;
  figures: Figures;
};

const slips: Record<string, string[]> = {
  F_ENE: ["gas_m3", "water_m3", "pv_kwh"],
  F_VEH: ["veh_km", "veh_fuel_l"],
  F_BAS: ["energy_users"],
  F_OFF: ["off_idle_reused_area"],
  F_CST: ["meeting_exp"],
  F_CST_Y: ["gen_budget_exp"],
  F_AST: ["asset_purchase_exp"],
  F_GOV: ["biz_items"],
  F_ENE_Y: ["quota_units"],
  F_PRC: ["proc_contracts"],
  F_SRV: ["req_response_hours", "meetings"],
  F_SAF: ["hazards_found", "canteen_checks"],
};

const missing: Record<string, Figures> = {
  F_ENE: { food_waste_kg: { missing: "当季清运台账遗失，正向清运公司补取（演示）" } },
  F_VEH: { veh_fuel_l: { missing: "加油卡换发，账单尚未到齐（演示）" } },
  F_OFF: { off_idle_area: { missing: "闲置房屋正在重新测绘（演示）" } },
  F_CST: { meeting_exp: { missing: "会议费科目调整，账目未清（演示）" } },
  F_SRV: { video_meetings: { missing: "会议系统升级，当季记录尚未导出（演示）" } },
  F_CST_Y: { gen_budget_exp: { missing: "部门决算汇总未出（演示）" } },
};

const notApplicable: Record<string, Figures> = {
  F_ENE: { canteen_meals: { na: "机关食堂停业改造（演示）" }, food_waste_kg: { na: "机关食堂停业改造（演示）" } },
  F_SAF: { canteen_checks: { na: "机关食堂停业改造（演示）" }, canteen_pass: { na: "机关食堂停业改造（演示）" } },
  F_OFF: { off_retired_unreturned: { na: "由老干部部门统一管理（演示）" } },
};

const absences = [
  "决算尚在审计，数据未出（演示）",
  "台账移交新系统，数据未齐（演示）",
  "办公楼搬迁，计量表停用（演示）",
];

/** Most gaps are of a few units in three cities: a gap takes a county's city out of the ranking with it. */
const unsteady = (code: string) =>
  ["9906", "9910", "9912"].includes(code.slice(0, 4)) && chance(code, "unsteady") < 0.5;

/** What happened to a report, by its unit and form: most of the time nothing. */
export function incidentOf(code: string, { form, period }: Asked, generated: Figures): Incident {
  const drawn = chance(code, form, period, "incident");
  const within = (low: number, high: number) => drawn >= low && drawn < high;
  const estimable = { F_ENE: "elec_kwh", F_VEH: "veh_km" }[form];
  return {
    late: within(0, 0.045),
    unanswered: unsteady(code) && within(0.045, 0.05) ? oneOf(absences, code, form, period) : null,
    slip: within(0.05, 0.075)
      ? {
          measure: oneOf(slips[form]!, code, form, period),
          reason: "比上年同期大约十倍，疑多录一位，请核对台账（演示）",
        }
      : null,
    figures: {
      ...(unsteady(code) && within(0.08, 0.1) ? missing[form] : {}),
      ...(within(0.1, 0.106) ? notApplicable[form] : {}),
      ...(within(0.11, 0.13) && estimable !== undefined
        ? { [estimable]: { estimated: generated[estimable] as string } }
        : {}),
    },
  };
}

const reasons: [RegExp, string[]][] = [
  [/^VR11$/, ["年内接收安置退役军人，编制批复次年一月下达（演示）", "机构改革转隶人员尚未核销编制，正在办理（演示）"]],
  [/^VR28/, ["山区乡镇充电条件不足，年内先更新燃油车，下半年补足（演示）"]],
  [/^VR30/, ["老旧车辆集中跑长途，油耗偏高，已列入更新计划（演示）"]],
  [/^VR43/, ["一家医院扩建后超出约束值，已制定整改方案，限年内达标（演示）"]],
  [/^VR47/, ["车款按合同跨季支付，与上牌不在同一季度（演示）"]],
  [/^VR34$/, ["新成立机构入驻，编外用能人员增加（演示）"]],
  [/^VR34_AREA$/, ["接收腾退办公楼一栋，用能面积相应变动（演示）"]],
  [/^VR35_COAL$/, ["燃煤锅炉已拆除，改用天然气供暖（演示）"]],
  [/^VR35_PV$/, ["屋顶光伏检修停机近一个月（演示）", "新并网一组光伏板，发电量增加（演示）"]],
  [/^VR35_/, ["持续高温，制冷时间比上年同期长约三周（演示）", "办公区改造停用后恢复使用，用量回升（演示）"]],
  [/^VR37_/, ["账期不同，上季度用量在本季度结算（演示）", "本季度预付下季度费用，当季未用（演示）"]],
];

/** What a clerk writes where a rule of degree 核实性 does not hold. */
export function reasonFor(rule: string, code: string, period: string): string {
  const texts = reasons.find(([pattern]) => pattern.test(rule))?.[1] ?? [
    "情况属实，已核对原始台账与账单，详见附页（演示）",
  ];
  return oneOf(texts, code, period, rule);
}
