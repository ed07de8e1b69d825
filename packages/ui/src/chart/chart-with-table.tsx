import { Suspense, useMemo, useState, type ReactNode } from "react";
import { ExportMenu } from "../export/export-menu.tsx";
import { pictureOf } from "../export/picture.ts";
import { tableData } from "../export/table-data.ts";
import { useLanguage, useText } from "../language.tsx";
import { Segments } from "../segments.tsx";
import { sortRows, type Column, type Sort } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { FrameContext, type Drawn } from "./frame.ts";

export type ChartView = "chart" | "table";

type Props<Row> = {
  title: string;
  /** What the chart shows, in words; stands above it and is what a screen reader reads first. */
  summary: string;
  /** A lazily loaded chart of `@duibiao/ui/chart`. */
  chart: ReactNode;
  /** The same figures as a table. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  empty: ReactNode;
  rowClass?: (row: Row) => string | undefined;
  footer?: ReactNode;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  stamps?: readonly string[] | undefined;
  /** Source, 数据截至, 第 n 版, 口径: below the chart and in every export. */
  notes?: readonly string[] | undefined;
  /** With `onView` the page holds the choice (in its address). */
  view?: ChartView;
  onView?: (view: ChartView) => void;
  /** Beside the switch: filters. */
  tools?: ReactNode;
};

/** A chart and its table twin behind one switch; both are exported as they stand, the chart also as a picture. */
export function ChartWithTable<Row>(props: Props<Row>) {
  const { title, summary, columns, rows, rowKey, stamps, notes } = props;
  const t = useText();
  const { language } = useLanguage();
  const [ownView, setOwnView] = useState<ChartView>(props.view ?? "chart");
  const view = props.onView ? (props.view ?? "chart") : ownView;
  const frame = useMemo((): { drawn: (() => Drawn | null) | null } => ({ drawn: null }), []);
  const about = { title, stamps, notes };

  async function picture() {
    const drawn = frame.drawn?.();
    if (!drawn) throw new Error(t("图还没有画出来", "the chart is not drawn yet"));
    return pictureOf(drawn, about);
  }

  const tools = (
    <>
      <Segments
        label={t("图或表", "Chart or table")}
        value={view}
        options={[
          { value: "chart", label: t("图", "Chart") },
          { value: "table", label: t("表", "Table") },
        ]}
        onChange={props.onView ?? setOwnView}
      />
      {props.tools}
    </>
  );

  return (
    <figure className="chart" aria-label={title}>
      {view === "chart" ? (
        <>
          <div className="dt-tools no-print">
            <div className="row grow">{tools}</div>
            <ExportMenu
              table={() => tableData(columns, sortRows(rows, columns, props.sort ?? ""), about, language)}
              picture={picture}
            />
          </div>
          <p className="chart-summary">{summary}</p>
          <FrameContext value={frame}>
            <Suspense fallback={<p className="waiting">{t("正在载入图…", "Loading the chart…")}</p>}>
              {props.chart}
            </Suspense>
          </FrameContext>
        </>
      ) : (
        <DataTable
          title={title}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          empty={props.empty}
          about={{ stamps, notes }}
          tools={tools}
          footer={props.footer}
          {...(props.rowClass && { rowClass: props.rowClass })}
          {...(props.sort !== undefined && { sort: props.sort })}
          {...(props.onSort && { onSort: props.onSort })}
        />
      )}
      {notes && notes.length > 0 ? <figcaption className="chart-notes">{notes.join(" · ")}</figcaption> : null}
    </figure>
  );
}
