import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Empty } from "../alert.tsx";
import { ExportMenu } from "../export/export-menu.tsx";
import { tableData } from "../export/table-data.ts";
import { useLanguage, useText } from "../language.tsx";
import { sortRows, type Column, type Sort } from "./column.ts";
import { usePrinting } from "./printing.ts";
import { moveTo, useChosenInView } from "./row-keys.ts";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";

type Props<Row> = {
  /** Names the table to screen readers and is the title of its exports. */
  title: string;
  /** Kept in `useMemo`: new columns draw every row anew. */
  columns: readonly Column<Row>[];
  /** In the order that an empty sort means. */
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Sentence for no rows: why, and what to do. */
  empty: ReactNode;
  /** With `onSort` the page holds the order (in its address); else the table does, starting here. */
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /**
   * Rows are chosen with a click, arrow keys or J and K; Home, End; Enter or a double click opens. The page holds the
   * chosen key, and may move it itself: the row comes into sight.
   */
  choice?: { key: string | number | null; onChange: (row: Row) => void; onOpen?: (row: Row) => void };
  /** Marks a row, such as the own region's (`dt-own`); say it in words in a cell too. */
  rowClass?: (row: Row) => string | undefined;
  /** What its exports carry beside the rows; false: no export (the page exports it otherwise). */
  about?: { stamps?: readonly string[] | undefined; notes?: readonly string[] | undefined } | false;
  /** Before the export menu: filters, a chart switch. */
  tools?: ReactNode;
  /** After the count, such as 另有 12 个地区未列入. */
  footer?: ReactNode;
};

/** Above this many rows only those in sight are drawn; on paper all of them are. */
const many = 120;
const rowHeight = 31;
/** In em; `fill` takes the rest, and this at least: on a narrow screen the table scrolls sideways instead. */
const widths = { xs: 5.5, s: 7, m: 9.5, l: 14, xl: 20, fill: 12 } as const;

/** A table of the platform: sorts, scrolls smoothly with thousands of rows, is exported and printed as it stands. */
export function DataTable<Row>(props: Props<Row>) {
  const { title, columns, rows, rowKey, choice, about = {} } = props;
  const t = useText();
  const { language } = useLanguage();
  const [ownSort, setOwnSort] = useState<Sort>(props.sort ?? "");
  const sort = props.onSort ? (props.sort ?? "") : ownSort;
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);

  const least = columns.reduce((sum, column) => sum + widths[column.width ?? "m"], 0);

  const printing = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = sorted.length > many && !printing;
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowKey(sorted[index]!),
    overscan: 8,
    // The header sticks over the first rows in sight.
    scrollPaddingEnd: 36,
    enabled: virtual,
  });
  const items = virtual ? virtualizer.getVirtualItems() : null;
  const before = items?.[0]?.start ?? 0;
  const after = items && items.length > 0 ? virtualizer.getTotalSize() - items.at(-1)!.end : 0;

  const wantsFocus = useRef(false);
  const chosenAt = choice ? sorted.findIndex((row) => rowKey(row) === choice.key) : -1;
  const latest = useRef(choice);
  latest.current = choice;
  const rowChoice = useMemo(
    () => ({
      wantsFocus,
      choose: (row: Row) => latest.current?.onChange(row),
      open: (row: Row) => latest.current?.onOpen?.(row),
    }),
    [],
  );
  useChosenInView(chosenAt, virtual ? (at) => virtualizer.scrollToIndex(at) : null);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (!choice) return;
    const to = moveTo(event, chosenAt, sorted.length);
    if (to === "open" && chosenAt >= 0 && choice.onOpen) choice.onOpen(sorted[chosenAt]!);
    if (typeof to === "number" && to !== chosenAt) {
      wantsFocus.current = true;
      choice.onChange(sorted[to]!);
    }
    if (to !== null) event.preventDefault();
  }

  function rowAt(index: number) {
    const row = sorted[index]!;
    return (
      <TableRow
        key={rowKey(row)}
        row={row}
        columns={columns}
        index={index}
        className={props.rowClass?.(row)}
        measure={virtual ? virtualizer.measureElement : undefined}
        choice={choice && rowChoice}
        chosen={index === chosenAt}
        tabbable={index === Math.max(chosenAt, 0)}
      />
    );
  }

  return (
    <div className="dt">
      {props.tools || about ? (
        <div className="dt-tools no-print">
          <div className="row grow">{props.tools}</div>
          {about ? <ExportMenu table={() => tableData(columns, sorted, { title, ...about }, language)} /> : null}
        </div>
      ) : null}
      {sorted.length === 0 ? (
        <Empty>{props.empty}</Empty>
      ) : (
        <div ref={scroller} className="dt-scroll" role="region" aria-label={title} tabIndex={0} onKeyDown={onKeyDown}>
          <table
            role={choice ? "grid" : undefined}
            aria-label={title}
            aria-rowcount={sorted.length + 1}
            style={{ minWidth: `${least}em` }}
          >
            <colgroup>
              {columns.map((column) => (
                <col
                  key={column.key}
                  className={column.screenOnly ? "no-print" : undefined}
                  style={column.width === "fill" ? undefined : { width: `${widths[column.width ?? "m"]}em` }}
                />
              ))}
            </colgroup>
            <TableHead columns={columns} sort={sort} onSort={props.onSort ?? setOwnSort} />
            <tbody>
              <Gap height={before} />
              {items ? items.map(({ index }) => rowAt(index)) : sorted.map((_row, index) => rowAt(index))}
              <Gap height={after} />
            </tbody>
          </table>
        </div>
      )}
      <div className="dt-foot">
        {t(`共 ${sorted.length} 行`, `${sorted.length} ${sorted.length === 1 ? "row" : "rows"}`)}
        {props.footer ? <span>{props.footer}</span> : null}
      </div>
    </div>
  );
}

/** Room of the rows that are out of sight. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden="true" className="dt-gap">
      <td style={{ height }} />
    </tr>
  ) : null;
}
