import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { vocabularyOf, type Catalogue, type Vocabulary } from "@duibiao/indicators";

const opened = new WeakMap<object, Vocabulary>();

/** A published catalogue, looked up by key; it never changes, so it is fetched and opened once. */
export function useCatalogue(id: number | undefined): UseQueryResult<Vocabulary> {
  return useQuery({
    ...read(api.catalogues.readCatalogue, { params: { id: id! } }),
    enabled: id !== undefined,
    staleTime: Infinity,
    select: ({ document }) => {
      const kept = opened.get(document);
      if (kept !== undefined) return kept;
      const made = vocabularyOf(document as unknown as Catalogue);
      opened.set(document, made);
      return made;
    },
  });
}
