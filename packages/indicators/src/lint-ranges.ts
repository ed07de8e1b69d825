import Fraction from "fraction.js";
import type { Text } from "./catalogue.ts";
import { canonicalDecimal } from "./decimal.ts";
import { ENDLESS, type OperandRange } from "./interval.ts";
import type { Formula } from "./operands.ts";
import { externalKey, externalName, type External } from "./outside.ts";
import { refKey, type OperandRef, type Vocabulary } from "./vocabulary.ts";

const ZERO = new Fraction(0);
const ONE = new Fraction(1);
type Range = Omit<OperandRange, "key">;

const UNBOUNDED: Range = { ...ENDLESS, whole: false };
const POSITIVE: Range = { lo: ZERO, hi: null, whole: false };
const SHARE: Range = { lo: ZERO, hi: ONE, whole: false };

/** What each operand of a formula can be before anything is reported: counts are whole, nothing typed is negative. */
export function rangesOf(vocabulary: Vocabulary, { refs, externals }: Formula): OperandRange[] {
  return [
    ...refs.map((ref) => ({ ...figure(vocabulary, ref), key: refKey(ref) })),
    ...externals.map((external) => ({ ...outside(vocabulary, external), key: externalKey(external) })),
  ];
}

function figure({ measures, catalogue }: Vocabulary, { measure: key, window }: OperandRef): Range {
  const measure = measures.get(key);
  const whole = measure?.type === "integer" && window?.kind !== "moving_mean";
  const points = catalogue.rubrics?.find((rubric) => rubric.measure === key)?.levels.map((level) => level.points);
  if (points && points.length > 0 && !window && points.every(Number.isFinite))
    return { lo: new Fraction(Math.min(...points)), hi: new Fraction(Math.max(...points)), whole: false };
  return { lo: measure?.negative ? null : ZERO, hi: null, whole };
}

function outside(vocabulary: Vocabulary, external: External): Range {
  switch (external.kind) {
    case "limit": {
      const value = limitValue(vocabulary, external);
      return value === null ? UNBOUNDED : { lo: new Fraction(value), hi: new Fraction(value), whole: false };
    }
    case "target": {
      const natural = vocabulary.indicators.get(external.indicator)?.natural;
      if (!natural || !Number.isFinite(natural.lo) || !Number.isFinite(natural.hi)) return UNBOUNDED;
      return { lo: new Fraction(natural.lo), hi: new Fraction(natural.hi), whole: false };
    }
    case "registry":
      return vocabulary.registry.get(external.fact)?.type === "flag" ? { ...SHARE, whole: true } : UNBOUNDED;
    case "elapsed_share":
    case "copied_share":
      return SHARE;
    case "annual_factor":
    case "peer_mad":
      return POSITIVE;
    case "peer_median":
      return UNBOUNDED;
  }
}

function limitValue({ limits }: Vocabulary, { table, row }: External & { kind: "limit" }): string | null {
  const value = limits.get(table)?.limits.find(({ key }) => key === row)?.value ?? null;
  return value === null ? null : canonicalDecimal(value);
}

/** Limits and targets of a formula that nobody has issued, by name. */
export function unissued(vocabulary: Vocabulary, { externals }: Formula): Text[] {
  return externals.flatMap((external) => {
    const name = externalName(vocabulary, external);
    if (external.kind === "target") return isIssued(vocabulary, external.indicator) ? [] : [name];
    return external.kind !== "limit" || limitValue(vocabulary, external) !== null ? [] : [name];
  });
}

/** Whether a target of the indicator has a value, for any region and year. */
export function isIssued({ catalogue }: Vocabulary, indicator: string): boolean {
  return (catalogue.targets ?? []).some((target) => target.indicator === indicator && target.value !== null);
}
