import { useNavigate } from "@tanstack/react-router";
import { lazy, useMemo } from "react";
import type { Compiled } from "@duibiao/indicators";
import type { Region } from "@duibiao/screens/dictionary";
import { placeText } from "@duibiao/screens/release";
import { Alert, ChartWithTable, DataTable, lenses, nameOf, showNumber, useText } from "@duibiao/ui";
import { TrendPanel } from "../trends/trend-panel.tsx";
import { columnsOf, decimalsOf, hasDirection, reasonText, type Row } from "./columns.tsx";
import type { Ranking } from "./definition.tsx";
import type { Choice } from "./picker.tsx";
import type { RankingSearch, Show } from "./search.ts";
import { useSheetColumn } from "./sheet-column.tsx";

const StripPlot = lazy(async () => ({ default: (await import("@duibiao/ui/chart")).StripPlot }));

type Props = {
  ranking: Ranking;
  vocabulary: Compiled;
  regions: readonly Region[];
  search: RankingSearch;
  show: Show;
  choice: Choice;
  title: string;
  change: (patch: Partial<RankingSearch>, how?: { replace?: boolean }) => void;
};

/** Strip and table of everybody compared, or the course of a few. */
export function RankingResult({ ranking, vocabulary, regions, search, show, choice, title, change }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const byId = useMemo(() => new Map(regions.map((region) => [region.id, region])), [regions]);
  const sheet = useSheetColumn(ranking, vocabulary);
  const columns = useMemo(
    () =>
      columnsOf(ranking, show, (row) => (row.parentId === null ? undefined : byId.get(row.parentId)), t).flatMap(
        (column) => (column.key === "value" && sheet !== null ? [column, sheet] : [column]),
      ),
    [ranking, show, byId, sheet, t],
  );
  const rows = useMemo(
    () =>
      search.city === undefined ? ranking.items : ranking.items.filter(({ parentId }) => parentId === search.city),
    [ranking.items, search.city],
  );
  const strip = useMemo(() => stripOf(ranking, search, byId, t), [ranking, search.region, search.city, byId, t]);
  const notes = notesOf(ranking, search, byId, t);
  const stamps = ranking.stamps.map((stamp) => t(stamp));

  if (show === "trend") {
    const chosen = trendRegions(ranking, search.region);
    return (
      <TrendPanel
        choice={{ ...choice, kind: String(ranking.period["kind"]) }}
        regions={chosen}
        own={search.region}
        title={title}
        link
      />
    );
  }
  const table = {
    title,
    columns,
    rows,
    rowKey: ({ regionId }: Row) => regionId,
    rowClass: ({ regionId }: Row) => (regionId === search.region ? "dt-own" : undefined),
    empty: t("所选范围内没有地区，请在左侧放宽选择。", "No region in this choice; widen it on the left."),
    sort: search.sort ?? "",
    onSort: (sort: string) => change({ sort: sort || undefined }, { replace: true }),
  };
  return (
    <>
      {ranking.pending ? (
        <Alert
          tone="warning"
          title={t(
            "部分数据正在汇总，数秒后刷新可见最新结果。",
            "Some figures are still being summed; refresh in a few seconds.",
          )}
        />
      ) : null}
      <ChartWithTable
        {...table}
        summary={summaryOf(ranking, search, t)}
        chart={
          <StripPlot
            title={title}
            dots={strip.dots}
            missing={strip.missing}
            cuts={ranking.quartileCuts}
            direction={ranking.indicator.direction}
            uom={ranking.indicator.uom}
            decimals={decimalsOf(ranking)}
            nRanked={ranking.nRanked}
            peers={strip.peers}
            onOpen={(region) => change({ region: Number(region) }, { replace: true })}
          />
        }
        stamps={stamps}
        notes={notes}
        view={search.view ?? "chart"}
        onView={(view) => change({ view: view === "chart" ? undefined : view }, { replace: true })}
      />
      {search.view === "table" ? null : (
        <DataTable
          {...table}
          about={{ stamps, notes }}
          choice={{
            key: search.region ?? null,
            onChange: ({ regionId }) => change({ region: regionId }, { replace: true }),
            onOpen: ({ regionId }) => void navigate({ to: "/regions/$region", params: { region: String(regionId) } }),
          }}
          footer={t(
            "单击标记地区，回车或双击打开地区画像",
            "Click marks a region; Enter or a double click opens its profile",
          )}
        />
      )}
    </>
  );
}

type Say = (zh: string, en: string) => string;

function stripOf(ranking: Ranking, search: RankingSearch, byId: ReadonlyMap<number, Region>, t: Say) {
  const marked = ranking.items.find(({ regionId }) => regionId === search.region);
  const peer = (row: Row) =>
    search.city !== undefined
      ? row.parentId === search.city
      : marked !== undefined && row.kind === marked.kind && ranking.peerGroup === null;
  const city = search.city === undefined ? undefined : byId.get(search.city)?.name;
  return {
    // A ring says one thing at a time: of the city that is listed, or of the marked region's kind.
    peers:
      city !== undefined
        ? { zh: `${city}所属`, en: `Of ${city}` }
        : { zh: `同类（${marked?.kind}）`, en: `Same kind (${marked?.kind})` },
    dots: ranking.items.flatMap((row) =>
      row.value === null
        ? []
        : [
            {
              key: row.regionId,
              name: row.name,
              value: row.value,
              rank: row.place?.rank ?? null,
              rankTo: row.place?.rankTo ?? null,
              own: row.regionId === search.region,
              peer: peer(row),
              incomplete: !row.complete,
            },
          ],
    ),
    missing: ranking.items
      .filter(({ value }) => value === null)
      .map((row) => ({
        name: row.name,
        reason: (reasonText(row, t) ?? t("没有数值", "no value")).replace(/[。.]$/, ""),
      })),
  };
}

