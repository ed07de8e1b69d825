import type { Answer, api } from "@duibiao/client";
import type { CompareSearch } from "./search.ts";

export type Evaluation = Answer<typeof api.evaluations.listEvaluations>["items"][number];

/** Evaluations of one period, tier and lens: the newest of every scheme. */
export type Comparable = { period: number; tier: string; lens: string; evaluations: Evaluation[] };

/** What can be compared, by period, tier and lens, the newest first. `items` come newest first. */
export function comparablesOf(items: readonly Evaluation[]): Comparable[] {
  const found = new Map<string, Comparable>();
  for (const evaluation of items) {
    const { periodId: period, tier, lens, scheme } = evaluation;
    const place = `${period} ${tier} ${lens}`;
    const known = found.get(place) ?? { period, tier, lens, evaluations: [] };
    found.set(place, known);
    if (known.evaluations.every((other) => other.scheme !== scheme)) known.evaluations.push(evaluation);
  }
  for (const { evaluations } of found.values()) evaluations.sort((a, b) => (a.scheme < b.scheme ? -1 : 1));
  return [...found.values()];
}

/** The group that the address means; without one, or of what it leaves open, the first with two schemes at least. */
export function chosenGroup(groups: readonly Comparable[], search: CompareSearch): Comparable | undefined {
  const fits = groups.filter(
    ({ period, tier, lens }) =>
      (search.period === undefined || period === search.period) &&
      (search.tier === undefined || tier === search.tier) &&
      (search.lens === undefined || lens === search.lens),
  );
  return fits.find(({ evaluations }) => evaluations.length > 1) ?? fits[0];
}

/** Of the group, the evaluations that are compared. */
export function chosenEvaluations({ evaluations }: Comparable, { schemes }: CompareSearch): Evaluation[] {
  const keys = schemes?.split(",");
  return keys === undefined ? evaluations : evaluations.filter(({ scheme }) => keys.includes(scheme));
}

/** The pair of the address, as far as it is among those compared; else the first two. */
export function chosenPair(compared: readonly Evaluation[], { a, b }: CompareSearch): [Evaluation, Evaluation] | null {
  const first = compared.find(({ scheme }) => scheme === a) ?? compared.find(({ scheme }) => scheme !== b);
  const second =
    compared.find(({ scheme }) => scheme === b && scheme !== first?.scheme) ??
    compared.find(({ scheme }) => scheme !== first?.scheme);
  return first === undefined || second === undefined ? null : [first, second];
}
