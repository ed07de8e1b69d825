import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { addressOf, api } from "@duibiao/client";
import { Empty, fileName, Page, Segments, showMoment, showPeriod, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { LineTotals } from "@duibiao/screens/lines";
import { collectionsQuery, wantedCollections, type ListedCollection } from "../board/collections.ts";
import { useFormNames } from "../reconcile/form-names.ts";
import { BatchCard } from "./batch-card.tsx";
import { BureauSelect, Parts, useBureaus } from "./bureaus.tsx";
import { found, institutionsQuery, standingNames, type Institution, type Where } from "./institutions.ts";
import { InstitutionsTable } from "./institutions-table.tsx";
import { standings, type FilingsSearch } from "./search.ts";
import { useBatch } from "./use-batch.ts";
import "../board/board.css";
import "./filings.css";

/** 代报合并: the institutions below a bureau, the files that came for them, and what they add up to. */
export function FilingsPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<FilingsSearch>();
  const bureaus = useBureaus();
  const listed = useQuery(collectionsQuery);
  const nameOf = useFormNames(listed.data ?? []);
  const collection =
    listed.data?.find(({ id }) => id === search.collection) ??
    (listed.data && wantedCollections(listed.data, "", new Date().toISOString())[0]);
  const bureau = bureaus.find(({ regionId }) => regionId === search.region) ?? bureaus[0];
  return (
    <Page
      title={t("代报合并", "Filing for institutions")}
      stamps={collection?.synthetic ? [t(SYNTHETIC)] : []}
      actions={
        <>
          <BureauSelect bureaus={bureaus} value={bureau?.regionId} onChange={(region) => change({ region })} />
          <label className="inline-field">
            {t("报表", "Form")}
            <select
              className="input"
              value={collection?.id ?? ""}
              onChange={({ target }) => change({ collection: Number(target.value) })}
            >
              {(listed.data ?? []).map((one) => (
                <option key={one.id} value={one.id}>
                  {showPeriod(one.period, language)} {t(nameOf(one))}
                  {one.lockedAt === null ? "" : t("（已锁定）", " (locked)")}
                </option>
              ))}
            </select>
          </label>
        </>
      }
    >
      <Parts region={search.region} />
      <Loaded of={listed}>
        {() =>
          collection === undefined || bureau === undefined ? (
            <Empty>{t("还没有采集任务。", "There is no collection yet.")}</Empty>
          ) : (
            <Filings
              key={`${collection.id}/${bureau.regionId}`}
              collection={collection}
              region={bureau.regionId}
              search={search}
              change={change}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

type FilingsProps = {
  collection: ListedCollection;
  region: number;
  search: FilingsSearch;
  change: (patch: FilingsSearch, how?: { replace?: boolean }) => void;
};

function Filings({ collection, region, search, change }: FilingsProps) {
  const t = useText();
  const where = { collection: collection.id, region };
  const institutions = useQuery(institutionsQuery(where));
  return (
    <Loaded of={institutions}>
      {({ now, items }) =>
        items.length === 0 ? (
          <Empty>
            {t(
              "这次采集任务里，本机构没有所辖单位；请另选报表。单位由省级管理员在名录中登记。",
              "This bureau has no institution in this collection; choose another form. Institutions are registered by the province's administrator.",
            )}
          </Empty>
        ) : (
          <Shown {...{ collection, where, now, items, search, change }} />
        )
      }
    </Loaded>
  );
}

type ShownProps = Omit<FilingsProps, "region"> & { where: Where; now: string; items: readonly Institution[] };

function Shown({ collection, where, now, items, search, change }: ShownProps) {
  const t = useText();
  const client = useQueryClient();
  const batch = useBatch(where, () => void client.invalidateQueries());
  const { show, text = "" } = search;
  const within = useMemo(() => found(items, text), [items, text]);
  const shown = useMemo(() => within.filter(({ standing }) => show === undefined || standing === show), [within, show]);
  const count = (standing: Institution["standing"]) => within.filter((one) => one.standing === standing).length;
  const stamps = collection.synthetic ? [t(SYNTHETIC)] : [];
  const owing = items.filter(({ standing }) => standing !== "exempt");
  return (
    <>
      <BatchCard batch={batch} institutions={owing} stamps={stamps} />
      <h2 className="filing-list-head">{t("所辖单位", "Institutions")}</h2>
      <InstitutionsTable
        rows={shown}
        sort={search.sort}
        onSort={(sort) => change({ sort })}
        stamps={stamps}
        notes={[
          t(`数据截至 ${showMoment(now, "zh")}`, `as of ${showMoment(now, "en")}`),
          ...(show === undefined ? [] : [t(`筛选：${standingNames[show].zh}`, `Filter: ${standingNames[show].en}`)]),
          ...(text === "" ? [] : [t(`查找：${text}`, `Search: ${text}`)]),
        ]}
        tools={
          <>
            <Segments
              label={t("筛选", "Filter")}
              value={show ?? "all"}
              onChange={(value) => change({ show: value === "all" ? undefined : value })}
              options={[
                { value: "all", label: t(`全部 ${within.length}`, `All ${within.length}`) },
                ...standings.map((value) => ({ value, label: `${t(standingNames[value])} ${count(value)}` })),
              ]}
            />
            <input
              className="input board-find"
              type="search"
              value={text}
              placeholder={t("查找单位、报送人", "Find institution or sender")}
              aria-label={t("查找单位、报送人", "Find institution or sender")}
              onChange={({ target }) => change({ text: target.value }, { replace: true })}
            />
            <span className="grow" />
            <a
              className="btn btn-small"
              href={addressOf(api.filings.downloadTemplates, {}, where)}
              download={fileName(t("各单位模板", "Templates"), "zip", new Date())}
            >
              {t(`下载全部模板（${owing.length} 份）`, `All templates (${owing.length})`)}
            </a>
          </>
        }
      />
      <LineTotals
        collection={where.collection}
        region={where.region}
        lens="submitted"
        by={search.by}
        figure={search.figure}
        change={change}
      />
    </>
  );
}
