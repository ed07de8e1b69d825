import {
  DataTable,
  groupDigits,
  showPercent,
  Sparkline,
  Tag,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
  sourceText,
} from "@duibiao/ui";
import { hasChanged, sayOf, type CellRow } from "./cell-rows.ts";
import type { Paper } from "./paper.ts";
import { countsOf } from "./return-text.ts";

type Props = {
  paper: Paper;
  rows: readonly CellRow[];
  at: string;
  /** The cell that the chosen finding is about, or the chosen one. */
  looked: CellRow | undefined;
  onGo: (to: string) => void;
};

/** Every cell of the form with what it was before and what peers said. */
export function CellsTable({ paper, rows, looked, onGo }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const marked = rows.filter((row) => row.peers !== null).length;
  return (
    <DataTable
      title={t(`${paper.form.name.zh}全部单元格`, `${paper.form.name.en}: all cells`)}
      columns={columnsOf(t, language).filter(({ key }) => key !== "share" || rows.some(({ share }) => share !== null))}
      rows={rows}
      rowKey={({ key }) => key}
      choice={{ key: looked?.key ?? null, onChange: ({ key }) => onGo(key) }}
      empty={t("这张报表没有行次。", "This form has no lines.")}
      about={{
        stamps: paper.submission.synthetic ? [t(SYNTHETIC)] : [],
        notes: [
          t(`版次 ${paper.revision.revision}`, `Revision ${paper.revision.revision}`),
          t(`内容哈希 ${paper.revision.hash}`, `Content hash ${paper.revision.hash}`),
        ],
      }}
      tools={<h2>{t("全部单元格", "All cells")}</h2>}
      footer={
        <>
          {t("近八期：末点为本期", "Eight periods: the last dot is this one")}
          {marked > 0
            ? t(
                "；灰带为上期同类地区的中间一半（至少五个地区）。",
                "; the grey band is the middle half of like regions in the period before (five at least).",
              )
            : t("；上期同类地区不足五个，无灰带。", "; fewer than five like regions in the period before: no band.")}
        </>
      }
    />
  );
}

type T = ReturnType<typeof useText>;

const sourceOf = ({ now }: CellRow, t: T): string => {
  const source = now ? sourceText(now.source) : null;
  return source ? t(source) : "";
};

function columnsOf(t: T, language: "zh" | "en"): Column<CellRow>[] {
  return [
    { key: "row", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ row }) => row },
    {
      key: "name",
      header: { zh: "指标", en: "Measure" },
      width: "fill",
      head: true,
      // The marks and notes under the name go into exports too.
      value: (row) =>
        [t(row.name), ...marksOf(row, t), sourceOf(row, t), row.now?.reason, row.now?.note]
          .filter(Boolean)
          .join(t("；", "; ")),
      cell: (row) => <Named row={row} />,
    },
    {
      key: "uom",
      header: { zh: "计量单位", en: "Unit of measure" },
      width: "xs",
      value: ({ uom }) => uom,
      sortBy: false,
    },
    {
      key: "now",
      header: { zh: "本期", en: "This period" },
      type: "number",
      width: "s",
      value: ({ now }) => now?.value ?? null,
      cell: (row) => <Now row={row} language={language} />,
    },
    {
      key: "previous",
      header: { zh: "上期", en: "Previous" },
      type: "number",
      width: "s",
      value: ({ previous }) => previous,
    },
    {
      key: "year",
      header: { zh: "上年同期", en: "Year before" },
      type: "number",
      width: "s",
      value: ({ previousYear }) => previousYear,
    },
    {
      key: "change",
      header: { zh: "同比", en: "YoY" },
      uom: "%",
      type: "number",
      width: "s",
      highFirst: true,
      value: ({ change }) => change,
      cell: ({ change }) => (change === null ? <span className="quiet">–</span> : showPercent(change)),
    },
    {
      key: "spark",
      header: { zh: "近八期", en: "Eight periods" },
      width: "m",
      screenOnly: true,
      value: () => null,
      cell: ({ name, points, uom, decimals }) => (
        <Sparkline name={t(name)} points={points} uom={uom} decimals={decimals ?? null} />
      ),
    },
    {
      key: "share",
      header: { zh: "占合计", en: "Share" },
      uom: "%",
      type: "number",
      width: "xs",
      highFirst: true,
      decimals: 1,
      value: ({ share }) => (share === null ? null : share * 100),
    },
  ];
}

/** The line's name; under it what stands against it and what the reporter said. */
function Named({ row }: { row: CellRow }) {
  const t = useText();
  const marks = marksOf(row, t);
  return (
    <>
      {t(row.name)}
      <span className="cell-marks">
        {marks.map((mark) => (
          <Tag key={mark} tone="warning">
            {mark}
          </Tag>
        ))}
        {sourceOf(row, t) ? <span className="quiet">{sourceOf(row, t)}</span> : null}
        {row.now?.reason ? <span className="quiet">{row.now.reason}</span> : null}
        {row.now?.note ? <span className="quiet">{row.now.note}</span> : null}
      </span>
    </>
  );
}

function marksOf(row: CellRow, t: T): string[] {
  const { fails, undecided } = countsOf(row.findings);
  const open = row.questions.filter(({ answer }) => answer === null).length;
  return [
    ...(row.now?.estimated ? [t("暂估", "Estimated")] : []),
    ...(fails > 0 ? [t(`不成立 ${fails}`, `${fails} false`)] : []),
    ...(undecided > 0 ? [t(`无法判定 ${undecided}`, `${undecided} undecided`)] : []),
    ...(open > 0 ? [t(`核实单 ${open}`, `open questions: ${open}`)] : []),
    ...(hasChanged(row) ? [t("比上一版次有改动", "changed since the last revision")] : []),
  ];
}

function Now({ row, language }: { row: CellRow; language: "zh" | "en" }) {
  const t = useText();
  const { now, before } = row;
  return (
    <>
      <b className={now?.state === "number" ? undefined : "quiet"}>
        {now?.state === "number" ? groupDigits(now.value!) : sayOf(now, language)}
      </b>
      {hasChanged(row) ? (
        <div className="quiet">{t(`原 ${sayOf(before!, "zh")}`, `was ${sayOf(before!, "en")}`)}</div>
      ) : null}
    </>
  );
}
