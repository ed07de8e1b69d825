import type { Sourced, Status, Text } from "./catalogue.ts";

/*
 * The part of a catalogue that says how figures are assessed: targets, schemes with their gates, warnings, and the
 * rubrics and surveys that feed measures.
 */

/**
 * 目标值: what one region (by division code), or everyone, is to reach in a year. Exactly one of `indicator`, `measure`.
 * A null value is not issued: unknown, never met.
 */
export type Target = Sourced & {
  key: string;
  indicator?: string;
  measure?: string;
  region?: string;
  year: number;
  value: number | null;
  documentNo?: string;
};

/** 预警: raised by the gravest level whose condition is true of a region. Without levels it waits for something. */
export type Warning = Sourced & {
  key: string;
  name: Text;
  levels: { level: "info" | "yellow" | "orange" | "red"; when: string }[];
  waitingFor?: Text;
};

/** 评分量表: anchored levels, points of `measure`, at least two raters. */
export type Rubric = Sourced & {
  key: string;
  name: Text;
  measure: string;
  raters: number;
  levels: { points: number; name: Text }[];
  evidence: string[];
};

/** 满意度问卷: its questions with the three measures (n, sum, sum of squares) that each result is pooled into. */
export type Survey = Sourced & {
  key: string;
  name: Text;
  /** Fewest valid answers for a result to be shown. */
  minValid: number;
  grades: (Sourced & { key: string; name: Text; points: number })[];
  questions: { key: string; name: Text }[];
  /** Result over all questions, or over one. */
  results: { question?: string; n: string; sum: string; sumsq: string }[];
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
  method?: "arithmetic" | "geometric" | "harmonic" | "power" | "mazziotta_pareto" | "minimum" | "capped";
  /** power: the exponent of the mean. mazziotta_pareto: which way unevenness counts. */
  exponent?: number;
  penalty?: "negative" | "positive";
  /** Its own lowest coverage; what a child without a score does. See the scoring package. */
  minCoverage?: number;
  missing?: "earns_nothing" | "reweight" | "required";
  /** Leaf: 代理指标, stands in for something that cannot be counted directly. */
  proxy?: boolean;
  /** Criterion: 未衡量的内容, what its leaves say nothing about. */
  unmeasured?: Text;
};

/** 一票否决: a condition in the rule language, or a target that must be met; where it strikes, the grade is capped. */
export type Gate = Sourced & {
  key: string;
  name: Text;
  /** True = strikes. */
  when?: string;
  /** Indicators whose targets must be met. */
  targets?: string[];
  /** Best grade left, one of the scheme's `grades`. */
  cap: string;
};

type Within = { within?: "all" | "peers" };
type Ties = { ties?: "min" | "mean" };

/** How an indicator's value becomes points; the scoring package says what each method does. */
export type Norm = Sourced &
  (
    | { method: "goalposts"; lo: number; hi: number }
    | { method: "peer_percentile"; loPct: number; hiPct: number; minPeers: number }
    | { method: "interval"; bestLo: number; bestHi: number; zeroLo: number; zeroHi: number }
    | ({ method: "min_max"; lo?: number; hi?: number } & Within)
    | ({ method: "z_score"; centre?: number; spread?: number; ddof?: 0 | 1 } & Within)
    | ({ method: "rank_from_worst" | "percentile_rank" | "borda" } & Ties & Within)
    | ({ method: "distance_to_maximum" | "fraction_of_maximum" } & Within)
    | ({ method: "distance_to_reference"; reference: number; cap?: boolean } & Within)
    | ({ method: "distance_to_target"; target: number; cap?: boolean } & Within)
    | { method: "graded"; steps: { from: number; points: number }[] }
    | { method: "efficacy_linear" | "efficacy_exponential"; unacceptable: number; satisfactory: number }
    | { method: "efficacy_five"; standards: [number, number, number, number, number] }
    | { method: "ampi"; reference: number; worst: number; best: number }
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
  gates?: Gate[];
  /** 加分项, added at the end up to a cap in points. */
  bonus?: Sourced & { cap: number; items: Text[] };
  /** 等次 from the best down, each with its lowest score. */
  grades?: (Sourced & { key: string; name: Text; min: number })[];
};
