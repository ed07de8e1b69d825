import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api, call, read } from "@duibiao/client";
import { askOf, dueTiers, isRule, type Ask, type Draft, type Proposal } from "./ask.ts";

/** What somebody types, once they pause. */
export function useSettled<Value>(value: Value, wait = 400): Value {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(settle, wait, value);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

export type About = { owner: number; catalogue: number; form: string; periods: string };

/** Due times by the rules typed, for every period. */
export function useProposal(about: About, draft: Draft) {
  const rules = JSON.stringify(
    Object.fromEntries(dueTiers.flatMap((tier) => (isRule(draft.rules[tier]) ? [[tier, draft.rules[tier]]] : []))),
  );
  const settled = useSettled(rules);
  return useQuery({
    ...read(api.collectionPreview.proposeCollection, {
      query: { ...about, ...(JSON.parse(settled) as Partial<Record<(typeof dueTiers)[number], string>>) },
    }),
    placeholderData: (before) => before,
  });
}

/** The ids of the proposed periods; one that nobody has used yet is set up. */
function usePeriods(proposal: Proposal | undefined) {
  const wanted = proposal?.items.map(({ period }) => period) ?? [];
  return useQuery({
    queryKey: ["periods of an opening", wanted],
    enabled: wanted.length > 0,
    staleTime: Infinity,
    queryFn: async () => {
      const { items } = await call(api.periods.listPeriods, {});
      const ids: number[] = [];
      for (const { key, kind, start, end } of wanted) {
        const known = items.find((own) => own.kind === kind && own.start === start && own.end === end);
        const body = { kind, period: key } as { kind: "quarter"; period: string };
        ids.push(known?.id ?? (await call(api.periods.createPeriod, { body })).id);
      }
      return ids;
    },
  });
}

/** The requests that open what was typed, one for each period; null while periods or units are not known. */
export function useAsks(
  about: About,
  draft: Draft,
  proposal: Proposal | undefined,
  unitOf: ReadonlyMap<string, number>,
) {
  const periods = usePeriods(proposal);
  const { owner, catalogue, form } = about;
  return useMemo((): Ask[] | null => {
    const ids = periods.data;
    if (proposal === undefined || ids?.length !== proposal.items.length) return null;
    const single = proposal.items.length === 1;
    return proposal.items.map((item, at) =>
      askOf({ owner, catalogue, form, period: ids[at]! }, draft, proposal, item, { single, unitOf }),
    );
  }, [owner, catalogue, form, draft, proposal, periods.data, unitOf]);
}

/** 预览 of the first of them, as the server thinks it through; the last answer stays while the next is awaited. */
export function usePreview(ask: Ask | null) {
  const settled = useSettled(ask);
  return useQuery({
    queryKey: [api.collectionPreview.previewCollection.id, settled],
    enabled: settled !== null,
    queryFn: ({ signal }) => call(api.collectionPreview.previewCollection, { body: settled!, signal }),
    placeholderData: (before) => before,
    retry: false,
  });
}
