import {
  useCallback,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from "react";
import type { Text } from "@duibiao/indicators";
import { useText } from "../language.tsx";
import {
  cleared,
  copied,
  filledDown,
  isWithin,
  pasted,
  type Edits,
  type MatrixSpot,
  type Place,
  type Rectangle,
} from "./matrix-deeds.ts";
import { Spot } from "./matrix-spot.tsx";
import type { EntryStore } from "./store.ts";

type Axis = { key: string; name: Text; beside?: ReactNode };

type Props = {
  label: string;
  corner: Text;
  rows: readonly Axis[];
  columns: readonly (Axis & { uom?: string })[];
  /** The cell where a row and a column meet; null: nothing is asked there. */
  spot: (row: string, column: string) => MatrixSpot | null;
  onSave: () => void;
};

const ARROWS: Record<string, [rows: number, cols: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A table of cells with names on both sides, typed into as into Excel: each cell is a cell of a form, checked and saved as there. */
export function CellMatrix({ label, corner, rows, columns, spot, onSave }: Props) {
  const t = useText();
  const table = useRef<HTMLTableElement>(null);
  const [said, say] = useState<Text | null>(null);
  /** Null: the one cell that has the focus. */
  const [drawn, draw] = useState<Rectangle | null>(null);
  // What was changed together is taken back together, in all forms that it reached.
  const done = useRef<EntryStore[][]>([]);
  const edit = useCallback((edits: Edits) => {
    if (edits.size === 0) return;
    done.current.push([...edits.keys()]);
    for (const [store, next] of edits) store.edit(next);
  }, []);
  const spotAt = ({ row, col }: Place) => (rows[row] && columns[col] ? spot(rows[row].key, columns[col].key) : null);
  const inputAt = ({ row, col }: Place) =>
    table.current?.querySelector<HTMLInputElement>(`[data-spot="${row}.${col}"]`) ?? null;
  const isInside = ({ row, col }: Place) => row >= 0 && col >= 0 && row < rows.length && col < columns.length;
  const go = (from: Place, rowStep: number, colStep: number) => {
    draw(null);
    let at = { row: from.row + rowStep, col: from.col + colStep };
    while (isInside(at)) {
      const input = inputAt(at);
      if (input) return input.focus();
      at = { row: at.row + rowStep, col: at.col + colStep };
    }
  };
  const placeOf = (target: EventTarget | null): Place | null => {
    const input = target instanceof Element ? target.closest(".matrix-cell")?.querySelector("[data-spot]") : null;
    const [row, col] = input?.getAttribute("data-spot")?.split(".").map(Number) ?? [];
    return row === undefined || col === undefined ? null : { row, col };
  };
  /** The cells that a deed is about, from an event in one of them. */
  const about = (at: Place): Rectangle => drawn ?? { from: at, to: at };
  const isTyping = (target: EventTarget) => (target as HTMLElement).dataset["typing"] !== undefined;
  const extend = (at: Place, rowStep: number, colStep: number) => {
    const { from, to } = about(at);
    const next = { row: to.row + rowStep, col: to.col + colStep };
    if (!isInside(next)) return;
    draw({ from, to: next });
    inputAt(next)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const at = placeOf(event.target);
    if (at === null || event.defaultPrevented) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const typing = isTyping(event.target);
    const step = ARROWS[event.key];
    if (ctrl && key === "s") onSave();
    else if (ctrl && key === "z" && !typing) done.current.pop()?.forEach((store) => store.undo());
    else if (ctrl && key === "d" && !typing) edit(filledDown(spotAt, about(at)));
    else if (ctrl && key === "a" && !typing)
      draw({ from: { row: 0, col: 0 }, to: { row: rows.length - 1, col: columns.length - 1 } });
    else if (event.key === "Enter") go(at, event.shiftKey ? -1 : 1, 0);
    else if (event.key === "Escape") draw(null);
    else if ((event.key === "Delete" || (event.key === "Backspace" && drawn !== null)) && !typing)
      edit(cleared(spotAt, about(at)));
    else if (step && event.shiftKey && !ctrl && !event.altKey && !typing) extend(at, ...step);
    // While somebody types, left and right move the caret.
    else if (step && !ctrl && !event.altKey && (!typing || step[1] === 0)) go(at, ...step);
    else return;
    event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent<HTMLTableElement>, cut: boolean) => {
    const at = placeOf(event.target);
    if (at === null || isTyping(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied(spotAt, about(at)));
    if (cut) edit(cleared(spotAt, about(at)));
  };
  const onPaste = (event: ClipboardEvent<HTMLTableElement>) => {
    const at = placeOf(event.target);
    const text = event.clipboardData.getData("text/plain");
    if (at === null || (isTyping(event.target) && !/[\t\n\r]/.test(text))) return;
    event.preventDefault();
    const { edits, said: report } = pasted(spotAt, about(at), text);
    edit(edits);
    say(report);
  };
  const onPointer = (event: PointerEvent<HTMLTableElement>, begins: boolean) => {
    const at = placeOf(event.target);
    if (at === null || (!begins && event.buttons !== 1)) return;
    const from = placeOf(document.activeElement);
    if (begins && !event.shiftKey) return void draw(null);
    if (from === null || (from.row === at.row && from.col === at.col && drawn === null)) return;
    // The keyboard stays where the rectangle began.
    if (begins) event.preventDefault();
    draw({ from, to: at });
  };
  return (
    <div className="matrix">
      <p className="entry-said" role="status" aria-live="polite">
        {said ? t(said) : ""}
      </p>
      <div className="matrix-scroll" tabIndex={-1}>
        <table
          ref={table}
          role="grid"
          aria-label={label}
          aria-multiselectable="true"
          className="matrix-table"
          onKeyDown={onKeyDown}
          onCopy={(event) => onCopy(event, false)}
          onCut={(event) => onCopy(event, true)}
          onPaste={onPaste}
          onMouseDown={(event) => {
            // A click with Shift would put the keyboard there.
            if (event.shiftKey && placeOf(event.target)) event.preventDefault();
          }}
          onPointerDown={(event) => onPointer(event, true)}
          onPointerOver={(event) => onPointer(event, false)}
        >
          <thead>
            <tr>
              <th scope="col">{t(corner)}</th>
              {columns.map(({ key, name, uom, beside }) => (
                <th key={key} scope="col">
                  {t(name)} {uom ? <span className="quiet">{uom}</span> : null} {beside}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={row.key}>
                <th scope="row">
                  {t(row.name)} {row.beside}
                </th>
                {columns.map((column, c) => {
                  const found = spot(row.key, column.key);
                  return found === null ? (
                    <td key={column.key} className="matrix-none">
                      <span aria-label={t("不填", "not asked")}>—</span>
                    </td>
                  ) : (
                    <Spot
                      key={column.key}
                      {...found}
                      place={`${r}.${c}`}
                      label={`${t(row.name)}, ${t(column.name)}`}
                      chosen={drawn !== null && isWithin(drawn, { row: r, col: c })}
                      onEdit={edit}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
