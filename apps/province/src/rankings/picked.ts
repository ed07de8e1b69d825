import {
  formulaOf,
  notCollected,
  schemeCoverage,
  type Compiled,
  type Indicator,
  type Scheme,
  type SchemeNode,
  type Text,
} from "@duibiao/indicators";
import { usePeriods, type Period } from "@duibiao/screens/dictionary";
import { beijingDay } from "@duibiao/ui";

/** The newest year that is over; where there is none, the newest period that is over. */
export function usePeriodChoice(kind?: string): { periods: Period[]; first: Period | undefined } {
  const periods = usePeriods().data ?? [];
  const today = beijingDay(new Date());
  const over = periods.filter((period) => period.end < today && (kind === undefined || period.kind === kind));
  return { periods, first: over.find((period) => period.kind === "year") ?? over[0] };
}

/** The scheme that the forms feed best: what is shown until somebody chooses. */
export const bestScheme = (compiled: Compiled): Scheme | undefined =>
  compiled.catalogue.schemes.toSorted(
    (a, b) => schemeCoverage(compiled, b.key).share - schemeCoverage(compiled, a.key).share,
  )[0];

export type IndicatorGroup = { name: Text; indicators: Indicator[] };

const kept = new WeakMap<Compiled, IndicatorGroup[]>();

/** Indicators that some form feeds: those of the best fed scheme by its dimensions, then the others. */
export function groupsOf(compiled: Compiled): IndicatorGroup[] {
  const known = kept.get(compiled);
  if (known !== undefined) return known;
  const dimensions = bestScheme(compiled)?.root.children ?? [];
  const fed = compiled.catalogue.indicators.filter(
    ({ formula }) => notCollected(compiled, formulaOf(compiled, formula)).length === 0,
  );
  const groups = dimensions.map((dimension) => ({
    name: dimension.name,
    indicators: leavesOf(dimension).flatMap((key) => fed.find((indicator) => indicator.key === key) ?? []),
  }));
  const scored = new Set(groups.flatMap(({ indicators }) => indicators));
  const others = {
    name: { zh: "本方案不计分", en: "Not scored by the scheme" },
    indicators: fed.filter((indicator) => !scored.has(indicator)),
  };
  const made = [...groups, others].filter(({ indicators }) => indicators.length > 0);
  kept.set(compiled, made);
  return made;
}

/** Keys of the indicators under a node of a scheme. */
export const leavesOf = (node: SchemeNode): string[] =>
  node.indicator === undefined ? (node.children ?? []).flatMap(leavesOf) : [node.indicator];
