/**
 * The catalogue: one immutable document of everything that is asked, computed and scored.
 *
 * It is plain data (JSON or YAML) and carries no code. Keys are ASCII; names are in both languages.
 * A measure's key never changes meaning: a change is a new key that `replaces` the old one.
 */

/** A text in both languages of the house. */
export type Text = { zh: string; en: string };

/**
 * How far a fact may be trusted. VERIFIED: read in a law or an official page. MEMORY: to be checked.
 * PROPOSAL: our own. NATURAL: a bound of the scale itself. NEEDS_CHECK: left empty on purpose.
 */
export type Status = "VERIFIED" | "MEMORY" | "PROPOSAL" | "NATURAL" | "NEEDS_CHECK";

/** Where a fact comes from (article, standard, page) and how far it may be trusted. */
export type Sourced = { source?: string; status?: Status; note?: string };

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
  sections: { key: string; name: Text; lines: FormLine[] }[];
};

/** 折标系数 or 排放因子: factor per uom of each measure. A null value blocks what needs it. */
export type FactorSet = Sourced & {
  key: string;
  name: Text;
  uom: string;
  factors: (Sourced & { measure: string; value: string | null })[];
};

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
};

/** block 强制性, explain 核实性, issue 问题, warn 提示, info. */
export type Severity = "block" | "explain" | "issue" | "warn" | "info";

/** 校验规则: a condition that should hold. `when` limits where it is asked; outside it the rule is silent. */
export type Rule = Sourced & {
  key: string;
  name: Text;
  severity: Severity;
  /** Condition in the rule language; true = holds. */
  expr: string;
  when?: string;
  /** What the reporter should do, in both languages. */
  advice: Text;
};

/** A node of a scheme's weighted tree: either `children` or `indicator`. The scoring package reads it. */
export type SchemeNode = {
  key: string;
  name: Text;
  weight: number;
  /** Leaf: indicator key and its norm. */
  indicator?: string;
  norm?: Norm;
  /** Inner node. */
  children?: SchemeNode[];
  method?: "arithmetic" | "geometric";
};

export type Norm = Sourced &
  (
    | { method: "goalposts"; lo: number; hi: number }
    | { method: "peer_percentile"; loPct: number; hiPct: number; minPeers: number }
    | { method: "interval"; bestLo: number; bestHi: number; zeroLo: number; zeroHi: number }
  );

/** 评估方案. Without 文号, or with a PROPOSAL weight, it is stamped 试算. */
export type Scheme = Sourced & {
  key: string;
  name: Text;
  documentNo?: string;
  weightsStatus: Status;
  /** Lowest share of weight with a value for a node to have a score (0..1). */
  minCoverage: number;
  /** Score given to the lowest value when a geometric node stands above (> 0). */
  floor?: number;
  root: SchemeNode;
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
};
