import { useMemo, type ReactNode } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import type { Explanation } from "./gap.tsx";
import { figure } from "./why.ts";

type Link = (indicator: string, children: ReactNode) => ReactNode;
type Target = NonNullable<Explanation["nextPlace"]>;
type Row = Omit<Target["leaves"][number], "needed"> & { place?: number | null; grade?: number | null };

/** What it would take for the next place and the next 等次, one indicator at a time. */
export function Reach({ explanation, link }: { explanation: Explanation; link: Link }) {
  const t = useText();
  const { nextPlace, nextGrade, region } = explanation;
  const rows = useMemo(() => rowsOf(nextPlace, nextGrade), [nextPlace, nextGrade]);
  const columns = useMemo(() => {
    const target = (key: "place" | "grade", zh: string, en: string): Column<Row> => ({
      key,
      header: { zh, en },
      type: "number",
      value: (row) => row[key] ?? null,
      cell: ({ [key]: needed, decimals, uom }) =>
        needed === undefined ? null : needed === null ? (
          <span className="quiet">{t("单项不足以达到", "not by this alone")}</span>
        ) : (
          `${figure(needed, decimals)} ${uom}`
        ),
      width: "l",
    });
    return [
      {
        key: "indicator",
        header: { zh: "只改这一项", en: "This one alone" },
        value: ({ name }) => t(name),
        cell: ({ indicator, name }) => link(indicator, t(name)),
        head: true,
        width: "fill",
      },
      {
        key: "value",
        header: { zh: "现在", en: "Now" },
        type: "number",
        value: ({ value }) => value,
        cell: ({ value, decimals, uom }) => `${figure(value, decimals)} ${uom}`,
        width: "m",
      },
      ...(nextPlace === null ? [] : [target("place", "追平前一名需要", "To draw level")]),
      ...(nextGrade === null ? [] : [target("grade", `升到“${nextGrade.name.zh}”需要`, `For ${nextGrade.name.en}`)]),
    ] satisfies Column<Row>[];
  }, [nextPlace, nextGrade, link, t]);
  if (nextPlace === null && nextGrade === null) return null;
  const said = [
    ...(nextPlace === null
      ? []
      : [
          t(
            `前一名${nextPlace.name}基础分 ${showNumber(nextPlace.score, 2)}`,
            `right above: ${nextPlace.name}, base score ${showNumber(nextPlace.score, 2)}`,
          ),
        ]),
    ...(nextGrade === null
      ? []
      : [
          t(
            `升到“${nextGrade.name.zh}”须有基础分 ${showNumber(nextGrade.score, 2)}（一票否决另计）`,
            `${nextGrade.name.en} takes a base score of ${showNumber(nextGrade.score, 2)} (gates aside)`,
          ),
        ]),
  ].join(t("；", "; "));
  return (
    <details className="gap-more">
      <summary>{t("再进一步需要什么", "What the next step would take")}</summary>
      <p>{t(`${said}。其他指标和同组界值不变时：`, `${said}. With everything else as it is:`)}</p>
      <DataTable
        title={t(`${region.name}再进一步需要什么`, `${region.name}: what the next step would take`)}
        columns={columns}
        rows={rows}
        rowKey={({ path }) => path}
        empty={t("没有指标。", "No indicators.")}
        about={{ stamps: explanation.stamps.map((stamp) => t(stamp)), notes: [said] }}
      />
    </details>
  );
}

function rowsOf(place: Explanation["nextPlace"], grade: Explanation["nextGrade"]): Row[] {
  const rows = new Map<string, Row>();
  for (const { needed, ...leaf } of place?.leaves ?? []) rows.set(leaf.path, { ...leaf, place: needed });
  for (const { needed, ...leaf } of grade?.leaves ?? [])
    rows.set(leaf.path, { ...(rows.get(leaf.path) ?? leaf), grade: needed });
  return [...rows.values()];
}

type StandingsOf = NonNullable<Explanation["standings"]>;
type Standing = StandingsOf["strengths"][number];

/** Strengths and weaknesses by the place among the peers, in raw values. */
export function Standings({
  standings,
  region,
  stamps,
  link,
}: {
  standings: StandingsOf;
  region: Explanation["region"];
  stamps: Explanation["stamps"];
  link: Link;
}) {
  const t = useText();
  const columns = useMemo(
    (): Column<Standing & { kind: string }>[] => [
      { key: "kind", header: { zh: "强弱", en: "Kind" }, value: ({ kind }) => kind, width: "xs" },
      {
        key: "indicator",
        header: { zh: "指标", en: "Indicator" },
        value: ({ name }) => t(name),
        cell: ({ indicator, name }) => link(indicator, t(name)),
        head: true,
        width: "fill",
      },
      {
        key: "rank",
        header: { zh: "同组位次", en: "Place among peers" },
        value: ({ rank, n }) => `${rank} / ${n}`,
        sortBy: ({ rank, n }) => rank / n,
        width: "s",
      },
      {
        key: "value",
        header: { zh: "本地区", en: "Here" },
        type: "number",
        value: ({ value }) => value,
        cell: ({ value, decimals, uom }) => `${figure(value, decimals)} ${uom}`,
        width: "m",
      },
      {
        key: "median",
        header: { zh: "同组中位数", en: "Peer median" },
        type: "number",
        value: ({ median }) => median,
        cell: ({ median, decimals, uom }) => `${figure(median, decimals)} ${uom}`,
        width: "m",
      },
      {
        key: "ahead",
        header: { zh: "好于（差于）中位数", en: "Better (worse) than the median" },
        type: "number",
        value: ({ ahead }) => ahead,
        cell: ({ ahead, decimals, uom }) =>
          ahead === 0
            ? t("相同", "same")
            : ahead > 0
              ? t(`好 ${figure(ahead, decimals)} ${uom}`, `better by ${figure(ahead, decimals)} ${uom}`)
              : t(`差 ${figure(-ahead, decimals)} ${uom}`, `worse by ${figure(-ahead, decimals)} ${uom}`),
        width: "l",
      },
    ],
    [link, t],
  );
  const rows = [
    ...standings.strengths.map((own) => ({ ...own, kind: t("强项", "strong") })),
    ...standings.weaknesses.map((own) => ({ ...own, kind: t("弱项", "weak") })),
  ];
  return (
    <details className="gap-more">
      <summary>
        {t(
          `同组（${region.peerGroup}）强弱项，按同组位次`,
          `Strengths and weaknesses among peers (${region.peerGroup}), by place`,
        )}
      </summary>
      <DataTable
        title={t(`${region.name}同组强弱项`, `${region.name}: strengths and weaknesses among peers`)}
        columns={columns}
        rows={rows}
        rowKey={({ path }) => path}
        empty={t(
          "没有可比的指标：同组里各不相同的数值不足四个。",
          "Nothing to compare: fewer than four distinct values among the peers.",
        )}
        about={{ stamps: stamps.map((stamp) => t(stamp)) }}
      />
    </details>
  );
}
