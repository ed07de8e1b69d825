import type { Text } from "@duibiao/indicators";

/** Usual reasons to choose from; a text may always be written instead. */
export const usualReasons = {
  na: [
    { zh: "本单位无此项业务", en: "The unit has no such business" },
    { zh: "本单位没有此类能源、设备或车辆", en: "The unit has no such energy, equipment or vehicles" },
    { zh: "由同级机关事务主管部门填报", en: "Reported by the bureau of the same level" },
    { zh: "由其他单位统一承担", en: "Borne by another unit for all" },
  ],
  missing: [
    { zh: "计量器具未安装或故障", en: "No meter, or the meter failed" },
    { zh: "票据、账单尚未收到", en: "Invoices have not arrived yet" },
    { zh: "数据由其他部门掌握，尚未提供", en: "Held by another department, not provided yet" },
    { zh: "机构调整，资料尚未移交", en: "Reorganised, records not handed over yet" },
  ],
  explain: [
    { zh: "气温变化，采暖或制冷天数增减", en: "Weather: more or fewer days of heating or cooling" },
    { zh: "人员或办公面积增减", en: "Staff or floor area changed" },
    { zh: "新增或停用设备、车辆", en: "Equipment or vehicles added or retired" },
    { zh: "活动、会议、任务增减", en: "Events, meetings or duties changed" },
    { zh: "价格或政策调整", en: "Prices or rules changed" },
    { zh: "抄表、结算周期不同", en: "Meter reading or settlement period differs" },
    { zh: "一次性支出或维修", en: "One-off expense or repair" },
    { zh: "上期或上年数有误，本期已按实填报", en: "The earlier figure was wrong; this one is right" },
  ],
} as const satisfies Record<string, readonly Text[]>;
