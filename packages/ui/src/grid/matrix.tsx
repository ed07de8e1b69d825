import { memo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from "react";
import type { Text } from "@duibiao/indicators";
import { useLanguage, useText } from "../language.tsx";
import { parseBlock } from "./block.ts";
import { plainText, readEntry, shownText, type Entry } from "./entry.ts";
import { isExplained } from "./findings.ts";
import type { EntryStore } from "./store.ts";
import { totalOf } from "./totals.ts";
import { useEntryVersion } from "./use-entry.ts";

/** A cell of some form: of one store, or of several side by side. */
export type MatrixSpot = { store: EntryStore; at: string };
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

/** A table of cells with names on both sides, typed into as into Excel: each cell is a cell of a form, checked and saved as there. */
export function CellMatrix({ label, corner, rows, columns, spot, onSave }: Props) {
  const t = useText();
  const table = useRef<HTMLTableElement>(null);
  const [said, say] = useState<Text | null>(null);
  const inputAt = (row: number, col: number) =>
    table.current?.querySelector<HTMLInputElement>(`[data-spot="${row}.${col}"]`) ?? null;
  const move = (row: number, col: number, rowStep: number, colStep: number) => {
    let [r, c] = [row + rowStep, col + colStep];
    while (r >= 0 && c >= 0 && r < rows.length && c < columns.length) {
      const input = inputAt(r, c);
      if (input) return input.focus();
      [r, c] = [r + rowStep, c + colStep];
    }
  };
  const paste = (row: number, col: number, text: string) => {
    const edits = new Map<EntryStore, Map<string, Entry>>();
    let [filled, refused, outside] = [0, 0, 0];
    parseBlock(text).forEach((cells, down) =>
      cells.forEach((cell, right) => {
        if (cell.trim() === "") return;
        const [r, c] = [rows[row + down], columns[col + right]];
        const found = r && c ? spot(r.key, c.key) : null;
        if (found === null || isLocked(found)) return void (outside += 1);
        const { entry } = readEntry(found.store.line(found.at)!, cell, found.store.entry(found.at));
        if (entry.rejected) refused += 1;
        else filled += 1;
        edits.set(found.store, (edits.get(found.store) ?? new Map<string, Entry>()).set(found.at, entry));
      }),
    );
    for (const [store, next] of edits) store.edit(next);
    say({
      zh: `粘贴：已填 ${filled} 格${refused > 0 ? `；${refused} 格不能识别，已标红` : ""}${outside > 0 ? `；${outside} 格落在不可填的位置` : ""}`,
      en: `Pasted: ${filled} filled${refused > 0 ? `; ${refused} could not be read and stand in red` : ""}${outside > 0 ? `; ${outside} fell on locked cells` : ""}`,
    });
  };
  return (
    <div className="matrix">
      <p className="entry-said" role="status" aria-live="polite">
        {said ? t(said) : ""}
      </p>
      <div className="matrix-scroll" tabIndex={-1}>
        <table ref={table} role="grid" aria-label={label} className="matrix-table">
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
                      onMove={(rowStep, colStep) => move(r, c, rowStep, colStep)}
                      onPaste={(text) => paste(r, c, text)}
                      onSave={onSave}
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

/** Read only, summed from elsewhere, or a total that its members make up. */
const isLocked = ({ store, at }: MatrixSpot): boolean =>
  store.setup.readOnly !== null || store.isSummed(at) || totalOf(store.line(at)!, store.entry) !== null;

type SpotProps = MatrixSpot & {
  place: string;
  label: string;
  onMove: (rows: number, cols: number) => void;
  onPaste: (text: string) => void;
  onSave: () => void;
};

const Spot = memo(function Spot({ store, at, place, label, onMove, onPaste, onSave }: SpotProps) {
  useEntryVersion(store, "all");
  const t = useText();
  const { language } = useLanguage();
  const [typed, type] = useState<string | null>(null);
  const entry = store.entry(at);
  const line = store.line(at)!;
  const locked = isLocked({ store, at });
  const findings = store
    .findingsOf(at)
    .filter((finding) => finding.verdict === "false" && !isExplained(finding, store.explanations));
  const broken =
    entry.rejected !== null || findings.some(({ rule, severity }) => severity === "block" && rule !== "VR01");
  const asks = findings.some(({ severity }) => severity !== "block") || store.suspicion(at) !== null;
  const wanted = entry.value === null && line.required;
  const said = [
    entry.rejected ? t(entry.rejected.problem) : "",
    ...findings.filter(({ rule }) => rule !== "VR01").map(({ text }) => t(text)),
    store.conflicts.has(at) ? t("冲突：请到该表中选用哪个数", "Conflict: choose in the form itself") : "",
    entry.value !== null && entry.value.state !== "number" ? (entry.value.reason ?? "") : "",
  ].filter(Boolean);
  const commit = () => {
    if (typed === null) return;
    type(null);
    if (typed.trim() === plainText(entry) || typed === shownText(entry, language)) return;
    store.edit(new Map([[at, readEntry(line, typed, entry).entry]]));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ctrl = event.ctrlKey || event.metaKey;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (ctrl && event.key.toLowerCase() === "s") onSave();
    else if (ctrl && event.key.toLowerCase() === "z" && typed === null) store.undo();
    else if (event.key === "Enter") onMove(event.shiftKey ? -1 : 1, 0);
    else if (event.key === "Escape") type(null);
    else if (event.key === "F2" && !locked) type(plainText(entry));
    else if (event.key === "Delete" && typed === null && !locked)
      store.edit(new Map([[at, readEntry(line, "", entry).entry]]));
    // While somebody types, left and right move the caret.
    else if (step && !ctrl && !event.altKey && (typed === null || step[1] === 0)) onMove(step[0]!, step[1]!);
    else return;
    event.preventDefault();
  };
  const onPasted = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (typed !== null && !/[\t\n\r]/.test(text)) return;
    event.preventDefault();
    type(null);
    onPaste(text);
  };
  const classes = [
    "matrix-cell",
    broken ? "invalid" : "",
    asks ? "involved" : "",
    wanted ? "wanted" : "",
    locked ? "locked" : "",
  ];
  return (
    <td className={classes.filter(Boolean).join(" ")} title={said.join("\n")}>
      <input
        data-spot={place}
        className="num"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        readOnly={locked}
        aria-label={`${label}, ${line.uom}`}
        aria-invalid={broken || undefined}
        aria-description={said.join(" ") || undefined}
        value={typed ?? shownText(entry, language)}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
        onPaste={onPasted}
      />
      {broken || asks || store.conflicts.has(at) ? (
        <span className="matrix-mark" aria-hidden="true">
          {broken ? "✕" : store.conflicts.has(at) ? "⇆" : "▲"}
        </span>
      ) : null}
      {entry.value?.state === "number" && entry.value.estimated ? (
        <span className="matrix-mark" aria-hidden="true">
          {t("估", "e")}
        </span>
      ) : null}
    </td>
  );
});
