import { Link } from "@tanstack/react-router";
import { commonDecimals, nameOf, QuartileMark, quartiles, showNumber, type Column } from "@duibiao/ui";
import type { Region } from "@duibiao/screens/dictionary";
import { placeText } from "@duibiao/screens/release";
import type { Ranking } from "./definition.tsx";
import type { Show } from "./search.ts";

export type Row = Ranking["items"][number];
type Say = (zh: string, en: string) => string;

/** Whether more, or less, of the indicator is better; else nobody is ranked by it. */
export const hasDirection = ({ indicator: { direction } }: Pick<Ranking, "indicator">): boolean =>
  direction === "higher" || direction === "lower";

/** Decimals of all values of a ranking. */
export const decimalsOf = ({ indicator, items }: Pick<Ranking, "indicator" | "items">): number =>
  indicator.decimals ?? commonDecimals(items.map(({ value }) => value));

/** Columns of the ranking as it is shown: by place, or by distance. */
export function columnsOf(
  ranking: Pick<Ranking, "indicator" | "items">,
  show: Show,
  cityOf: (row: Row) => Region | undefined,
  t: Say,
): Column<Row>[] {
  const { uom } = ranking.indicator;
  const decimals = decimalsOf(ranking);
  const placed = hasDirection(ranking);
  const rank: Column<Row> = {
    key: "rank",
    header: { zh: "位次", en: "Place" },
    value: ({ place }) => placeText(place),
    sortBy: ({ place }) => place?.rank ?? null,
    cell: ({ place }) => placeText(place) ?? <span className="quiet">{t("不排名", "unranked")}</span>,
    width: "xs",
  };
  const region: Column<Row> = {
    key: "region",
    header: { zh: "地区", en: "Region" },
    value: ({ name }) => name,
    cell: ({ regionId, name }) => (
      // The row's own click marks it, which would follow the link into its address.
      <Link to="/regions/$region" params={{ region: String(regionId) }} onClick={(event) => event.stopPropagation()}>
        {name}
      </Link>
    ),
    head: true,
    width: "s",
  };
  const value: Column<Row> = {
    key: "value",
    header: { zh: "数值", en: "Value" },
    uom,
    type: "number",
    decimals,
    value: (row) => row.value,
    width: "s",
  };
  const quarter: Column<Row> = {
    key: "quarter",
    header: { zh: "四分位", en: "Quarter" },
    value: ({ place }) =>
      place === null ? null : t(nameOf(quartiles, place.quartile).zh, nameOf(quartiles, place.quartile).en),
    sortBy: ({ place }) => place?.quartile ?? null,
    cell: ({ place }) => (place === null ? null : <QuartileMark quartile={place.quartile} />),
    width: "m",
  };
  const gap = (key: "gapToBest" | "gapToTopQuartile", zh: string, en: string): Column<Row> => ({
    key,
    header: { zh, en },
    uom,
    type: "number",
    value: ({ place }) => place?.[key] ?? null,
    cell: ({ place }) =>
      place === null ? null : place[key] === 0 ? t("已达到", "there") : showNumber(place[key], decimals),
    width: "l",
  });
  if (show === "distance" && placed)
    return [
      region,
      value,
      gap("gapToBest", "距最好", "To the best"),
      gap("gapToTopQuartile", "距前四分之一", "To the top quarter"),
      quarter,
      rank,
    ];
  return [
    ...(placed ? [rank] : []),
    region,
    {
      key: "kind",
      header: { zh: "类别", en: "Kind" },
      value: ({ kind }) => kind,
      width: "xs",
    },
    {
      key: "city",
      header: { zh: "所属", en: "Belongs to" },
      value: (row) => cityOf(row)?.name ?? null,
      width: "s",
    },
    value,
    ...(placed ? [quarter] : []),
    {
      key: "matched",
      header: { zh: "齐备单位", en: "Units matched" },
      // Without the word a spreadsheet would read 11/12 as a day.
      value: ({ matched, expected }) => t(`${matched}/${expected} 个`, `${matched} of ${expected}`),
      cell: ({ matched, expected }) => (
        <span className={matched < expected ? "num" : "num quiet"}>
          {matched}/{expected}
        </span>
      ),
      sortBy: ({ matched, expected }) => (expected === 0 ? null : matched / expected),
      width: "xs",
    },
    {
      key: "estimated",
      header: { zh: "暂估占比", en: "Estimated" },
      uom: "%",
      type: "number",
      decimals: 1,
      value: ({ estimatedShare }) => (estimatedShare === null ? null : estimatedShare * 100),
      width: "xs",
    },
    {
      key: "reason",
      header: { zh: "说明", en: "Remark" },
      // That nobody is ranked is said once, above the table.
      value: (row) => (placed || row.value === null ? reasonText(row, t) : null),
      width: "fill",
    },
  ];
}

/** Why it is not ranked, and what the cells concerned say themselves. */
export function reasonText({ reason, cellReasons }: Row, t: Say): string | null {
  const said = cellReasons.flatMap((cell) =>
    cell.reason === "" ? [] : [`${cell.reason}${cell.units > 1 ? ` ×${cell.units}` : ""}`],
  );
  const text = [reason === null ? "" : t(reason.zh, reason.en), ...new Set(said)].filter(Boolean).join(t("；", "; "));
  return text === "" ? null : text;
}
