import type { Answer, api } from "@duibiao/client";

export type Consolidation = Answer<typeof api.consolidations.listConsolidations>["items"][number];
export type Signed = Consolidation["document"];

/** Units whose revision differs between two editions of a city. */
export type EditionChange = {
  /** New in the later one. */
  joined: number[];
  /** Only in the earlier one. */
  left: number[];
  revised: { unit: number; before: number; after: number }[];
};

export function changesBetween(before: Pick<Signed, "included">, after: Pick<Signed, "included">): EditionChange {
  const was = new Map(before.included.map((entry) => [entry.unit, entry]));
  const is = new Map(after.included.map((entry) => [entry.unit, entry]));
  return {
    joined: [...is.keys()].filter((unit) => !was.has(unit)),
    left: [...was.keys()].filter((unit) => !is.has(unit)),
    revised: [...is.values()].flatMap(({ unit, revision, hash }) => {
      const old = was.get(unit);
      return old !== undefined && old.hash !== hash ? [{ unit, before: old.revision, after: revision }] : [];
    }),
  };
}
