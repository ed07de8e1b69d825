import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import type { ImportSearch } from "./search.ts";

/** The mappings that one may import by, and the open collections of the chosen one's form, the latest first. */
export function useChoice({ mapping: wantedMapping, collection: wantedCollection }: ImportSearch) {
  const mappings = useQuery(read(api.mappings.listMappings, {}));
  const collections = useQuery(read(api.collections.listCollections, {}));
  const items = mappings.data?.items ?? [];
  const mapping = items.find(({ id }) => id === wantedMapping) ?? items[0];
  const now = new Date().toISOString();
  const open = (collections.data?.items ?? [])
    .filter(
      ({ formKey, origin, lockedAt, cancelledAt, opensAt }) =>
        formKey === mapping?.document.form &&
        (origin === "report" || origin === "ledger") &&
        lockedAt === null &&
        cancelledAt === null &&
        opensAt <= now,
    )
    .toReversed();
  return {
    mappings,
    collections,
    items,
    mapping,
    open,
    collection: open.find(({ id }) => id === wantedCollection) ?? open[0],
  };
}

export type Mapping = NonNullable<ReturnType<typeof useChoice>["mapping"]>;
export type Collection = NonNullable<ReturnType<typeof useChoice>["collection"]>;
