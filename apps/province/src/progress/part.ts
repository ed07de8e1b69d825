import type { Answer, api } from "@duibiao/client";

export type Progress = Answer<typeof api.board.readProgress>;
export type Part = Progress["cells"][number];
export type Lens = keyof Part["reached"];

/**
 * Where a city's consolidation stands. `corrected`: something changed after the lock, so no new one can be signed;
 * the correction goes up by itself.
 */
export function standing({ consolidation }: Part, locked: boolean) {
  if (consolidation === null) return "none";
  if (!consolidation.stale || consolidation.state === "returned") return consolidation.state;
  return locked ? "corrected" : "stale";
}

type Place = { city: number | undefined; collection: number | undefined };
type Collection = Progress["collections"][number];

/** What is under way stands first, what is long over last. */
export const latestFirst = (collections: readonly Collection[]): Collection[] =>
  collections.toSorted((a, b) => b.period.end.localeCompare(a.period.end) || a.formKey.localeCompare(b.formKey));

/**
 * Whose consolidation waits for the province: signed as it still stands, of what is not locked. First the other cities of
 * the open collection from the open city on, then the collections in the order in which they stand.
 */
export function waitingFor({ cities, cells, collections }: Progress, open: Place) {
  const at = cities.findIndex(({ cityId }) => cityId === open.city);
  const from = [...cities.slice(at + 1), ...cities.slice(0, at + 1)];
  const own = collections.filter(({ collectionId }) => collectionId === open.collection);
  const others = latestFirst(collections.filter(({ collectionId }) => collectionId !== open.collection));
  return [...own.map((one) => [one, from] as const), ...others.map((one) => [one, cities] as const)].flatMap(
    ([collection, inOrder]) =>
      collection.lockedAt !== null
        ? []
        : inOrder
            .filter((city) => city.cityId !== open.city || collection.collectionId !== open.collection)
            .filter((city) =>
              cells.some(
                (part) =>
                  part.cityId === city.cityId &&
                  part.collectionId === collection.collectionId &&
                  standing(part, false) === "signed",
              ),
            )
            .map((city) => ({ city, collection })),
  );
}
export type Waiting = ReturnType<typeof waitingFor>;
