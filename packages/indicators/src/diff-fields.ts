import { auditChecks, auditWays } from "./audit-check.ts";
import type { Direction, Severity, Text } from "./catalogue.ts";
import type { ChangeEffect, ChangeKind, ChangeList } from "./diff.ts";

/** How a differing field of an entry counts. `formula`: compared as read and told in words. */
export type FieldMeaning = {
  kind: ChangeKind;
  effect: ChangeEffect;
  word: Text;
  formula?: true;
  /** What the words of the document are called. */
  values?: Readonly<Record<string, Text>>;
};

/** 强制性, 核实性, 问题, 提示, 信息: how much a rule weighs. */
export const severityWords: Readonly<Record<Severity, Text>> = {
  block: { zh: "强制性", en: "Blocking" },
  explain: { zh: "核实性", en: "To explain" },
  issue: { zh: "问题", en: "Issue" },
  warn: { zh: "提示", en: "Notice" },
  info: { zh: "信息", en: "Information" },
};

const AGGREGATION = {
  sum: { zh: "相加", en: "added" },
  last: { zh: "取期末", en: "the latest" },
  none: { zh: "不汇总", en: "not added" },
};
const TYPE = {
  integer: { zh: "整数", en: "integer" },
  decimal: { zh: "小数", en: "decimal" },
  money: { zh: "金额", en: "money" },
};
/** Whether an indicator is better high or low. */
export const directionWords: Readonly<Record<Direction, Text>> = {
  higher: { zh: "越高越好", en: "Higher is better" },
  lower: { zh: "越低越好", en: "Lower is better" },
  interval: { zh: "适度为宜", en: "Best within an interval" },
  none: { zh: "不分好坏", en: "Neither is better" },
};
const PERIOD = {
  month: { zh: "月", en: "month" },
  quarter: { zh: "季", en: "quarter" },
  half: { zh: "半年", en: "half-year" },
  year: { zh: "年", en: "year" },
  instant: { zh: "时点", en: "instant" },
  custom: { zh: "自定", en: "custom" },
};

const of = (
  kind: ChangeKind,
  effect: ChangeEffect,
  zh: string,
  en: string,
  values?: FieldMeaning["values"],
): FieldMeaning => ({ kind, effect, word: { zh, en }, ...(values && { values }) });
const formula = (kind: ChangeKind, effect: ChangeEffect, zh: string, en: string): FieldMeaning => ({
  ...of(kind, effect, zh, en),
  formula: true,
});

/** Fields that any entry may have, and that say nothing about its figures. */
const COMMON: Readonly<Record<string, FieldMeaning>> = {
  source: of("changed", "label", "来源", "source"),
  status: of("changed", "label", "可信程度", "status"),
  note: of("changed", "label", "说明", "note"),
};

const dates = (effect: ChangeEffect): Record<string, FieldMeaning> => ({
  validFrom: of("dates", effect, "生效日", "first day"),
  validTo: of("dates", effect, "失效日", "last day"),
});

