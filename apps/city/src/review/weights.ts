import { useQueries } from "@tanstack/react-query";
import { api, call } from "@duibiao/client";
import type { Catalogue, Text } from "@duibiao/indicators";
import type { Collection, Unit } from "../board/board-rows.ts";
import type { WeightOf } from "./queue.ts";

type Sums = { collectionId: number; measure: Text; ofRegion: ReadonlyMap<number, { sum: number; tier: string }> };

/**
 * How heavy a unit is in its city's total, by the first figure of the form that is added up (its main one: electricity,
 * vehicles held, staff). Of a city's own units: what is left when its counties are taken off.
 */
export function useWeights(collections: readonly Collection[], units: readonly Unit[]) {
  const answers = useQueries({
    queries: collections.map((collection) => ({
      queryKey: ["city.weights", collection.collectionId],
      staleTime: 60_000,
      queryFn: () => sumsOf(collection),
    })),
  });
  const byId = new Map(answers.flatMap(({ data }) => (data ? [[data.collectionId, data] as const] : [])));
  const below = new Map<number, Set<number>>();
  for (const { cityId, regionId } of units)
    if (regionId !== cityId) below.set(cityId, (below.get(cityId) ?? new Set()).add(regionId));
  const weightOf: WeightOf = (unit, collectionId) => shareOf(byId.get(collectionId), unit, below.get(unit.cityId));
  return { weightOf, by: [...byId.values()].map(({ measure }) => measure) };
}

async function sumsOf({ collectionId, catalogueId, formKey, period }: Collection): Promise<Sums | null> {
  const { document } = await call(api.catalogues.readCatalogue, { params: { id: catalogueId } });
  const catalogue = document as unknown as Catalogue;
  const measures = new Map(catalogue.measures.map((measure) => [measure.key, measure]));
  const lines = catalogue.forms.find(({ key }) => key === formKey)?.sections.flatMap((section) => section.lines) ?? [];
  const main = lines.find(
    (line) => (line.member ?? "total") === "total" && measures.get(line.measure)?.aggRegion === "sum",
  );
  if (main === undefined) return null;
  const { items } = await call(api.consolidations.readRollUps, {
    query: { period: period.id, collection: collectionId, lens: "submitted", measure: main.measure },
  });
  const totals = items.flatMap(({ member, sum, regionId, tier }) =>
    member === "total" && sum !== null ? [[regionId, { sum: Number(sum), tier }] as const] : [],
  );
  return { collectionId, measure: measures.get(main.measure)!.name, ofRegion: new Map(totals) };
}

function shareOf(sums: Sums | undefined, { regionId, cityId }: Unit, below: ReadonlySet<number> = new Set()) {
  const total = sums?.ofRegion.get(cityId);
  if (sums === undefined || total === undefined || total.sum === 0) return null;
  if (regionId !== cityId) {
    const own = sums.ofRegion.get(regionId);
    return own === undefined ? null : own.sum / total.sum;
  }
  if (total.tier !== "city") return null;
  // A county without a figure is no part of the total yet, so nothing is taken off for it.
  const counties = [...below].flatMap((id) => sums.ofRegion.get(id)?.sum ?? []);
  return (total.sum - counties.reduce((sum, one) => sum + one, 0)) / total.sum;
}
