/**
 * The catalogue: one immutable document of everything that is asked, computed and scored.
 *
 * It is plain data (JSON or YAML) and carries no code. Keys are ASCII; names are in both languages.
 * A measure's key never changes meaning: a change is a new key that `replaces` the old one.
 */

import type { Rubric, Scheme, Survey, Target, Warning } from "./assessment.ts";
import type { AuditCheck, AuditWay } from "./audit-check.ts";

export type * from "./assessment.ts";

/** A text in both languages of the house. */
export type Text = { zh: string; en: string };

/**
 * How far a fact may be trusted. VERIFIED: read in a law or an official page. MEMORY: to be checked.
 * PROPOSAL: our own. NATURAL: a bound of the scale itself. NEEDS_CHECK: left empty on purpose.
 */
export type Status = "VERIFIED" | "MEMORY" | "PROPOSAL" | "NATURAL" | "NEEDS_CHECK";

/** Where a fact comes from (article, standard, page) and how far it may be trusted. */
export type Sourced = { source?: string; status?: Status; note?: string };

/** Days on which an entry applies, ISO dates, both inclusive; absent = open. */
export type Dated = { validFrom?: string; validTo?: string };

export type PeriodKind = "month" | "quarter" | "half" | "year" | "instant" | "custom";

/** 分类 with its members; members add up to the measure's total and are never crossed. */
export type Breakdown = Sourced & {
  key: string;
  name: Text;
  members: (Sourced & { key: string; name: Text })[];
};

/** 数据项: one raw quantity. */
export type Measure = Sourced & {
  key: string;
  name: Text;
  /** Unit of measure (计量单位), never a reporting unit. */
  uom: string;
  type: "integer" | "decimal" | "money";
  /** Decimals that may be typed; integer = 0. Absent = any. */
  decimals?: number;
  /** sum: own level plus children. none: stands for its own region only and is never summed. */
  aggRegion: "sum" | "none";
  /** sum: flow, needs every native period. last: stock, the latest. none: no use outside its own period. */
  aggTime: "sum" | "last" | "none";
  /** Keys of breakdowns that this measure may be split by. */
  breakdowns?: string[];
  /** A negative number is meaningful (default: it is refused). */
  negative?: boolean;
  /** Key of the measure whose meaning this one takes over from. */
  replaces?: string;
  /** Where its figures come from. `form` (default): typed; anything else is written by the platform, and no form may type it. */
  origin?: "form" | "counter" | "survey" | "rubric";
  /** The module that counts it. While it is not among the catalogue's `modules`, the figure is NA 模块未启用. */
  module?: string;
  /** Who answers: each unit for itself (default), or the bureau of the region (同级机关事务主管部门). */
  reporter?: "unit" | "bureau";
  /** 佐证材料: papers that prove the figure, in Chinese as the offices call them. */
  evidence?: string[];
};

/** `total`, or `<breakdown>:<member>`. */
export type Member = string;

export type FormLine = {
  /** 行次, unique in the form; same on screen, Excel and paper. */
  row: string;
  measure: string;
  /** Default `total`. */
  member?: Member;
  /** An answer (a number, 不适用 or 暂缺 with a reason) must be given before submit. Default true. */
  required?: boolean;
};

/** 报表: measures asked together. */
export type Form = Sourced & {
  key: string;
  name: Text;
  period: PeriodKind;
  /** 表号, 制定机关, 批准文号, 有效期至 (统计法 art. 17). Empty = not issued; shown as such. */
  number?: string;
  maker?: string;
  approval?: string;
  validUntil?: string;
  /** 线上签署 by the head, or 纸质签章 with a scan within `scanDays` days. */
  signing?: "online" | "paper";
  scanDays?: number;
  /** `system`: written by the platform (counters, surveys, rubrics) and typed by nobody. Default `unit`. */
  filledBy?: "unit" | "system";
  /** 台账: an optional ledger of shorter periods; the cells that it shares with this form are computed from it. Nobody owes it. */
  ledgerOf?: string;
  sections: { key: string; name: Text; lines: FormLine[] }[];
};

