import { useState } from "react";
import { Button, ExportMenu, showNumber, showPeriod, tableData, useLanguage, useText, type Column } from "@duibiao/ui";
import { Operands } from "./operands.tsx";
import type { Parts } from "./region-result.tsx";
import {
  cost,
  figure,
  gapToMedian,
  leavesOf,
  percent,
  whyPoints,
  type Indicator,
  type Leaf,
  type Node,
} from "./why.ts";

type Row = { leaf: Leaf; dimension: Node; indicator: Indicator; median: number | null };

/** Every indicator with its points and the reason for each point lost; most lost first. */
export function LeafTable({ result, peers, cellLink }: Parts) {
  const t = useText();
  const { language } = useLanguage();
  const indicators = new Map(result.indicators.map((indicator) => [indicator.key, indicator]));
  const rows: Row[] = leavesOf(result.tree)
    .map(({ leaf, dimension }) => ({
      leaf,
      dimension,
      indicator: indicators.get(leaf.leaf.indicator)!,
      median: peers.get(leaf.leaf.indicator)?.median ?? null,
    }))
    .toSorted((a, b) => cost(b.leaf) - cost(a.leaf));
  const { release, head, region } = result;
  const about = {
    title: `${region.name} ${release.title} ${t(release.edition)}`,
    stamps: release.stamps.map((stamp) => t(stamp)),
    notes: [
      t(`报告期 ${showPeriod(head.period, language)}`, `Period ${head.period.key}`),
      t(`数据截至 ${release.dataUntil}`, `Data until ${release.dataUntil}`),
    ],
  };
  return (
    <section className="card leaves">
      <div className="row between">
        <h2>{t("逐项得分与失分原因", "Every indicator, and why points were lost")}</h2>
        <ExportMenu table={() => tableData(columns, rows, about, language)} />
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("指标", "Indicator")}</th>
            <th className="num">{t("本地区", "Here")}</th>
            <th className="num">{t("同组中位数", "Peer median")}</th>
            <th className="num">{t("满分", "Full")}</th>
            <th className="num">{t("失分", "Lost")}</th>
            <th>{t("原因", "Why")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LeafRow key={row.leaf.path} row={row} cellLink={cellLink} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const columns: readonly Column<Row>[] = [
  { key: "dimension", header: { zh: "维度", en: "Dimension" }, value: ({ dimension }) => dimension.name.zh },
  { key: "indicator", header: { zh: "指标", en: "Indicator" }, value: ({ leaf }) => leaf.name.zh },
  {
    key: "value",
    header: { zh: "本地区", en: "Here" },
    type: "number",
    value: ({ indicator }) => indicator.cell.value,
  },
  { key: "uom", header: { zh: "计量单位", en: "Unit of measure" }, value: ({ indicator }) => indicator.uom },
  { key: "median", header: { zh: "同组中位数", en: "Peer median" }, type: "number", value: ({ median }) => median },
  {
    key: "score",
    header: { zh: "得分（百分制）", en: "Score of 100" },
    type: "number",
    value: ({ leaf }) => leaf.score,
  },
  {
    key: "full",
    header: { zh: "满分", en: "Full points" },
    type: "number",
    value: ({ leaf }) => leaf.additiveWeight * 100,
  },
  { key: "lost", header: { zh: "失分", en: "Points lost" }, type: "number", value: ({ leaf }) => leaf.pointsLost },
  { key: "why", header: { zh: "原因", en: "Why" }, value: ({ leaf, indicator }) => whyPoints(leaf, indicator).zh },
];

function LeafRow({ row, cellLink }: { row: Row } & Pick<Parts, "cellLink">) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { leaf, dimension, indicator, median } = row;
  const { value, estimatedShare } = indicator.cell;
  const gap = median === null ? null : gapToMedian(value, median, indicator);
  return (
    <>
      <tr>
        <td data-label={t("指标", "Indicator")}>
          <Button look="quiet" small className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{open ? "▾" : "▸"}</span> {t(leaf.name)}
          </Button>
          <span className="print-name">{t(leaf.name)}</span> <span className="quiet">{t(dimension.name)}</span>
        </td>
        <td className="num" data-label={t("本地区", "Here")}>
          {value === null ? <NoValue leaf={leaf} /> : figure(value, indicator.decimals)}{" "}
          <span className="quiet">{value === null ? "" : indicator.uom}</span>
          {estimatedShare !== null && estimatedShare > 0 ? (
            <div className="quiet">{t(`含暂估 ${percent(estimatedShare)}`, `${percent(estimatedShare)} est.`)}</div>
          ) : null}
        </td>
        <td className="num" data-label={t("同组中位数", "Peer median")}>
          {median === null ? (
            <span className="quiet">{t("不足五个", "under five")}</span>
          ) : (
            figure(median, indicator.decimals)
          )}
        </td>
        <td className="num" data-label={t("满分", "Full")}>
          {showNumber(leaf.additiveWeight * 100, 1)}
        </td>
        <td className="num" data-label={t("失分", "Lost")}>
          {leaf.pointsLost === null ? (
            "—"
          ) : leaf.pointsLost > 0 ? (
            <span className="lost">−{showNumber(leaf.pointsLost, 1)}</span>
          ) : (
            "0"
          )}
        </td>
        <td data-label={t("原因", "Why")}>
          {t(whyPoints(leaf, indicator))}
          {gap ? <span className="quiet gap">{t(`${gap.zh}。`, ` ${gap.en}.`)}</span> : null}
        </td>
      </tr>
      {open ? (
        <tr className="no-print opened">
          <td colSpan={6}>
            <Operands indicator={indicator} cellLink={cellLink} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** 不适用 is an answer and costs nothing; only a figure that is missing is marked as such. */
function NoValue({ leaf }: { leaf: Leaf }) {
  const t = useText();
  if (leaf.status === "not_applicable") return <span className="quiet">{t("不适用", "n/a")}</span>;
  return <span className="missing">{t("缺数", "missing")}</span>;
}
