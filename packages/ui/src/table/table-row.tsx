import { memo, useEffect, useRef, type ReactNode, type RefObject } from "react";
import { groupDigits, showNumber } from "../format.ts";
import { useText } from "../language.tsx";
import type { Column } from "./column.ts";
import { classOf } from "./table-head.tsx";

/** How rows are chosen. `wantsFocus` is set by the keyboard, and taken by the row that becomes the chosen one. */
export type RowChoice<Row> = {
  wantsFocus: RefObject<boolean>;
  choose: (row: Row) => void;
  open: (row: Row) => void;
};

type Props<Row> = {
  row: Row;
  columns: readonly Column<Row>[];
  /** Place in the whole table, from 0. */
  index: number;
  /** Of the virtualiser: rows may wrap, so each says how high it is. */
  measure?: ((element: HTMLTableRowElement | null) => void) | undefined;
  className?: string | undefined;
  choice?: RowChoice<Row> | undefined;
  chosen: boolean;
  tabbable: boolean;
};

/** Drawn anew only when its own row changes: while scrolling, the rows in sight stay as they are. */
export const TableRow = memo(function TableRow<Row>(props: Props<Row>) {
  const { row, columns, index, measure, className, choice, chosen, tabbable } = props;
  const element = useRef<HTMLTableRowElement>(null);
  const wantsFocus = choice?.wantsFocus;
  useEffect(() => measure?.(element.current), [measure]);
  useEffect(() => {
    if (!chosen || !wantsFocus?.current) return;
    wantsFocus.current = false;
    element.current?.focus();
  }, [chosen, wantsFocus]);

  return (
    <tr
      ref={element}
      data-index={index}
      aria-rowindex={index + 2}
      className={className}
      {...(choice && {
        "aria-selected": chosen,
        tabIndex: tabbable ? 0 : -1,
        onClick: () => choice.choose(row),
        onDoubleClick: () => choice.open(row),
      })}
    >
      {columns.map((column) =>
        column.head ? (
          <th key={column.key} scope="row" className={classOf(column)}>
            <Cell column={column} row={row} />
          </th>
        ) : (
          <td key={column.key} className={classOf(column)}>
            <Cell column={column} row={row} />
          </td>
        ),
      )}
    </tr>
  );
}) as <Row>(props: Props<Row>) => ReactNode;

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const t = useText();
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  if (value === null || value === "")
    return (
      <span className="quiet">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{t("无数", "no value")}</span>
      </span>
    );
  if (column.type !== "number") return value;
  if (typeof value === "string") return groupDigits(value);
  return showNumber(value, column.decimals ?? (Number.isInteger(value) ? 0 : null));
}
