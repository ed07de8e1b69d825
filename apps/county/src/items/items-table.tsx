import { itemTotals, readQuantity, type Item } from "@duibiao/indicators";
import { flushSync } from "react-dom";
import { Button, groupDigits, useText } from "@duibiao/ui";
import type { EntryLine } from "@duibiao/ui/grid";
import { copyItem, removeItem, typedAt, type TypedItem } from "./typed.ts";

type Props = {
  rows: readonly TypedItem[];
  lines: readonly EntryLine[];
  items: readonly Item[];
  /** Cells (`id key`) that cannot be read. */
  faults: ReadonlySet<string>;
  mayType: boolean;
  onRows: (rows: readonly TypedItem[]) => void;
};

/** The items as rows, the section's lines as columns, what they come to at the foot. */
export function ItemsTable({ rows, lines, items, faults, mayType, onRows }: Props) {
  const t = useText();
  const totals = new Map(
    itemTotals(lines, items).map((total) => [
      lines.find(({ measure, member }) => measure === total.measure && member === total.member)!.key,
      total,
    ]),
  );
  return (
    <div className="matrix-scroll">
      <table className="matrix-table items-table">
        <thead>
          <tr>
            <th scope="col">{t("名称（车牌、楼名等）", "Name (plate, building)")}</th>
            {lines.map((line) => (
              <th key={line.key} scope="col">
                {line.row} {t(line.fullName)} <span className="quiet">{line.uom}</span>
              </th>
            ))}
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <th scope="row" className={`matrix-cell ${faults.has(`${row.id} label`) ? "invalid" : ""}`}>
                <Text row={row} column="label" {...{ lines, at, rows, mayType, onRows }} />
              </th>
              {lines.map((line) => (
                <td key={line.key} className={`matrix-cell ${faults.has(`${row.id} ${line.key}`) ? "invalid" : ""}`}>
                  <Text row={row} column={line.key} {...{ lines, at, rows, mayType, onRows }} />
                </td>
              ))}
              <td>
                {mayType ? (
                  <span className="row">
                    <Button
                      small
                      onClick={() => onRows(copyItem(rows, at))}
                      aria-label={t(`复制第 ${at + 1} 行`, `Copy row ${at + 1}`)}
                    >
                      {t("复制", "Copy")}
                    </Button>
                    <Button
                      small
                      look="quiet"
                      onClick={() => onRows(removeItem(rows, at))}
                      aria-label={t(`删除第 ${at + 1} 行`, `Remove row ${at + 1}`)}
                    >
                      {t("删除", "Remove")}
                    </Button>
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(`合计 ${rows.length} 行`, `Total of ${rows.length}`)}</th>
            {lines.map((line) => {
              const total = totals.get(line.key);
              return (
                <td key={line.key} className="num">
                  {total === undefined ? "—" : null}
                  {total?.value ? groupDigits(total.value) : null}
                  {total && total.value === null
                    ? total.open.length > 0
                      ? t(`还差 ${total.open.length} 行`, `${total.open.length} rows open`)
                      : t("都没有，不写入", "none has it, not entered")
                    : null}
                </td>
              );
            })}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

type TextProps = Pick<Props, "rows" | "lines" | "mayType" | "onRows"> & { row: TypedItem; at: number; column: string };

function Text({ rows, lines, mayType, onRows, row, at, column }: TextProps) {
  const t = useText();
  const line = lines.find(({ key }) => key === column);
  const name = line ? t(line.fullName) : t("名称", "Name");
  return (
    <input
      className={line ? "num" : ""}
      data-item={`${at} ${column}`}
      aria-label={t(`第 ${at + 1} 行 ${name}`, `Row ${at + 1}, ${name}`)}
      readOnly={!mayType}
      autoComplete="off"
      maxLength={100}
      value={column === "label" ? row.label : (row.texts[column] ?? "")}
      onChange={(event) => onRows(typedAt(rows, lines, at, column, event.target.value))}
      onKeyDown={(event) => {
        const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step === undefined || event.nativeEvent.isComposing) return;
        event.preventDefault();
        const next = at + step;
        // Enter on the last row opens the next one, as a list on paper goes on. It has the focus before the next key comes:
        // on a slow computer the hand is faster than the picture, and would write on in the row above.
        if (next === rows.length && event.key === "Enter" && mayType)
          flushSync(() => onRows(typedAt(rows, lines, next, column, "")));
        const table = event.currentTarget.closest("table")!;
        table.querySelector<HTMLElement>(`[data-item="${CSS.escape(`${next} ${column}`)}"]`)?.focus();
      }}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (!/[\t\n\r]/.test(text) || !mayType) return;
        event.preventDefault();
        onRows(typedAt(rows, lines, at, column, text));
      }}
      title={line && row.texts[column] ? problemOf(row.texts[column], line.uom, t) : undefined}
    />
  );
}

function problemOf(text: string, uom: string, t: ReturnType<typeof useText>): string | undefined {
  if (/^[-—–]$/.test(text.trim())) return undefined;
  const read = readQuantity(text, uom);
  return read.ok ? undefined : t(read.problem);
}
