import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { percent } from "../sensitivity/words.ts";
import { placeOf, type Audit, type PartProps } from "./words.ts";

type Row = Audit["leverage"][number];

/** Single regions that alone stretch the scale of an indicator. */
export function LeverageTable({ audit, title, about }: PartProps) {
  const t = useText();
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "leaf",
        header: { zh: "指标", en: "Indicator" },
        value: ({ path }) => placeOf(audit, path, t),
        head: true,
        width: "fill",
      },
      { key: "region", header: { zh: "地区", en: "Region" }, value: ({ region }) => region, width: "l" },
      {
        key: "end",
        header: { zh: "哪一端", en: "End" },
        value: ({ end }) => (end === "highest" ? t("最高值", "highest") : t("最低值", "lowest")),
        width: "s",
      },
      {
        key: "share",
        header: { zh: "独占量程", en: "Share of the range" },
        type: "number",
        highFirst: true,
        value: ({ share }) => 100 * share,
        cell: ({ share }) => percent(share, 0),
        width: "s",
      },
    ],
    [audit, t],
  );
  return (
    <DataTable
      title={t(`${title} 单个地区的杠杆`, `${title}: leverage of single regions`)}
      columns={columns}
      rows={audit.leverage}
      rowKey={({ path, region, end }) => `${path} ${region} ${end}`}
      empty={t(
        "没有哪个地区独自撑开量程；界值固定的指标没有这个问题。",
        "No region alone stretches a scale; indicators with stated bounds have none.",
      )}
      about={about}
      footer={t(
        "独占量程：没有这个地区，量程会缩短的比例；大则其他地区被挤在一起。",
        "The range that is there for this region alone; where it is large, all others are pressed together.",
      )}
    />
  );
}
