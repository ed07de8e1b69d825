import { directionWords, effectWords, severityWords, type Text } from "@duibiao/indicators";
import type { Tone } from "./alert.tsx";

/** The one home of what states, roles and the like are called on screen. Keys are those of the wire. */

/** A name with the sign and the tone that say the same as its word. */
export type Named = Text & { mark: string; tone?: Tone };

/** What stands wherever invented figures show. */
export const SYNTHETIC: Text = { zh: "演示数据", en: "Synthetic data" };

/** States of a submission, and of an assignment that has none. */
export const assignmentStates = {
  not_started: { zh: "未填报", en: "Not started", mark: "○" },
  exempt: { zh: "免报", en: "Exempt", mark: "–" },
  draft: { zh: "填报中", en: "In progress", mark: "◔" },
  signed: { zh: "已签署", en: "Signed", mark: "◑", tone: "info" },
  submitted: { zh: "已报送", en: "Submitted", mark: "●", tone: "info" },
  returned: { zh: "已退回", en: "Returned", mark: "↩", tone: "error" },
  county_accepted: { zh: "县审通过", en: "Accepted by county", mark: "✓", tone: "success" },
  city_accepted: { zh: "市审通过", en: "Accepted by city", mark: "✓✓", tone: "success" },
  province_accepted: { zh: "省核通过", en: "Accepted by province", mark: "✓✓✓", tone: "success" },
  locked: { zh: "已锁定", en: "Locked", mark: "■" },
  correcting: { zh: "更正中", en: "Correcting", mark: "✎", tone: "warning" },
} as const satisfies Record<string, Named>;

/** Severities of rules and of their findings. */
export const severities = {
  block: { ...severityWords.block, mark: "✕", tone: "error" },
  explain: { ...severityWords.explain, mark: "▲", tone: "warning" },
  issue: { ...severityWords.issue, mark: "◆", tone: "warning" },
  warn: { ...severityWords.warn, mark: "!", tone: "info" },
  info: { ...severityWords.info, mark: "i" },
} as const satisfies Record<string, Named>;

/** A finding whose rule could not be decided. */
export const undecided: Named = { zh: "无法判定", en: "Undecided", mark: "?" };

/** States of a consolidation. */
export const consolidationStates = {
  signed: { zh: "已签署", en: "Signed", mark: "●", tone: "info" },
  accepted: { zh: "省已接收", en: "Accepted by province", mark: "✓", tone: "success" },
  returned: { zh: "已退回", en: "Returned", mark: "↩", tone: "error" },
} as const satisfies Record<string, Named>;

export const releaseStates = {
  draft: { zh: "草稿", en: "Draft", mark: "○" },
  consulting: { zh: "征求意见", en: "In consultation", mark: "◔", tone: "info" },
  approved: { zh: "审定", en: "Approved", mark: "◑", tone: "info" },
  published: { zh: "发布", en: "Published", mark: "●", tone: "success" },
  superseded: { zh: "被替代", en: "Superseded", mark: "–" },
} as const satisfies Record<string, Named>;

/** Relative position: quarter 1 (best) to 4 of those ranked. Says nothing about good or bad. */
export const quartiles = {
  1: { zh: "前四分之一", en: "Top quarter" },
  2: { zh: "中上", en: "Upper middle" },
  3: { zh: "中下", en: "Lower middle" },
  4: { zh: "后四分之一", en: "Bottom quarter" },
} as const satisfies Record<number, Text>;

export const tiers = {
  county: { zh: "县", en: "County" },
  city: { zh: "市", en: "City" },
  province: { zh: "省", en: "Province" },
  nation: { zh: "国家", en: "Nation" },
} as const satisfies Record<string, Text>;

/** What came of a rule that a unit's report did not keep. */
export const ruleOutcomes = {
  upheld: { zh: "采纳", en: "Upheld" },
  waved: { zh: "放过", en: "Waved through" },
  open: { zh: "未结", en: "Open" },
} as const satisfies Record<string, Text>;

/** Whose acceptance counts. */
export const lenses = {
  submitted: { zh: "上报", en: "As submitted" },
  county: { zh: "县审", en: "Accepted by counties" },
  city: { zh: "市审", en: "Accepted by cities" },
  province: { zh: "省核", en: "Accepted by the province" },
} as const satisfies Record<string, Text>;

export const roles = {
  clerk: { zh: "填报人", en: "Clerk" },
  head: { zh: "负责人", en: "Head" },
  reviewer: { zh: "审核人", en: "Reviewer" },
  leader: { zh: "审签领导", en: "Leader" },
  analyst: { zh: "分析员", en: "Analyst" },
  auditor: { zh: "审计员", en: "Auditor" },
  system_admin: { zh: "系统管理员", en: "System administrator" },
  security_admin: { zh: "安全保密管理员", en: "Security administrator" },
  audit_admin: { zh: "安全审计员", en: "Audit administrator" },
  /** Signs what the platform writes itself. */
  system: { zh: "平台", en: "Platform" },
  /** Of a returned template that a bureau filed: who sent it, and who filed it. */
  sender: { zh: "报送人（交来文件）", en: "Sender of the file" },
  filer: { zh: "代报", en: "Filed on behalf by" },
} as const satisfies Record<string, Text>;

export const periodKinds = {
  month: { zh: "月报", en: "Monthly" },
  quarter: { zh: "季报", en: "Quarterly" },
  half: { zh: "半年报", en: "Half-yearly" },
  year: { zh: "年报", en: "Annual" },
  instant: { zh: "时点", en: "As of a day" },
  custom: { zh: "自定期间", en: "Custom period" },
} as const satisfies Record<string, Text>;

