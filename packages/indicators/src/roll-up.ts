import type { Member } from "./catalogue.ts";

/** 口径: whose acceptance counts. */
export type Lens = "submitted" | "county" | "city" | "province";

/** A region as it stood on the last day of the period. */
export type TreeRegion = { id: number; parentId: number | null };

/** A unit as it stood on the last day of the period. */
export type TreeUnit = { id: number; regionId: number; covers: "own" | "whole"; hash: bigint };

/** What one unit answered in the revision that the lens' pointer names. */
export type Answer = {
  unitId: number;
  measure: string;
  member: Member;
  state: "number" | "na" | "missing";
  value: string | null;
  estimated: boolean;
};

/**
 * 汇总值: what a region amounts to over everything below it.
 * `support` is the XOR of the 64-bit hashes of the units that answered (number or 不适用), so that two
 * rows with equal support were answered by the same units.
 */
export type RollUpRow = {
  regionId: number;
  measure: string;
  member: Member;
  nExpected: number;
  nAnswered: number;
  nNa: number;
  support: bigint;
  /** Exact decimal sums; null when no unit gave a number. */
  sum: string | null;
  estimatedSum: string | null;
};

/**
 * One form's duty: which measures, by which units. A unit owes every (measure, member) of the form.
 * `additive` is false for measures with aggRegion `none`: they stand for their own region only.
 */
export type Duty = { measure: string; member: Member; additive: boolean };

export type RollUpInput = {
  regions: TreeRegion[];
  /** Units that owe the form: assigned and not exempt. */
  units: TreeUnit[];
  duties: Duty[];
  answers: Answer[];
};