/** The main thing in one or two sentences: who leads, how wide it spreads, where the marked region stands. */
function summaryOf(ranking: Ranking, { region }: RankingSearch, t: Say): string {
  const { nListed, nRanked, items, indicator, quartileCuts, own: ownLevel, tier } = ranking;
  const decimals = decimalsOf(ranking);
  const shown = (value: number) => `${showNumber(value, decimals)} ${indicator.uom}`;
  const first = items.filter(({ place }) => place?.rank === 1);
  const own = items.find(({ regionId }) => regionId === region);
  const listed = t(`列入 ${nListed} 个，参加排名 ${nRanked} 个。`, `${nListed} listed, ${nRanked} ranked.`);
  if (ownLevel && nListed > 0 && items.every(({ expected }) => expected === 0))
    return tier === "county"
      ? t(
          "各县级地区都由一个单位报全域，没有单独的本级单位；本级比较请在左侧选市级。",
          "Every county reports as a whole and has no unit of its own level; choose Cities on the left.",
        )
      : t("没有一个地区有本级填报单位。", "No region has a unit of its own level.");
  if (!hasDirection(ranking))
    return (
      t(
        `列入 ${nListed} 个。这项指标不是越高或越低越好，不排位次，只看分布。`,
        `${nListed} listed. Neither more nor less of this indicator is better: nobody is ranked, only the spread is shown.`,
      ) + (own?.value == null ? "" : t(`${own.name} ${shown(own.value)}。`, ` ${own.name}: ${shown(own.value)}.`))
    );
  const lead =
    first.length === 0
      ? ""
      : t(
          `最好为${first
            .slice(0, 3)
            .map(({ name }) => name)
            .join("、")}${first.length > 3 ? `等 ${first.length} 个` : ""}（${shown(first[0]!.value!)}）`,
          `Best: ${first
            .slice(0, 3)
            .map(({ name }) => name)
            .join(", ")}${first.length > 3 ? ` and ${first.length - 3} more` : ""} (${shown(first[0]!.value!)})`,
        ) +
        (quartileCuts
          ? t(`，中位数 ${shown(quartileCuts.p50)}。`, `, median ${shown(quartileCuts.p50)}.`)
          : t("。", "."));
  const mine =
    own === undefined
      ? ""
      : own.place === null
        ? t(`${own.name}不参加排名。`, `${own.name} is not ranked.`)
        : t(
            `${own.name}在 ${nRanked} 个中列第 ${placeText(own.place)} 位，${shown(own.value!)}，${own.place.gapToTopQuartile === 0 ? "已在前四分之一" : `距前四分之一 ${shown(own.place.gapToTopQuartile)}`}。`,
            `${own.name}: place ${placeText(own.place)} of ${nRanked}, ${shown(own.value!)}, ${own.place.gapToTopQuartile === 0 ? "in the top quarter" : `${shown(own.place.gapToTopQuartile)} from the top quarter`}.`,
          );
  return [listed, lead, mine].filter(Boolean).join(t("", " "));
}

function notesOf(ranking: Ranking, search: RankingSearch, byId: ReadonlyMap<number, Region>, t: Say): string[] {
  const lens = nameOf(lenses, ranking.lens);
  const city = search.city === undefined ? undefined : byId.get(search.city);
  return [
    t(`口径：${lens.zh}`, `Lens: ${lens.en}`),
    ranking.own
      ? t("范围：本级单位，不含下级", "Compared: own-level units only")
      : t(
          `对标组：全省${ranking.peerGroup ?? (ranking.tier === "county" ? "县级" : "各市")}`,
          `Compared within: ${ranking.peerGroup ?? (ranking.tier === "county" ? "all counties" : "all cities")}`,
        ),
    ...(hasDirection(ranking)
      ? [
          t(
            `列入 ${ranking.nListed} 个，参加排名 ${ranking.nRanked} 个，数值相同的并列`,
            `${ranking.nListed} listed, ${ranking.nRanked} ranked, equal values share places`,
          ),
        ]
      : [t("不排位次", "nobody is ranked")]),
    ...(city
      ? [
          t(
            `只列${city.name}，位次为对标组内位次`,
            `Only ${city.name} is listed; places are those of the whole comparison`,
          ),
        ]
      : []),
    t(`区划截至 ${ranking.treeDate}`, `Regions as of ${ranking.treeDate}`),
    ...(ranking.quartileCuts ? [t("四分位按第 7 型分位数", "Quarters by type-7 quantiles")] : []),
  ];
}

/** The marked region and those who lead: at most six lines can be told apart at a glance. */
function trendRegions({ items }: Ranking, region: number | undefined): number[] {
  const first = items
    .filter(({ place }) => place !== null)
    .slice(0, 5)
    .map(({ regionId }) => regionId);
  return [...new Set([...(region === undefined ? [] : [region]), ...first])];
}
