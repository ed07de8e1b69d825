import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { Loaded } from "@duibiao/screens";
import { sharesInWords } from "@duibiao/screens/region-changes";
import {
  ChartWithTable,
  lenses,
  nameOf,
  showNumber,
  showPeriod,
  Stamps,
  trends,
  useLanguage,
  useText,
  type ChartView,
  type Column,
} from "@duibiao/ui";
import { joined } from "./search.ts";

const TrendChart = lazy(async () => ({ default: (await import("@duibiao/ui/chart")).TrendChart }));

type Trends = Answer<typeof api.trends.readTrends>;
export type TrendChoice = {
  catalogue: number;
  indicator: string;
  kind: string;
  lens: "submitted" | "county" | "city" | "province";
  /** today: all periods on today's boundaries (可比口径). */
  boundaries?: "today" | undefined;
};

type Props = {
  choice: TrendChoice;
  regions: readonly number[];
  own?: number | undefined;
  title: string;
  /** Leads to the page of trends, where regions can be chosen. */
  link?: boolean;
  view?: ChartView;
  onView?: (view: ChartView) => void;
};

/** A few regions over all periods of a kind; no line crosses a break. */
export function TrendPanel({ choice, regions, own, title, link, view, onView }: Props) {
  const t = useText();
  const kind = choice.kind as "month" | "quarter" | "half" | "year";
  const query = useQuery({
    ...read(api.trends.readTrends, {
      query: {
        catalogue: choice.catalogue,
        indicator: choice.indicator,
        lens: choice.lens,
        kind,
        regions: regions.join(","),
        ...(choice.boundaries && { boundaries: choice.boundaries }),
      },
    }),
    enabled: regions.length > 0,
  });
  const address = {
    catalogue: choice.catalogue,
    indicator: choice.indicator,
    kind,
    lens: choice.lens === "province" ? undefined : choice.lens,
    regions: joined(regions),
  };
  return (
    <div className="card">
      <Loaded of={query}>
        {(data) => (
          <Drawn
            trends={data}
            {...{ own, title }}
            lens={choice.lens}
            today={choice.boundaries === "today"}
            {...(view && { view })}
            {...(onView && { onView })}
          />
        )}
      </Loaded>
      {link ? (
        <p className="no-print">
          <Link to="/trends" search={address as never}>
            {t("在趋势页增减地区", "Choose other regions on the page of trends")}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

type Row = Trends["items"][number];

function Drawn({
  trends: data,
  own,
  title,
  lens,
  today,
  view,
  onView,
}: {
  trends: Trends;
  own: number | undefined;
  title: string;
  lens: string;
  today: boolean;
  view?: ChartView;
  onView?: (view: ChartView) => void;
}) {
  const t = useText();
  const { language } = useLanguage();
  const { indicator, periods, items } = data;
  const names = useMemo(() => periods.map((period) => showPeriod(period, language)), [periods, language]);
  const lines = useMemo(
    () =>
      items.map((item) => ({
        key: item.regionId,
        name: item.name,
        own: item.regionId === own,
        points: item.values.map(({ value, complete, reason }) => ({
          value,
          complete,
          reason: reason === null ? null : t(reason),
        })),
        breaks: item.breaks.map(({ periodId, text }) => ({
          at: periods.findIndex(({ id }) => id === periodId),
          text: t(text),
        })),
      })),
    [items, own, periods, t],
  );
  const columns: Column<Row>[] = [
    { key: "region", header: { zh: "地区", en: "Region" }, value: ({ name }) => name, head: true, width: "m" },
    ...periods.map((period, at): Column<Row> => ({
      key: `p${period.id}`,
      header: { zh: showPeriod(period, "zh"), en: showPeriod(period, "en") },
      uom: indicator.uom,
      type: "number",
      decimals: indicator.decimals,
      value: (row) => row.values[at]!.value,
      cell: (row) => {
        const { value, complete, boundaryShares, reason } = row.values[at]!;
        const broken = row.breaks.find(({ periodId }) => periodId === period.id);
        return (
          <>
            {broken ? <abbr title={t(broken.text)}>{t("断点 ", "break ")}</abbr> : null}
            {value === null ? (
              <span className="quiet" title={reason === null ? undefined : t(reason)}>
                –
              </span>
            ) : (
              showNumber(value, indicator.decimals)
            )}
            {boundaryShares.length > 0 ? (
              <span className="quiet" title={t(sharesInWords(boundaryShares))}>
                {t("（推算）", " (estimated)")}
              </span>
            ) : null}
            {value !== null && !complete ? <span className="quiet">{t("（不全）", " (incomplete)")}</span> : null}
          </>
        );
      },
    })),
    {
      key: "trend",
      header: { zh: "走势", en: "Trend" },
      value: ({ trend }) => t(nameOf(trends, trend)),
      width: "l",
    },
  ];
  const lensName = nameOf(lenses, lens);
  const stamps = data.stamps.map((stamp) => t(stamp));
  return (
    <>
      <p className="row">
        <Stamps texts={stamps} />
      </p>
      <ChartWithTable
        title={title}
        summary={sentenceOf(items, t)}
        chart={
          <TrendChart title={title} periods={names} lines={lines} uom={indicator.uom} decimals={indicator.decimals} />
        }
        columns={columns}
        rows={items}
        rowKey={({ regionId }) => regionId}
        rowClass={({ regionId }) => (regionId === own ? "dt-own" : undefined)}
        empty={t("没有可看的地区，请先选择。", "No region chosen yet.")}
        stamps={stamps}
        notes={[
          t(`口径：${lensName.zh}`, `Lens: ${lensName.en}`),
          today
            ? t(
                "可比口径：各期都按今日区划，由当时的汇总值按沿革份额推算，份额不足 1 的标“推算”",
                "Today's boundaries for all periods: figures of then passed on by lineage shares, marked as estimated where a share is below 1",
              )
            : t("各期按当期区划", "Each period on its own boundaries"),
          ...estimates(items).map((text) => t(text)),
          t(
            "走势按 Mann-Kendall 检验（5%），不足五期不作判断",
            "Trend by Mann-Kendall (5 %), not judged under five values",
          ),
        ]}
        {...(view && { view })}
        {...(onView && { onView })}
      />
    </>
  );
}

/** By which shares figures of the regions were estimated, each said once. */
function estimates(items: readonly Row[]): Text[] {
  return items.flatMap(({ name, values }) => {
    const shares = new Map(
      values.flatMap(({ boundaryShares }) => boundaryShares.map((one) => [JSON.stringify(one), one] as const)),
    );
    if (shares.size === 0) return [];
    const { zh, en } = sharesInWords([...shares.values()]);
    return [{ zh: `${name}早先各期为推算：含${zh}`, en: `${name} is estimated for earlier periods, with ${en}` }];
  });
}

/** Which regions rise, fall or stay, in words. */
function sentenceOf(items: readonly Row[], t: (zh: string, en: string) => string): string {
  const groups = new Map<string, string[]>();
  for (const { name, trend } of items) groups.set(trend, [...(groups.get(trend) ?? []), name]);
  return [...groups]
    .map(([trend, regions]) => {
      const name = nameOf(trends, trend);
      return t(`${regions.join("、")}：${name.zh}`, `${regions.join(", ")}: ${name.en}`);
    })
    .join(t("；", "; "));
}
