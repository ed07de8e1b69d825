import type { Answer, api } from "@duibiao/client";
import type { Session } from "@duibiao/screens";
import type { ListedCollection } from "../board/collections.ts";

type Progress = Answer<typeof api.board.readProgress>;
type Cell = Progress["cells"][number];
type Post = Pick<Session["posts"][number], "role" | "tier" | "regionId">;

/** What a bureau does to a consolidation: it consolidates what is its own, the province accepts what a city signed. */
export type Wait = "consolidate" | "accept";
export type OpenOne = { collection: ListedCollection; city: Progress["cities"][number]; wait: Wait };

/**
 * Whose turn a consolidation is. A bureau's own is open once something is accepted that its latest edition does not
 * stand for; another's is open to the province while it is signed as it still stands.
 */
export function waitOf({ cityId, consolidation, reached }: Cell, posts: readonly Post[]): Wait | null {
  const reviewing = posts.filter(({ role }) => role === "reviewer" || role === "leader");
  const isCurrent = consolidation !== null && !consolidation.stale && consolidation.state !== "returned";
  if (!isCurrent)
    return reviewing.some(({ regionId }) => regionId === cityId) && (consolidation !== null || reached.city > 0)
      ? "consolidate"
      : null;
  return consolidation.state === "signed" && reviewing.some(({ tier }) => tier === "province") ? "accept" : null;
}

/**
 * What else is open to the asker, of what is not locked: after the shown one in the order of the page's list, then from
 * its start. Where no city is shown yet, those of the shown collection come first.
 */
export function openOnes(
  listed: readonly ListedCollection[],
  { cities, cells }: Progress,
  posts: readonly Post[],
  shown: { collection: number; city: number | undefined },
): OpenOne[] {
  const all = listed.flatMap((collection) => cities.map((city) => ({ collection, city })));
  const at = all.findIndex(
    ({ collection, city }) =>
      collection.id === shown.collection && (shown.city === undefined || city.cityId === shown.city),
  );
  const after = shown.city === undefined ? at : at + 1;
  const inOrder = [...all.slice(Math.max(after, 0)), ...all.slice(0, Math.max(at, 0))];
  return inOrder.flatMap((one) => {
    const cell = cells.find(
      ({ cityId, collectionId }) => cityId === one.city.cityId && collectionId === one.collection.id,
    );
    const wait = one.collection.lockedAt === null && cell ? waitOf(cell, posts) : null;
    return wait === null ? [] : [{ ...one, wait }];
  });
}
