import { useQueries } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import type { Catalogue, Text } from "@duibiao/indicators";
import type { ListedCollection } from "../board/collections.ts";

/** Names of the forms of collections, each from the catalogue that the collection is pinned to. */
export function useFormNames(listed: readonly ListedCollection[]): (collection: ListedCollection) => Text {
  const ids = [...new Set(listed.map(({ catalogueId }) => catalogueId))];
  const catalogues = useQueries({
    queries: ids.map((id) => ({ ...read(api.catalogues.readCatalogue, { params: { id } }), staleTime: Infinity })),
  });
  const forms = new Map(
    catalogues.flatMap(({ data }, at) =>
      ((data?.document as unknown as Catalogue | undefined)?.forms ?? []).map(
        (form) => [`${ids[at]}/${form.key}`, form.name] as const,
      ),
    ),
  );
  return ({ catalogueId, formKey, name }) => forms.get(`${catalogueId}/${formKey}`) ?? { zh: name, en: name };
}
