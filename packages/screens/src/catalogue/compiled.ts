import { useQueries, useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { compile, type Catalogue, type Compiled } from "@duibiao/indicators";

const made = new Map<number, Compiled>();

/** A published catalogue never changes: it is compiled once, and kept. */
function compiledOf({ id, document }: Answer<typeof api.catalogues.readCatalogue>): Compiled {
  const known = made.get(id);
  if (known) return known;
  const compiled = compile(document as unknown as Catalogue);
  made.set(id, compiled);
  return compiled;
}

const compiledQuery = (id: number | undefined) => ({
  ...read(api.catalogues.readCatalogue, { params: { id: id! } }),
  enabled: id !== undefined,
  staleTime: Infinity,
  select: compiledOf,
});

/** A catalogue with names, formulas and forms; waits while the id is not known. */
export const useCompiled = (id: number | undefined) => useQuery(compiledQuery(id));

/** The published document itself, with the entries of every day; waits while the id is not known. */
export const useDocument = (id: number | undefined) =>
  useQuery({ ...compiledQuery(id), select: ({ document }) => document as unknown as Catalogue });

/** Several catalogues by their ids, those that are there yet. */
export const useCompiledAll = (ids: readonly number[]): ReadonlyMap<number, Compiled> =>
  useQueries({
    queries: ids.map(compiledQuery),
    combine: (found) => new Map(found.flatMap(({ data }, at) => (data ? [[ids[at]!, data] as const] : []))),
  });

/** Catalogues that figures may be read by, the one in use first: the province's own line of versions before the base. */
export const useCatalogues = () =>
  useQuery({
    ...read(api.catalogues.listCatalogues, {}),
    staleTime: 60_000,
    select: ({ items }) => items.toSorted((a, b) => Number(b.owner !== null) - Number(a.owner !== null) || b.id - a.id),
  });
