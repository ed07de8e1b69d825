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

/** Several catalogues by their ids, those that are there yet. */
export const useCompiledAll = (ids: readonly number[]): ReadonlyMap<number, Compiled> =>
  useQueries({
    queries: ids.map(compiledQuery),
    combine: (found) => new Map(found.flatMap(({ data }, at) => (data ? [[ids[at]!, data] as const] : []))),
  });
