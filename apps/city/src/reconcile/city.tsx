import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";
import type { Form, Vocabulary } from "@duibiao/indicators";
import { Button, FoundAgain, useText } from "@duibiao/ui";
import { Loaded, useSession } from "@duibiao/screens";
import { LineTotals, type TotalsSearch } from "@duibiao/screens/lines";
import { RulesLink } from "@duibiao/screens/rules";
import { Warnings } from "@duibiao/screens/warnings";
import type { ListedCollection } from "../board/collections.ts";
import { openVocabulary } from "../review/paper.ts";
import { Differences, Missing, reasonsIn } from "./reasons.tsx";
import { Editions } from "./editions.tsx";
import { LinesTable } from "./lines-table.tsx";
import { Opening } from "./opening.tsx";
import { SignBar } from "./sign-bar.tsx";
import { Stale } from "./stale.tsx";
import type { Consolidation, Figure, Preview, Reconciled } from "./standing.ts";
import type { Lens } from "./search.ts";
import { useReasons } from "./use-reasons.ts";

type Unit = Answer<typeof api.units.listUnits>["items"][number];
export type CityName = { cityId: number; name: string; code: string };
export type CityData = {
  preview: Preview;
  editions: readonly Consolidation[];
  /** Names of units by id, as they were on the period's last day. */
  units: ReadonlyMap<number, Unit>;
  vocabulary: Vocabulary;
  form: Form;
  tier: string;
  /** Names of regions by id on that day. */
  regions: ReadonlyMap<number, string>;
};

/** What a city would sign now, with its editions: read as of one moment. */
function useCity(collection: ListedCollection, city: number) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["city.standing", collection.id, city],
    queryFn: async ({ signal }): Promise<CityData> => {
      const [preview, editions, units, vocabulary, regions] = await Promise.all([
        call(api.consolidations.previewConsolidation, { query: { collection: collection.id, city }, signal }),
        call(api.consolidations.listConsolidations, { query: { collection: collection.id, city }, signal }),
        call(api.units.listUnits, { query: { region: city, below: "true", date: collection.period.end }, signal }),
        openVocabulary(client, collection.catalogueId),
        call(api.regions.listRegions, { query: { date: collection.period.end }, signal }),
      ]);
      return {
        preview,
        editions: editions.items,
        units: new Map(units.items.map((unit) => [unit.id, unit])),
        vocabulary,
        form: vocabulary.forms.get(collection.formKey)!,
        regions: new Map(regions.items.map((region) => [region.id, region.name])),
        tier: regions.items.find(({ id }) => id === city)?.tier ?? "city",
      };
    },
  });
}

type Props = {
  collection: ListedCollection;
  city: CityName;
  opened: boolean;
  lens: Lens;
  onLens: (lens: Lens) => void;
  onBack: (() => void) | undefined;
  /** It was signed, or decided upon. */
  onDone: () => void;
  split: TotalsSearch;
  onSplit: (patch: TotalsSearch) => void;
};

export function City(props: Props) {
  return (
    <Loaded of={useCity(props.collection, props.city.cityId)}>
      {(data) => <Standing key={`${props.collection.id}/${props.city.cityId}`} {...props} data={data} />}
    </Loaded>
  );
}

function Standing({
  collection,
  city,
  opened,
  lens,
  onLens,
  onBack,
  onDone,
  split,
  onSplit,
  data,
}: Props & { data: CityData }) {
  const t = useText();
  const { posts } = useSession();
  const { preview, editions } = data;
  const latest = editions.at(-1);
  const reasons = useReasons(collection, city.cityId, latest ? reasonsIn(latest) : {});
  const leads = posts.some(({ role, regionId }) => role === "leader" && regionId === city.cityId);
  const canSign = leads && collection.lockedAt === null;
  return (
    <>
      <div className="row between">
        <h2>
          {city.name}{" "}
          <span className="quiet">
            {t(
              `市审通过 ${preview.included.length} / 应报 ${preview.expected}，缺 ${preview.missing.length}`,
              `${preview.included.length} accepted of ${preview.expected} expected, ${preview.missing.length} missing`,
            )}
          </span>
        </h2>
        <div className="row no-print">
          <RulesLink collection={collection.id} />
          {data.tier === "city" ? (
            <Opening collection={collection} city={city} opened={opened} mayOpen={leads} />
          ) : null}
          {onBack ? <Button onClick={onBack}>{t("返回各市", "All cities")}</Button> : null}
        </div>
      </div>
      <progress
        className="progress board-totals"
        value={preview.included.length}
        max={preview.expected}
        aria-label={t("覆盖率", "Coverage")}
      />
      {latest?.stale ? <Stale edition={latest} data={data} /> : null}
      <Figures collection={collection} city={city} data={data} lens={lens} onLens={onLens} />
      <LineTotals
        collection={collection.id}
        region={city.cityId}
        lens={lens}
        by={split.by}
        figure={split.figure}
        change={onSplit}
      />
      <Warnings region={city.cityId} period={collection.period.id} name={city.name} />
      <FoundAgain of={reasons.written} />
      <Missing data={data} reasons={reasons} canWrite={canSign} collection={collection} city={city} />
      <Differences data={data} reasons={reasons} canWrite={canSign} />
      <SignBar collection={collection} city={city} data={data} reasons={reasons} leads={leads} onDone={onDone} />
      <Editions collection={collection} data={data} onDone={onDone} />
    </>
  );
}

type FiguresProps = {
  collection: ListedCollection;
  city: CityName;
  data: CityData;
  lens: Lens;
  onLens: (lens: Lens) => void;
};

function Figures({ collection, city, data, lens, onLens }: FiguresProps) {
  const query = { period: collection.period.id, collection: collection.id, lens };
  const own = useQuery(read(api.consolidations.readRollUps, { query: { ...query, region: city.cityId } }));
  const below = useQuery(read(api.consolidations.readRollUps, { query: { ...query, parent: city.cityId } }));
  const reconciled = useQuery(
    read(api.consolidations.readReconciliation, { query: { collection: collection.id, lens } }),
  );
  return (
    <Loaded of={own}>
      {(figures) => (
        <Loaded of={below}>
          {(children) => (
            <Loaded of={reconciled}>
              {(rows) => (
                <LinesTable
                  data={data}
                  city={city}
                  collection={collection}
                  figures={figures.items as readonly Figure[]}
                  below={children.items as readonly Figure[]}
                  reconciled={rows.items as readonly Reconciled[]}
                  pending={figures.pending}
                  lens={lens}
                  onLens={onLens}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