/** The two changes that are never mixed: on the same period last year, on the previous period. */
export const comparisons = {
  year: { zh: "同比", en: "YoY" },
  previous: { zh: "环比", en: "PoP" },
} as const satisfies Record<string, Text>;

/** Direction of a series over its last five values at least; neither is good or bad by itself. */
export const trends = {
  increasing: { zh: "上升", en: "Increasing" },
  decreasing: { zh: "下降", en: "Decreasing" },
  no_change: { zh: "无明显变化", en: "No clear change" },
  cannot_be_calculated: { zh: "不足五期，不作判断", en: "Fewer than five values: not judged" },
} as const satisfies Record<string, Text>;

/** Whether an indicator is better high or low. */
export const directions = directionWords;

/** How far a bound, a weight or a source may be trusted; the sign says the same as the word. */
export const sourceStatuses = {
  VERIFIED: { zh: "已核实", en: "Verified", mark: "✓", tone: "success" },
  MEMORY: { zh: "凭记忆", en: "From memory", mark: "◌", tone: "warning" },
  PROPOSAL: { zh: "建议", en: "Proposal", mark: "△", tone: "info" },
  NATURAL: { zh: "自然边界", en: "Natural bound", mark: "↔" },
  NEEDS_CHECK: { zh: "待核实", en: "Needs check", mark: "?", tone: "warning" },
} as const satisfies Record<string, Named>;

/** 证据等级: who stands behind the figures of an indicator. */
export const evidenceGrades = {
  system: { zh: "系统产生", en: "Counted by the platform" },
  superior: { zh: "上级核定", en: "Fixed by the tier above" },
  sampled: { zh: "抽查核实", en: "Checked by sample" },
  self: { zh: "自报", en: "Reported by the unit itself" },
} as const satisfies Record<string, Text>;

export const indicatorKinds = {
  quantitative: { zh: "定量", en: "Quantitative" },
  qualitative: { zh: "定性", en: "Qualitative" },
  survey: { zh: "满意度", en: "Satisfaction" },
} as const satisfies Record<string, Text>;

/** Where a measure's figures come from. */
export const origins = {
  form: { zh: "报表填报", en: "Typed in a form" },
  counter: { zh: "平台计数", en: "Counted by the platform" },
  survey: { zh: "问卷", en: "Survey" },
  rubric: { zh: "量表评分", en: "Rubric" },
} as const satisfies Record<string, Text>;

/** Levels of warnings, the gravest last. */
export const warningLevels = {
  info: { zh: "提醒", en: "Notice", mark: "i" },
  yellow: { zh: "黄色", en: "Yellow", mark: "△" },
  orange: { zh: "橙色", en: "Orange", mark: "▲", tone: "warning" },
  red: { zh: "红色", en: "Red", mark: "◆", tone: "error" },
} as const satisfies Record<string, Named>;

/** Where a demanded rule is at home. Only a waiting one is inactive. */
export const ruleHomeKinds = {
  expression: { zh: "表达式", en: "Expression", mark: "✓", tone: "success" },
  platform: { zh: "平台保证", en: "Platform guarantee", mark: "■", tone: "info" },
  waiting: { zh: "未启用", en: "Not in use", mark: "○" },
} as const satisfies Record<string, Named>;

/** Why a node or an indicator has a score, or has none. */
export const nodeStatuses = {
  value: { zh: "有得分", en: "Scored" },
  not_applicable: { zh: "不适用", en: "Not applicable" },
  missing: { zh: "缺数", en: "Missing" },
  incomplete: { zh: "数据不全", en: "Incomplete" },
  uncollected: { zh: "未采集", en: "Not collected" },
  module_absent: { zh: "模块未启用", en: "Module not in use" },
  too_few_peers: { zh: "同组太少", en: "Too few peers" },
  low_coverage: { zh: "覆盖率不足", en: "Coverage too low" },
} as const satisfies Record<string, Text>;

/** Why a leaf has a value or none: what no module counts yet is told apart from what no form asks. */
export const leafStatus = (status: string, gap: { code: string } | null | undefined): Text =>
  nameOf(nodeStatuses, gap?.code === "module_absent" ? "module_absent" : status);

/**
 * The name under a key that came over the wire; the key itself where this build does not know it yet, so that a
 * newer server never leaves a blank.
 */
export function nameOf<Name extends Text>(names: Readonly<Record<string, Name>>, key: string | number): Name | Text {
  return names[key] ?? { zh: String(key), en: String(key) };
}

/** States of a catalogue draft. */
export const draftStates = {
  open: { zh: "起草中", en: "Open", mark: "✎", tone: "info" },
  published: { zh: "已发布", en: "Published", mark: "✓", tone: "success" },
  discarded: { zh: "已作废", en: "Discarded", mark: "✕" },
} as const satisfies Record<string, Named>;

/** What a change of the catalogue does, the gravest first; the sign says the same as the word. */
export const changeEffects = {
  break: { ...effectWords.break, mark: "⊘", tone: "error" },
  score: { ...effectWords.score, mark: "▲", tone: "warning" },
  check: { ...effectWords.check, mark: "◆", tone: "warning" },
  collect: { ...effectWords.collect, mark: "✎", tone: "info" },
  new: { ...effectWords.new, mark: "＋", tone: "success" },
  label: { ...effectWords.label, mark: "–" },
} as const satisfies Record<string, Named>;
