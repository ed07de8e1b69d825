import { Button } from "../button.tsx";
import { showNumber } from "../format.ts";
import { useText } from "../language.tsx";
import { CarryOver } from "./carry-over.tsx";
import { computeLine, type ComputedLine, type EntryLine, type EntrySection } from "./lines.ts";
import { Row } from "./row.tsx";
import { asLastTime, declareZero, mayBeZero } from "./sections.ts";
import { readInRow } from "./selection.ts";
import { useEntryVersion, useGrid, useInRow } from "./use-entry.ts";
import { useCallback } from "react";

type Props = { section: EntrySection; lines: EntryLine[]; folded: EntryLine[]; from: number; open: boolean };

export function Section({ section, lines, folded, from, open }: Props) {
  return (
    <tbody role="rowgroup" aria-labelledby={`section-${section.key}`}>
      <SectionHead section={section} />
      {lines.map((line, at) => (
        <Row key={line.key} line={line} index={from + at} />
      ))}
      {folded.length > 0 ? <Fold section={section} folded={folded} open={open} /> : null}
    </tbody>
  );
}

function SectionHead({ section }: { section: EntrySection }) {
  const { store, besideSection } = useGrid();
  useEntryVersion(store, "all");
  const t = useText();
  const isZero = store.zeroSections().includes(section.key);
  const possible = isZero || mayBeZero(store, section.lines);
  const required = section.lines.filter((line) => line.required);
  const answered = required.filter(({ key }) => store.entry(key).value !== null).length;
  return (
    <tr role="row" className="section-head">
      <th role="rowheader" colSpan={8} scope="rowgroup">
        <span>
          <span id={`section-${section.key}`}>{t(section.name)}</span>{" "}
          <span className="quiet">
            {t(`必填 ${answered}/${required.length}`, `${answered} of ${required.length} required`)}
          </span>
        </span>
        <CarryOver store={store} lines={section.lines} label={{ zh: "本节", en: "Section:" }} />
        {besideSection?.(section.key)}
        {store.setup.readOnly && !isZero ? null : (
          <label
            className="inline-field zero-section"
            title={possible ? undefined : t("本节已填非零数，不能勾选", "The section holds figures other than 0")}
          >
            <input
              type="checkbox"
              checked={isZero}
              disabled={!possible || store.setup.readOnly !== null}
              onChange={(event) => declareZero(store, section.key, event.target.checked)}
            />
            {t("本节无发生", "Nothing in this section")}
          </label>
        )}
      </th>
    </tr>
  );
}

/** Lines that the unit never had anything in: out of sight, yet each answered once the clerk confirms. */
function Fold({ section, folded, open }: { section: EntrySection; folded: EntryLine[]; open: boolean }) {
  const { store } = useGrid();
  useEntryVersion(store, "all");
  const t = useText();
  const waiting = folded.filter(({ key }) => store.entry(key).value === null);
  const known = asLastTime(store, folded);
  const toggle = () => {
    const next = new Set(store.view().open);
    if (!next.delete(section.key)) next.add(section.key);
    store.show({ open: next });
  };
  return (
    <tr role="row" className="fold-row">
      <td role="gridcell" className="col-row" />
      <td colSpan={7} role="gridcell">
        <div className="row">
          <span className={waiting.length > 0 ? "" : "quiet"}>
            {t(`另有 ${folded.length} 行历来无发生`, `${folded.length} more lines where nothing ever happened`)}
            {waiting.length > 0
              ? t(`，其中 ${waiting.length} 行本期未答`, `, ${waiting.length} not answered yet`)
              : t("，本期已答", ", answered")}
          </span>
          {known.size > 0 && store.setup.readOnly === null ? (
            <Button
              small
              onClick={(event) => {
                store.edit(known);
                // This button goes; the one after it stays.
                (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus();
              }}
            >
              {t(`确认 ${known.size} 行与上期相同（不适用或 0）`, `Confirm ${known.size} as last time (n/a or 0)`)}
            </Button>
          ) : null}
          <Button small look="quiet" onClick={toggle} aria-expanded={open}>
            {open ? t("收起", "Fold") : t("展开逐行填", "Show them")}
          </Button>
        </div>
      </td>
    </tr>
  );
}

export function ComputedRows({ lines, from }: { lines: ComputedLine[]; from: number }) {
  const t = useText();
  return (
    <tbody role="rowgroup" aria-labelledby="section-computed">
      <tr role="row" className="section-head">
        <th role="rowheader" colSpan={8} scope="rowgroup" id="section-computed">
          {t("自动计算（不用填）", "Computed, not typed")}
        </th>
      </tr>
      {lines.map((line, at) => (
        <ComputedRow key={line.key} line={line} index={from + at} />
      ))}
    </tbody>
  );
}

function ComputedRow({ line, index }: { line: ComputedLine; index: number }) {
  const grid = useGrid();
  const { store, controller } = grid;
  useEntryVersion(store, "all");
  const t = useText();
  const place = readInRow(useInRow(grid, index));
  const register = useCallback(
    (row: HTMLTableRowElement | null) => controller.register(line.key, row),
    [controller, line.key],
  );
  const { previous, previousYear } = store.setup;
  const values = [
    computeLine(store.setup.compiled, line, (key) => store.entry(key).value ?? undefined),
    previous && computeLine(store.setup.compiled, line, (key) => previous.get(key)),
    previousYear && computeLine(store.setup.compiled, line, (key) => previousYear.get(key)),
  ];
  const formula = `${t(line.name)} = ${t(line.formula)}`;
  return (
    <tr role="row" ref={register} data-key={line.key} className="computed" title={formula}>
      <td role="gridcell" className="col-row">
        <span aria-hidden="true">ƒ</span>
      </td>
      <th role="rowheader" scope="row" className="col-name">
        {t(line.name)}
      </th>
      <td role="gridcell" className="col-uom">
        {line.uom}
      </td>
      {values.map((value, col) => (
        <td
          // oxlint-disable-next-line no-array-index-key -- columns in their fixed order
          key={col}
          role="gridcell"
          aria-readonly="true"
          data-cell={col}
          data-col={col}
          tabIndex={place.active === col ? 0 : -1}
          className={`num ${place.has(col) ? "in-range" : ""}`}
          aria-label={col === 0 ? `${t(line.name)}, ${line.uom}, ${sayValue(value, t)}. ${formula}` : undefined}
        >
          {typeof value === "number" ? showNumber(value) : "—"}
        </td>
      ))}
      <td data-cell={3} data-col={3} tabIndex={-1} role="gridcell" />
      <td
        data-cell={4}
        data-col={4}
        tabIndex={place.active === 4 ? 0 : -1}
        role="gridcell"
        className={`quiet formula ${place.has(4) ? "in-range" : ""}`}
        title={typeof values[0] === "number" ? formula : sayValue(values[0] ?? null, t)}
      >
        <span>{typeof values[0] === "number" ? `= ${t(line.formula)}` : sayValue(values[0] ?? null, t)}</span>
      </td>
    </tr>
  );
}

type Said = number | { zh: string; en: string } | null;

const sayValue = (value: Said, t: (text: { zh: string; en: string }) => string): string => {
  if (typeof value === "number") return showNumber(value);
  return value === null ? "—" : t(value);
};