/** 折标系数 or 排放因子: factor per uom of each measure. A null value blocks what needs it. */
export type FactorSet = Sourced & {
  key: string;
  name: Text;
  uom: string;
  /** Of coal equivalents: 当量值 (the energy itself) or 等价值 (what it took to make it). */
  basis?: "calorific" | "equal";
  /** A measure may have several factors, of days that do not overlap. */
  factors: (Sourced & Dated & { measure: string; value: string | null })[];
};

/** 限额表: ceilings of law and standards, `limit(table[row])` in a formula. A null value blocks what needs it. */
export type LimitTable = Sourced & {
  key: string;
  name: Text;
  uom: string;
  limits: (Sourced & Dated & { key: string; name: Text; value: string | null })[];
};

/** 名录库信息: what the registry knows of a unit, `registry(key)` in a rule. A flag is 1 or 0. */
export type RegistryFact = Sourced & { key: string; name: Text; type: "flag" | "number"; uom?: string };

/** A named formula that indicators and rules may use like a measure (综合能耗, 三公合计). */
export type DerivedMeasure = Sourced & { key: string; name: Text; uom: string; formula: string };

export type Direction = "higher" | "lower" | "interval" | "none";

/** 指标: a formula over measures. It never stores a score. */
export type Indicator = Sourced & {
  key: string;
  name: Text;
  formula: string;
  uom: string;
  direction: Direction;
  decimals?: number;
  /** Bounds of the published interval, as formulas, and its level in percent. */
  interval?: { level: number; lower: string; upper: string };
  /** Natural scale bounds of a rate, checked by VR61. */
  natural?: { lo: number; hi: number };
  target?: Sourced & { value: number | null };
  kind?: "quantitative" | "qualitative" | "survey";
  evidenceGrade?: EvidenceGrade;
};

/** 证据等级: counted by the platform 系统产生, fixed above 上级核定, checked by sample 抽查核实, or the reporter's word 自报. */
export type EvidenceGrade = "system" | "superior" | "sampled" | "self";

/** block 强制性, explain 核实性, issue 问题, warn 提示, info. */
export type Severity = "block" | "explain" | "issue" | "warn" | "info";

/** 校验规则: a condition that should hold. `when` limits where it is asked; outside it the rule is silent. */
export type Rule = Sourced &
  Dated & {
    key: string;
    name: Text;
    severity: Severity;
    /** 审核方法: 完整性, 合理性 or 匹配性, and by which way of it (单价, 同比, 定比 ...). Default: as the condition reads. */
    check?: AuditCheck;
    way?: AuditWay;
    /** Condition in the rule language; true = holds. */
    expr: string;
    when?: string;
    /** How far the sides of the comparison at the top may be apart, in its uom, exact decimal. Default 0. */
    tolerance?: string;
    /** The form that asks it, where some of its figures belong to other forms. Default: every form that has all of them. */
    form?: string;
    /** What the reporter should do, in both languages. */
    advice: Text;
  };

/**
 * The one home of a demanded rule (VR01 to VR62): expressions of this catalogue, an invariant of the platform with the
 * title of its test, or waiting for something - then it is inactive and never counts as passed.
 */
export type RuleHome = Sourced & {
  key: string;
  name: Text;
  home: { kind: "expression"; rules: string[] } | { kind: "platform"; test: string } | { kind: "waiting"; for: Text };
};

export type Catalogue = {
  format: "duibiao-catalogue/1";
  /** Line of versions this document belongs to. */
  key: string;
  version: string;
  name: Text;
  source?: string;
  breakdowns: Breakdown[];
  measures: Measure[];
  derived: DerivedMeasure[];
  factorSets: FactorSet[];
  indicators: Indicator[];
  rules: Rule[];
  forms: Form[];
  schemes: Scheme[];
  /** Modules of the platform that are in use and count. */
  modules?: string[];
  limits?: LimitTable[];
  registry?: RegistryFact[];
  targets?: Target[];
  warnings?: Warning[];
  rubrics?: Rubric[];
  surveys?: Survey[];
  ruleHomes?: RuleHome[];
};
