import { byCode } from "@duibiao/indicators";
import { assignmentStates } from "@duibiao/ui";

/** A unit that a consolidation does not stand for; its reason is empty where nobody has written one yet. */
export type MissingUnit = {
  unit: number;
  code: string;
  name: string;
  regionId: number;
  region: string;
  state: string;
  reason: string;
};

export type MissingGroup = { by: "region" | "state"; key: string | number; units: readonly MissingUnit[] };

const order = Object.keys(assignmentStates);

/** How many stand in each state, in the order of a submission's way. */
export function statesOf(missing: readonly MissingUnit[]): { state: string; n: number }[] {
  return [...split(missing, ({ state }) => state)]
    .map(([state, { length }]) => ({ state, n: length }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

export const inCodeOrder = (missing: readonly MissingUnit[]): MissingUnit[] =>
  missing.toSorted((a, b) => byCode(a.code, b.code));

/**
 * By region, in the order of the units' codes; by state where regions would be groups of hardly more than one unit.
 * Every unit stands in exactly one group.
 */
export function groupsOf(missing: readonly MissingUnit[]): MissingGroup[] {
  const sorted = inCodeOrder(missing);
  const regions = split(sorted, ({ regionId }) => regionId);
  if (regions.size * 2 <= sorted.length) return [...regions].map(([key, units]) => ({ by: "region", key, units }));
  const states = split(sorted, ({ state }) => state);
  return statesOf(sorted).map(({ state }) => ({ by: "state", key: state, units: states.get(state)! }));
}

/** The reasons that a group was given, each once, the commonest first; what is not written is none. */
export function reasonsOf(units: readonly MissingUnit[]): string[] {
  return [...split(units, ({ reason }) => reason.trim())]
    .filter(([reason]) => reason !== "")
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason]) => reason);
}

function split<Key>(units: readonly MissingUnit[], keyOf: (unit: MissingUnit) => Key): Map<Key, MissingUnit[]> {
  const groups = new Map<Key, MissingUnit[]>();
  for (const unit of units) {
    const same = groups.get(keyOf(unit));
    if (same) same.push(unit);
    else groups.set(keyOf(unit), [unit]);
  }
  return groups;
}
