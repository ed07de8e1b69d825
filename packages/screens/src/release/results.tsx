import { Link } from "@tanstack/react-router";
import { lazy, useMemo } from "react";
import {
  ChartWithTable,
  DataTable,
  nameOf,
  QuartileMark,
  quartiles,
  showNumber,
  useText,
  type ChartView,
  type Column,
} from "@duibiao/ui";
import { useCoverageText } from "../catalogue/coverage.tsx";
import { conclusionColumns } from "./conclusion.tsx";
import { isRanked, placeText, type Item, type Release } from "./release.ts";
import { standingColumns } from "./standing.tsx";
import { notesOf } from "./words.ts";

const StripPlot = lazy(async () => ({ default: (await import("@duibiao/ui/chart")).StripPlot }));

type Props = {
  release: Release;
  /** Only regions of this peer group; places stay those of the release. */
  group?: string | undefined;
  view: ChartView;
  onView: (view: ChartView) => void;
  sort: string;
  onSort: (sort: string) => void;
  /** Of the calculation sheet; absent where the reader may not open it. */
  evaluation: number | null;
};

/** Scores of all visible regions: the strip, and the table with places, coverage and reasons. */
export function ReleaseResults({ release, group, view, onView, sort, onSort, evaluation }: Props) {
  const t = useText();
  const items = useMemo(
    () => (group === undefined ? release.items : release.items.filter(({ peerGroup }) => peerGroup === group)),
    [release.items, group],
  );
  const dots = useMemo(
    () =>
      items.flatMap(({ regionId, name, score, place, standing }) =>
        score === null || !isRanked({ place, standing })
          ? []
          : [{ key: regionId, name, value: score, rank: place?.rank ?? null, rankTo: place?.rankTo ?? null }],
      ),
    [items],
  );
  const missing = useMemo(
    () =>
      items
        .filter((item) => !isRanked(item))
        .map(({ name, unranked }) => ({
          name,
          reason: unranked.map((reason) => t(reason).replace(/[。.]$/, "")).join(t("；", "; ")),
        })),
    [items, t],
  );
  const table = {
    title: release.title,
    columns: columnsOf(release, evaluation, t),
    rows: items,
    rowKey: ({ regionId }: Item) => regionId,
    empty: t("没有可见的地区。", "No region that you may see."),
    sort,
    onSort,
  };
  const stamps = release.stamps.map((stamp) => t(stamp));
  const { nRanked } = release.head;
  const part =
    group === undefined
      ? []
      : [
          t(
            `只列对标组“${group}”，位次和四分位仍是全部 ${nRanked} 个中的`,
            `Only the group ${group} is listed; places and quarters are those among all ${nRanked}`,
          ),
        ];
  const { catalogue, scheme, synthetic } = release.head;
  const coverage = useCoverageText({ catalogue: catalogue.id, scheme: scheme.key, synthetic });
  const notes = [...part, ...notesOf(release, t), ...(coverage === null ? [] : [coverage])];
  return (
    <>
      <ChartWithTable
        {...table}
        summary={t(
          `列入 ${items.length} 个，参加排名 ${dots.length} 个；点为各地区得分。${part.map((text) => `${text}。`).join("")}`,
          `${items.length} listed, ${dots.length} ranked; each dot is a region's score.${part.map((text) => ` ${text}.`).join("")}`,
        )}
        chart={
          <StripPlot
            title={release.title}
            dots={dots}
            missing={missing}
            cuts={release.presentation === "bands" ? null : release.head.quartileCuts}
            direction="higher"
            uom={t("分", "points")}
            decimals={2}
            nRanked={nRanked}
          />
        }
        stamps={stamps}
        notes={notes}
        view={view}
        onView={onView}
      />
      {view === "table" ? null : <DataTable {...table} about={{ stamps, notes }} />}
    </>
  );
}

function columnsOf(release: Release, evaluation: number | null, t: ReturnType<typeof useText>): Column<Item>[] {
  const { id, presentation } = release;
  const bands = presentation === "bands";
  const placed: Column<Item>[] = [
    {
      key: "rank",
      header: { zh: "位次", en: "Place" },
      value: ({ place }) => placeText(place),
      sortBy: ({ place }) => place?.rank ?? null,
      cell: ({ place }) => placeText(place) ?? <span className="quiet">{t("不排名", "unranked")}</span>,
      width: "s",
    },
  ];
  const relative: Column<Item>[] = [
    {
      key: "quarter",
      header: { zh: "四分位", en: "Quarter" },
      value: ({ place }) => (place === null ? null : t(nameOf(quartiles, place.quartile))),
      sortBy: ({ place }) => place?.quartile ?? null,
      cell: ({ place }) => (place === null ? null : <QuartileMark quartile={place.quartile} />),
      width: "m",
    },
    {
      key: "gap",
      header: { zh: "距最好", en: "To the best" },
      type: "number",
      decimals: 2,
      value: ({ place }) => place?.gapToBest ?? null,
      width: "s",
    },
  ];
  return [
    ...(bands ? standingColumns(release, t) : placed),
    {
      key: "region",
      header: { zh: "地区", en: "Region" },
      value: ({ name }) => name,
      cell: ({ regionId, name }) => (
        // In this release: the profile opens in the newest one by itself.
        <Link to="/regions/$region" params={{ region: String(regionId) }} search={{ release: id } as never}>
          {name}
        </Link>
      ),
      head: true,
      width: "m",
    },
    { key: "group", header: { zh: "对标组", en: "Peer group" }, value: ({ peerGroup }) => peerGroup, width: "l" },
    {
      key: "score",
      header: { zh: "得分", en: "Score" },
      type: "number",
      decimals: 2,
      highFirst: true,
      value: ({ score }) => score,
      cell: ({ regionId, score }) =>
        score === null ? (
          <span className="quiet">{t("无", "none")}</span>
        ) : evaluation === null ? (
          showNumber(score, 2)
        ) : (
          <Link to="/sheet/$evaluation/$region" params={{ evaluation: String(evaluation), region: String(regionId) }}>
            {showNumber(score, 2)}
          </Link>
        ),
      width: "s",
    },
    ...(bands ? [] : [...standingColumns(release, t), ...relative]),
    ...conclusionColumns(release, t),
    {
      key: "coverage",
      header: { zh: "覆盖率", en: "Coverage" },
      uom: "%",
      type: "number",
      decimals: 1,
      value: ({ coverage }) => (coverage === null ? null : coverage * 100),
      width: "s",
    },
    {
      key: "reason",
      header: { zh: "说明", en: "Remark" },
      value: ({ unranked }) => unranked.map((reason) => t(reason)).join(" ") || null,
      width: "fill",
    },
  ];
}
