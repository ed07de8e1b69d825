import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { percent } from "../sensitivity/words.ts";
import { evidenceNames, placeOf, type Audit, type PartProps } from "./words.ts";

type Row = Audit["importance"][number];

/** What every leaf is meant to count and what it does; whether it tells regions apart; whose word it is. */
export function LeavesTable({ audit, title, about }: PartProps) {
  const t = useText();
  const columns = useMemo<Column<Row>[]>(() => {
    const { imbalance, ceiling } = audit.lines as { imbalance: number; ceiling: number };
    const share = (value: number | null) => (value === null ? "—" : percent(value, 1));
    return [
      {
        key: "leaf",
        header: { zh: "指标", en: "Indicator" },
        value: ({ path }) => placeOf(audit, path, t),
        head: true,
        width: "fill",
      },
      {
        key: "nominal",
        header: { zh: "名义权重", en: "Weight" },
        type: "number",
        highFirst: true,
        value: ({ nominal }) => 100 * nominal,
        cell: ({ nominal }) => percent(nominal, 1),
        width: "s",
      },
      {
        key: "effective",
        header: { zh: "实际影响", en: "Influence" },
        type: "number",
        highFirst: true,
        value: ({ effective }) => (effective === null ? null : 100 * effective),
        cell: ({ nominal, effective }) => {
          if (effective === null) return "—";
          const mark = effective > imbalance * nominal ? "▲ " : effective < nominal / imbalance ? "▽ " : "";
          return `${mark}${percent(effective, 1)}`;
        },
        width: "s",
      },
      {
        key: "correlation",
        header: { zh: "与总分相关", en: "With the total" },
        type: "number",
        decimals: 2,
        value: ({ correlation }) => correlation,
        cell: ({ correlation }) => (correlation === null ? "—" : showNumber(correlation, 2)),
        width: "s",
      },
      {
        key: "ends",
        header: { zh: "满分 / 零分的地区", en: "At full / no points" },
        value: ({ atBest, atWorst }) => `${share(atBest)} / ${share(atWorst)}`,
        sortBy: ({ atBest, atWorst }) => Math.max(atBest ?? 0, atWorst ?? 0),
        highFirst: true,
        cell: ({ atBest, atWorst }) => {
          const flat = Math.max(atBest ?? 0, atWorst ?? 0) >= ceiling;
          return `${flat ? t("▲ 无区分度 ", "▲ tells nobody apart ") : ""}${share(atBest)} / ${share(atWorst)}`;
        },
        width: "l",
      },
      {
        key: "evidence",
        header: { zh: "证据等级", en: "Evidence" },
        value: ({ evidence, spots }) =>
          [
            evidence === null ? t("未分级", "not graded") : t(evidenceNames[evidence]!),
            ...(spots === null
              ? []
              : [
                  t(
                    `抽查 ${spots.checked} 格，差错 ${spots.errors}`,
                    `${spots.checked} cells checked, ${spots.errors} wrong`,
                  ),
                ]),
          ].join(t("，", ", ")),
        width: "s",
      },
    ];
  }, [audit, t]);
  return (
    <DataTable
      title={t(`${title} 名义与实际重要性`, `${title}: nominal and effective importance`)}
      columns={columns}
      rows={audit.importance}
      rowKey={({ path }) => path}
      empty={t("没有指标。", "No indicator.")}
      about={about}
      footer={t(
        `▲ 影响超过权重的 ${audit.lines["imbalance"]} 倍　▽ 不到一半`,
        `▲ more than ${audit.lines["imbalance"]} times its weight  ▽ less than half of it`,
      )}
    />
  );
}
