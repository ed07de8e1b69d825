import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Empty, Page, showPeriod, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { collectionsQuery, wantedCollections, type ListedCollection } from "../board/collections.ts";
import { Said } from "../said.tsx";
import { Cities } from "./cities.tsx";
import { City } from "./city.tsx";
import { NextToConsolidate } from "./next-to-consolidate.tsx";
import type { ReconcileSearch } from "./search.ts";
import { useFormNames } from "./form-names.ts";
import "../board/board.css";
import "./reconcile.css";

/** 汇总对账: what a city stands for in one form and period. */
export function ReconcilePage() {
  const [search, change] = useAddress<ReconcileSearch>();
  return (
    <Loaded of={useQuery(collectionsQuery)}>
      {(listed) => {
        const collection =
          listed.find(({ id }) => id === search.collection) ??
          wantedCollections(listed, "", new Date().toISOString())[0];
        return <Chosen listed={listed} collection={collection} search={search} change={change} />;
      }}
    </Loaded>
  );
}

type ChosenProps = {
  listed: readonly ListedCollection[];
  collection: ListedCollection | undefined;
  search: ReconcileSearch;
  change: (next: ReconcileSearch) => void;
};

function Chosen({ listed, collection, search, change }: ChosenProps) {
  const t = useText();
  const { language } = useLanguage();
  const nameOf = useFormNames(listed);
  const shown = `${collection?.id}/${search.city ?? ""}`;
  const [dealt, deal] = useState("");
  return (
    <Page
      title={t("汇总对账", "Consolidation")}
      stamps={collection?.synthetic ? [t(SYNTHETIC)] : []}
      actions={
        <label className="inline-field">
          {t("报表", "Form")}
          <select
            className="input"
            value={collection?.id ?? ""}
            onChange={(event) => change({ collection: Number(event.target.value) })}
          >
            {listed.map((one) => (
              <option key={one.id} value={one.id}>
                {showPeriod(one.period, language)} {t(nameOf(one))}
                {one.lockedAt === null ? "" : t("（已锁定）", " (locked)")}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Said />
      {collection === undefined ? (
        <Empty>{t("还没有采集任务。", "There is no collection yet.")}</Empty>
      ) : (
        <>
          <NextToConsolidate collection={collection.id} done={dealt === shown} />
          <Part collection={collection} search={search} change={change} onDone={() => deal(shown)} />
        </>
      )}
    </Page>
  );
}

type PartProps = {
  collection: ListedCollection;
  search: ReconcileSearch;
  change: (next: ReconcileSearch) => void;
  onDone: () => void;
};

function Part({ collection, search, change, onDone }: PartProps) {
  const t = useText();
  const { end } = collection.period;
  const progress = useQuery(read(api.board.readProgress, { query: { from: end, to: end } }));
  return (
    <Loaded of={progress}>
      {({ cities, cells }) => {
        const own = cells.filter(({ collectionId }) => collectionId === collection.id);
        const owing = cities.filter(({ cityId }) => own.some((cell) => cell.cityId === cityId));
        const city = owing.find(({ cityId }) => cityId === search.city) ?? (owing.length === 1 ? owing[0] : undefined);
        if (owing.length === 0)
          return (
            <Empty>
              {t(
                "汇总由市级机关事务机构办理；您的任职范围内没有市级汇总。本县的审核请到审核台。",
                "Consolidations are the city bureau's; there is none within your post. Review your county's at the review desk.",
              )}
            </Empty>
          );
        if (city === undefined)
          return (
            <Cities
              cities={owing}
              cells={own}
              synthetic={collection.synthetic}
              onChoose={(cityId) => change({ city: cityId })}
            />
          );
        return (
          <City
            key={`${collection.id}/${city.cityId}`}
            collection={collection}
            city={city}
            opened={own.find((cell) => cell.cityId === city.cityId)?.opened ?? false}
            split={search}
            onSplit={change}
            lens={search.lens ?? "city"}
            onLens={(lens) => change({ lens: lens === "city" ? undefined : lens })}
            onDone={onDone}
            onBack={owing.length > 1 ? () => change({ city: undefined }) : undefined}
          />
        );
      }}
    </Loaded>
  );
}
