import { useQueries, useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { compile, validityKey, type Catalogue, type Compiled } from "@duibiao/indicators";

const made = new Map<string, Compiled>();

/** A published catalogue never changes: what of it applies on a day is compiled once, and kept. */
function compiledOf({ id, document }: Answer<typeof api.catalogues.readCatalogue>, day?: string): Compiled {
  const catalogue = document as unknown as Catalogue;
  const key = `${id} ${validityKey(catalogue, day)}`;
  const known = made.get(key);
  if (known) return known;
  const compiled = compile(catalogue, day);
  made.set(key, compiled);
  return compiled;
}

const compiledQuery = (id: number | undefined, day?: string) => ({
  ...read(api.catalogues.readCatalogue, { params: { id: id! } }),
  enabled: id !== undefined,
  staleTime: Infinity,
  select: (answer: Answer<typeof api.catalogues.readCatalogue>) => compiledOf(answer, day),
});

/**
 * A catalogue with names, formulas and forms; waits while the id is not known. `day`: the last one of the period whose
 * rules, factors and limits apply; without it the newest do.
 */
export const useCompiled = (id: number | undefined, day?: string) => useQuery(compiledQuery(id, day));

/** The published document itself, with the entries of every day; waits while the id is not known. */
export const useDocument = (id: number | undefined) =>
  useQuery({ ...compiledQuery(id), select: ({ document }) => document as unknown as Catalogue });

/** Several catalogues by their ids, those that are there yet. */
export const useCompiledAll = (ids: readonly number[]): ReadonlyMap<number, Compiled> =>
  useQueries({
    queries: ids.map((id) => compiledQuery(id)),
    combine: (found) => new Map(found.flatMap(({ data }, at) => (data ? [[ids[at]!, data] as const] : []))),
  });

/** Catalogues that figures may be read by, the one in use first: the province's own line of versions before the base. */
export const useCatalogues = () =>
  useQuery({
    ...read(api.catalogues.listCatalogues, {}),
    staleTime: 60_000,
    select: ({ items }) => items.toSorted((a, b) => Number(b.owner !== null) - Number(a.owner !== null) || b.id - a.id),
  });
