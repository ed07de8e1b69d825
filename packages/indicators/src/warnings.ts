import type { Text, Warning } from "./catalogue.ts";
import type { Compiled } from "./compile.ts";
import type { Evaluated } from "./evaluate-region.ts";

export type WarningLevel = Warning["levels"][number]["level"];

/**
 * A warning as it stands for a region. `raised`: at its gravest level whose condition is true. `quiet`: every condition
 * is false, and no unit is missing from them. `undecided`: neither; `reasons` say why. `waiting`: it has no condition
 * yet, and is never counted as quiet; `reasons` say what for.
 */
export type StandingWarning = {
  key: string;
  name: Text;
  state: "raised" | "quiet" | "undecided" | "waiting";
  level: WarningLevel | null;
  reasons: Text[];
  /** Of the condition that settled it: units that it stands for, of those that were to answer. */
  matched: number;
  expected: number;
};

const GRAVEST_FIRST: readonly WarningLevel[] = ["red", "orange", "yellow", "info"];

/**
 * A condition as a formula of a number, so that a region's units are matched as for an indicator: 1 = true. Only units
 * that answered all of it count.
 */
export const asNumber = (when: string): string => `if(${when}, 1, 0)`;

/** The formulas to be evaluated for a region before its warnings can be told. */
export const warningFormulas = ({ catalogue }: Compiled): string[] => [
  ...new Set((catalogue.warnings ?? []).flatMap(({ levels }) => levels.map(({ when }) => asNumber(when)))),
];

/** Every warning of the catalogue for one region, in the catalogue's order. `evaluate`: the region's value of one of `warningFormulas`. */
export function warningsOf({ catalogue }: Compiled, evaluate: (formula: string) => Evaluated): StandingWarning[] {
  return (catalogue.warnings ?? []).map(({ key, name, levels, waitingFor }) => {
    const about = { key, name, level: null, matched: 0, expected: 0 };
    if (levels.length === 0) return { ...about, state: "waiting", reasons: waitingFor ? [waitingFor] : [] };
    const asked = levels
      .toSorted((a, b) => GRAVEST_FIRST.indexOf(a.level) - GRAVEST_FIRST.indexOf(b.level))
      .map(({ level, when }) => ({ level, found: evaluate(asNumber(when)) }));
    const raised = asked.find(({ found }) => found.outcome.ok && found.outcome.value === 1);
    const open = asked.filter(({ found }) => !found.outcome.ok || !found.complete);
    const settled = (raised ?? open[0] ?? asked[0]!).found;
    const units = { matched: settled.matched, expected: settled.expected };
    if (raised) return { ...about, ...units, state: "raised", level: raised.level, reasons: [] };
    const reasons = open.map(({ found }) => (found.outcome.ok ? incomplete(found) : found.outcome.gap.text));
    const distinct = [...new Map(reasons.map((reason) => [reason.zh, reason])).values()];
    return { ...about, ...units, state: open.length > 0 ? "undecided" : "quiet", reasons: distinct };
  });
}

/** What does not strike the units that answered may strike those that did not. */
const incomplete = ({ matched, expected }: Evaluated): Text => ({
  zh: `应报 ${expected} 个单位，齐备 ${matched} 个，尚不能判定未触发。`,
  en: `Only ${matched} of ${expected} units have answered; it may still be raised.`,
});
