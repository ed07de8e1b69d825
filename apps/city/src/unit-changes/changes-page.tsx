import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import {
  Button,
  DataTable,
  Empty,
  Page,
  showMoment,
  SYNTHETIC,
  useFocusAfter,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { collectionsQuery } from "../board/collections.ts";
import { BureauSelect, Parts, useBureaus, type Bureau } from "../filings/bureaus.tsx";
import { Said } from "../said.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import type { PartSearch } from "../filings/search.ts";
import "../filings/filings.css";

export type UnitChange = Answer<typeof api.unitChanges.listUnitChanges>["items"][number];

export const changeNames: Record<UnitChange["kind"], { zh: string; en: string }> = {
  rename: { zh: "更名", en: "Renamed" },
  merge: { zh: "撤并", en: "Merged" },
  joint: { zh: "合署办公", en: "Joint office" },
  apart: { zh: "分署", en: "Apart again" },
};

/** 单位变动: what became of a bureau's institutions, from which day, by which paper, and who reports since. */
export function ChangesPage() {
  const t = useText();
  const [search, change] = useAddress<PartSearch>();
  const bureaus = useBureaus();
  const synthetic = useQuery(collectionsQuery).data?.some((one) => one.synthetic) === true;
  const stamps = synthetic ? [t(SYNTHETIC)] : [];
  const bureau = bureaus.find(({ regionId }) => regionId === search.region) ?? bureaus[0];
  return (
    <Page
      title={t("单位变动", "Changes of institutions")}
      stamps={stamps}
      actions={<BureauSelect bureaus={bureaus} value={bureau?.regionId} onChange={(region) => change({ region })} />}
    >
      <Said />
      <Parts region={search.region} />
      {bureau === undefined ? (
        <Empty>{t("您没有在机关事务机构任职。", "You hold no post at a bureau.")}</Empty>
      ) : (
        <Changes
          key={bureau.regionId}
          bureau={bureau}
          stamps={stamps}
          search={search}
          onSort={(sort) => change({ sort })}
        />
      )}
    </Page>
  );
}

type Props = { bureau: Bureau; stamps: string[]; search: PartSearch; onSort: (sort: string) => void };

function Changes({ bureau, stamps, search, onSort }: Props) {
  const t = useText();
  const listed = useQuery(read(api.unitChanges.listUnitChanges, { query: { region: bureau.regionId } }));
  const [asked, ask] = useState<{ apart: UnitChange | null } | null>(null);
  const { language } = useLanguage();
  const place = useFocusAfter<HTMLDivElement>(listed.isFetching);
  const columns = useMemo(
    (): Column<UnitChange>[] => [
      { key: "effective", header: { zh: "自何日起", en: "From" }, width: "m", value: ({ effective }) => effective },
      { key: "kind", header: { zh: "变动", en: "Change" }, width: "s", value: ({ kind }) => t(changeNames[kind]) },
      {
        key: "units",
        header: { zh: "单位", en: "Institutions" },
        width: "xl",
        head: true,
        value: (row) => namesOf(row, t),
      },
      {
        key: "into",
        header: { zh: "之后", en: "Since then" },
        width: "xl",
        value: (row) => t(sinceThen(row)),
      },
      { key: "documentNo", header: { zh: "文号", en: "Document" }, width: "l", value: ({ documentNo }) => documentNo },
      { key: "reason", header: { zh: "原因", en: "Reason" }, width: "fill", value: ({ reason }) => reason },
      {
        key: "by",
        header: { zh: "登记人、时间", en: "Recorded by, when" },
        width: "l",
        value: ({ by, at }) => `${by} ${showMoment(at, language)}`,
        sortBy: ({ at }) => at,
      },
      {
        key: "deed",
        header: { zh: "办理", en: "To do" },
        width: "s",
        value: () => null,
        screenOnly: true,
        cell: (row) =>
          bureau.leads && row.kind === "joint" && row.ended === null ? (
            <Button
              small
              aria-label={t(`分署：${namesOf(row, t)}`, `Part them: ${namesOf(row, t)}`)}
              onClick={() => ask({ apart: row })}
            >
              {t("分署", "Part them")}
            </Button>
          ) : null,
      },
    ],
    [t, language, bureau.leads],
  );
  return (
    <Loaded of={listed}>
      {({ items }) => (
        <div ref={place} tabIndex={-1}>
          <DataTable
            title={t(`${bureau.place}单位变动`, `Changes of institutions, ${bureau.place}`)}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t("还没有登记过单位变动。", "No change has been recorded yet.")}
            about={{ stamps }}
            sort={search.sort ?? ""}
            onSort={onSort}
            tools={
              bureau.leads ? (
                <Button small look="primary" onClick={() => ask({ apart: null })}>
                  {t("登记单位变动", "Record a change")}
                </Button>
              ) : (
                <span className="quiet">
                  {t("单位变动由机关事务机构负责人登记。", "Changes are recorded by the bureau's leader.")}
                </span>
              )
            }
          />
          {asked === null ? null : (
            <ChangeDialog region={bureau.regionId} apart={asked.apart} onClose={() => ask(null)} />
          )}
        </div>
      )}
    </Loaded>
  );
}

const namesOf = ({ units }: UnitChange, t: ReturnType<typeof useText>) =>
  units.map(({ name }) => name).join(t("、", ", "));

function sinceThen({ kind, into, name, ended }: UnitChange): { zh: string; en: string } {
  if (kind === "rename") return { zh: `名称为「${name}」`, en: `called ${name}` };
  if (kind === "apart") return { zh: "各自填报", en: "each reports by itself" };
  const who = into?.name ?? "";
  if (kind === "merge") return { zh: `并入「${who}」，由其填报`, en: `part of ${who}, which reports` };
  return ended === null
    ? { zh: `由「${who}」合并填报`, en: `${who} reports for all` }
    : { zh: `由「${who}」合并填报，到 ${ended} 分署`, en: `${who} reported for all until ${ended}` };
}
