import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import {
  formulaOf,
  notCollected,
  type Compiled,
  type Indicator,
  type SchemeNode,
  type Text,
} from "@duibiao/indicators";
import { usePeriods, type Period } from "@duibiao/screens/dictionary";

/** Catalogues that figures may be read by: the province's own line of versions before the base. */
export function useCatalogues() {
  return useQuery({
    ...read(api.catalogues.listCatalogues, {}),
    staleTime: 60_000,
    select: ({ items }) => items.toSorted((a, b) => Number(b.owner !== null) - Number(a.owner !== null) || b.id - a.id),
  });
}

/** The newest year that is over; where there is none, the newest period that is over. */
export function usePeriodChoice(kind?: string): { periods: Period[]; first: Period | undefined } {
  const periods = usePeriods().data ?? [];
  const today = new Date().toISOString().slice(0, 10);
  const over = periods.filter((period) => period.end < today && (kind === undefined || period.kind === kind));
  return { periods, first: over.find((period) => period.kind === "year") ?? over[0] };
}

export type IndicatorGroup = { name: Text; indicators: Indicator[] };

const kept = new WeakMap<Compiled, IndicatorGroup[]>();

/** Indicators that some form feeds, under the dimension of the first scheme that weighs them. */
export function groupsOf(compiled: Compiled): IndicatorGroup[] {
  const known = kept.get(compiled);
  if (known !== undefined) return known;
  const dimensions = new Map<string, Text>();
  for (const { root } of compiled.catalogue.schemes)
    for (const dimension of root.children ?? [])
      for (const key of leavesOf(dimension)) if (!dimensions.has(key)) dimensions.set(key, dimension.name);
  const other: Text = { zh: "其他(不计分)", en: "Other (not scored)" };
  const groups = new Map<string, IndicatorGroup>();
  for (const indicator of compiled.catalogue.indicators) {
    if (notCollected(compiled, formulaOf(compiled, indicator.formula)).length > 0) continue;
    const name = dimensions.get(indicator.key) ?? other;
    const group = groups.get(name.zh);
    if (group === undefined) groups.set(name.zh, { name, indicators: [indicator] });
    else group.indicators.push(indicator);
  }
  const made = [...groups.values()].sort((a, b) => Number(a.name === other) - Number(b.name === other));
  kept.set(compiled, made);
  return made;
}

const leavesOf = (node: SchemeNode): string[] =>
  node.indicator === undefined ? (node.children ?? []).flatMap(leavesOf) : [node.indicator];