const FIELDS: Readonly<Partial<Record<ChangeList, Readonly<Record<string, FieldMeaning>>>>> = {
  measures: {
    uom: of("uom", "break", "计量单位", "unit of measure"),
    type: of("uom", "break", "数值类型", "type of number", TYPE),
    aggRegion: of("aggregation", "break", "地区汇总方式", "way of adding over regions", AGGREGATION),
    aggTime: of("aggregation", "break", "时间汇总方式", "way of adding over time", AGGREGATION),
    decimals: of("changed", "collect", "小数位数", "decimals"),
    breakdowns: of("changed", "collect", "可用分类", "breakdowns"),
    negative: of("changed", "collect", "是否可为负", "whether it may be negative"),
    replaces: of("replaced", "break", "所取代的数据项", "measure that it replaces"),
    origin: of("changed", "collect", "数据来源方式", "origin"),
    module: of("changed", "collect", "计数模块", "module"),
    reporter: of("changed", "collect", "填报主体", "reporter"),
    evidence: of("changed", "collect", "佐证材料", "papers of proof"),
  },
  derived: {
    formula: formula("formula", "break", "公式", "formula"),
    uom: of("uom", "break", "计量单位", "unit of measure"),
  },
  factorSets: {
    uom: of("uom", "break", "计量单位", "unit of measure"),
    basis: of("changed", "break", "折算口径", "basis"),
  },
  limits: { uom: of("uom", "break", "计量单位", "unit of measure") },
  registry: {
    type: of("changed", "check", "类型", "type"),
    uom: of("uom", "check", "计量单位", "unit of measure"),
  },
  indicators: {
    formula: formula("formula", "break", "公式", "formula"),
    uom: of("uom", "break", "计量单位", "unit of measure"),
    direction: of("changed", "score", "方向", "direction", directionWords),
    decimals: of("changed", "label", "显示小数位数", "decimals shown"),
    interval: of("changed", "score", "置信区间", "interval"),
    natural: of("changed", "check", "自然界限", "natural bounds"),
    target: of("changed", "score", "目标值", "target"),
    kind: of("changed", "label", "类别", "kind"),
    evidenceGrade: of("changed", "label", "证据等级", "evidence grade"),
  },
  rules: {
    severity: of("severity", "check", "级别", "severity", severityWords),
    expr: formula("condition", "check", "条件", "condition"),
    when: formula("condition", "check", "适用条件", "condition of use"),
    tolerance: of("condition", "check", "容差", "tolerance"),
    check: of("changed", "label", "审核方法", "audit check", auditChecks),
    way: of("changed", "label", "审核方法细分", "way of the check", auditWays),
    form: of("changed", "check", "校验的报表", "form that asks it"),
    advice: of("changed", "label", "办理建议", "advice"),
    ...dates("check"),
  },
  forms: {
    period: of("changed", "break", "报告期别", "kind of period", PERIOD),
    number: of("changed", "label", "表号", "form number"),
    maker: of("changed", "label", "制定机关", "maker"),
    approval: of("changed", "label", "批准文号", "approval"),
    validUntil: of("dates", "label", "有效期", "validity"),
    signing: of("changed", "collect", "签署方式", "signing"),
    scanDays: of("changed", "collect", "补交扫描件天数", "days for the scan"),
    filledBy: of("changed", "collect", "填报方式", "filled by"),
    ledgerOf: of("changed", "collect", "台账所属报表", "form of the ledger"),
  },
  schemes: {
    documentNo: of("changed", "label", "文号", "document number"),
    weightsStatus: of("changed", "label", "权重可信程度", "status of the weights"),
    minCoverage: of("changed", "score", "最低覆盖率", "lowest coverage"),
    floor: of("changed", "score", "几何合成下限", "floor"),
    gates: of("changed", "score", "一票否决", "gates"),
    bonus: of("changed", "score", "加分项", "bonus"),
    grades: of("changed", "score", "等次", "grades"),
  },
  warnings: {
    levels: of("changed", "check", "各级触发条件", "conditions of its levels"),
    waitingFor: of("changed", "check", "等待事项", "what it waits for"),
  },
  rubrics: {
    measure: of("changed", "collect", "写入的数据项", "measure that it fills"),
    raters: of("changed", "collect", "最少评分人数", "fewest raters"),
    levels: of("changed", "score", "各档分值与描述", "points and anchors"),
    evidence: of("changed", "collect", "佐证材料", "evidence"),
  },
};

/** What an entry's other fields do when they change, appear or go. */
const EFFECTS: Readonly<Record<ChangeList, { added: ChangeEffect; removed: ChangeEffect; other: ChangeEffect }>> = {
  head: { added: "label", removed: "label", other: "label" },
  modules: { added: "collect", removed: "collect", other: "collect" },
  breakdowns: { added: "new", removed: "break", other: "label" },
  measures: { added: "new", removed: "break", other: "collect" },
  derived: { added: "new", removed: "break", other: "break" },
  factorSets: { added: "new", removed: "break", other: "break" },
  limits: { added: "new", removed: "check", other: "check" },
  registry: { added: "new", removed: "check", other: "check" },
  indicators: { added: "new", removed: "break", other: "score" },
  targets: { added: "score", removed: "score", other: "score" },
  rules: { added: "check", removed: "check", other: "check" },
  ruleHomes: { added: "label", removed: "label", other: "label" },
  warnings: { added: "check", removed: "check", other: "check" },
  forms: { added: "collect", removed: "collect", other: "collect" },
  schemes: { added: "new", removed: "score", other: "score" },
  rubrics: { added: "new", removed: "collect", other: "collect" },
  surveys: { added: "new", removed: "collect", other: "collect" },
};

export const effectsOf = (list: ChangeList) => EFFECTS[list];

/** A field without a meaning of its own is told by its name in the document, so that nothing changes in silence. */
export const meaningOf = (list: ChangeList, field: string): FieldMeaning =>
  FIELDS[list]?.[field] ?? COMMON[field] ?? of("changed", EFFECTS[list].other, field, field);
