import { memo, useCallback, useLayoutEffect, useRef } from "react";
import type { CellValue, Finding, Text } from "@duibiao/indicators";
import { DifferenceCell } from "../difference-cell.tsx";
import { changeInPercent, groupDigits } from "../format.ts";
import { carriedText, sourceText } from "../source.ts";
import { useLanguage, useText } from "../language.tsx";
import { nameOf, severities } from "../names.ts";
import { shownText, STATES } from "./entry.ts";
import { hangsAt, isExplained } from "./findings.ts";
import type { EntryLine } from "./lines.ts";
import { Notices } from "./notices.tsx";
import { NOTE, readInRow, VALUE } from "./selection.ts";
import { useEntryVersion, useGrid, useInRow } from "./use-entry.ts";

type Props = { line: EntryLine; index: number };

/** One line of the form. It renders for its own cell and its own part of the selection only. */
export const Row = memo(function Row({ line, index }: Props) {
  const grid = useGrid();
  const { store, controller, id } = grid;
  useEntryVersion(store, line.key);
  const t = useText();
  const place = readInRow(useInRow(grid, index));
  const register = useCallback(
    (row: HTMLTableRowElement | null) => controller.register(line.key, row),
    [controller, line.key],
  );
  const entry = store.entry(line.key);
  const previous = store.setup.previous?.get(line.key) ?? null;
  const previousYear = store.setup.previousYear?.get(line.key) ?? null;
  const cell = (col: number) => (place.has(col) ? "in-range" : "");
  return (
    <>
      <tr role="row" ref={register} data-key={line.key} className={place.active === null ? "" : "active-row"}>
        <td role="gridcell" className="col-row">
          {line.row}
        </td>
        <th role="rowheader" scope="row" className={line.indented ? "col-name indented" : "col-name"}>
          <span>
            {line.indented ? <span className="quiet">{t("其中：", "of which: ")}</span> : null}
            {t(line.name)}
            {line.required ? null : <span className="quiet">{t("（选填）", " (optional)")}</span>}
          </span>
        </th>
        <td role="gridcell" className="col-uom">
          {line.uom}
        </td>
        <ValueCell line={line} active={place.active === VALUE} className={cell(VALUE)} />
        <PastCell col={1} value={previous} active={place.active === 1} className={cell(1)} />
        <PastCell col={2} value={previousYear} active={place.active === 2} className={cell(2)} />
        <td
          role="gridcell"
          data-cell={3}
          data-col={3}
          className={`col-change ${cell(3)}`}
          tabIndex={place.active === 3 ? 0 : -1}
        >
          <Change now={entry.value} previous={previous} previousYear={previousYear} uom={line.uom} />
        </td>
        <NoteCell line={line} active={place.active === NOTE} className={cell(NOTE)} />
      </tr>
      <Notices line={line} describes={`${id}-${line.key}-notice`} />
    </>
  );
});

type CellProps = { line: EntryLine; active: boolean; className: string };

/** Shows the store's text in the input unless somebody is typing in it. */
function useShown(text: string, key: string, col: number) {
  const { controller } = useGrid();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const element = input.current!;
    if (controller.isEditing(key, col) || element.value === text) return;
    element.value = text;
    // What is typed next replaces it, as in every chosen cell.
    if (document.activeElement === element) element.select();
  }, [text, controller, key, col]);
  return input;
}

function ValueCell({ line, active, className }: CellProps) {
  const { store, id, isWaiting, openDialog } = useGrid();
  const t = useText();
  const { language } = useLanguage();
  const entry = store.entry(line.key);
  const text = shownText(entry, language);
  const input = useShown(text, line.key, VALUE);
  const findings = store.findingsOf(line.key).filter(({ verdict }) => verdict === "false");
  const shown = findings.filter((finding) => finding.rule !== "VR01" && hangsAt(finding, line.key));
  const elsewhere = findings.some((finding) => finding.rule !== "VR01" && !hangsAt(finding, line.key));
  const summed = store.setup.summed?.get(line.key);
  const invalid = entry.rejected !== null || shown.some(({ severity }) => severity === "block");
  const blankRequired = entry.value === null && line.required && entry.rejected === null;
  const classes = [
    "col-value",
    className,
    entry.value === null ? "" : entry.value.state,
    invalid ? "invalid" : "",
    blankRequired ? "wanted" : "",
    elsewhere ? "involved" : "",
    isWaiting(line.key) ? "waiting-cell" : "",
  ];
  return (
    <td role="gridcell" data-cell={VALUE} className={classes.filter(Boolean).join(" ")}>
      <div className="value-box">
        {shown.map((finding) => (
          <Chip key={finding.rule} finding={finding} line={line} />
        ))}
        {entry.value?.state === "number" && entry.value.estimated ? (
          <span className="tag">{t("暂估", "est.")}</span>
        ) : null}
        <input
          ref={input}
          data-col={VALUE}
          className="cell-input num"
          defaultValue={text}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          readOnly={store.setup.readOnly !== null || summed !== undefined}
          tabIndex={active ? 0 : -1}
          aria-label={`${line.row} ${t(line.fullName)}, ${line.uom}, ${t("本期", "this period")}`}
          aria-describedby={`${id}-${line.key}-said ${id}-${line.key}-notice`}
          aria-invalid={invalid || undefined}
          aria-required={line.required || undefined}
        />
        {store.setup.readOnly || summed ? null : (
          <button
            type="button"
            className="cell-menu"
            tabIndex={-1}
            aria-label={t(
              `行次 ${line.row}：状态、暂估、说明（Alt+↓）`,
              `Line ${line.row}: state, estimate, explanation (Alt+↓)`,
            )}
            onClick={() => openDialog(line.key, "state")}
          >
            ⋮
          </button>
        )}
      </div>
      <span id={`${id}-${line.key}-said`} className="sr-only">
        {spoken(findings, store.explanations, t)} {entry.rejected ? t(entry.rejected.problem) : ""}
        {entry.value !== null && entry.value.state !== "number" ? entry.value.reason : ""} {summed ? t(summed) : ""}
      </span>
    </td>
  );
}

function spoken(
  findings: readonly Finding[],
  explanations: ReadonlyMap<string, string>,
  t: (text: Text) => string,
): string {
  return findings
    .map((finding) => {
      const explained = isExplained(finding, explanations) ? t({ zh: "（已说明）", en: " (explained)" }) : "";
      return `${t(nameOf(severities, finding.severity))}${explained}: ${t(finding.text)}`;
    })
    .join(" ");
}

/** Severity of a finding by sign, word and colour; opens the explanation. */
function Chip({ finding, line }: { finding: Finding; line: EntryLine }) {
  const { store, openDialog } = useGrid();
  const t = useText();
  const explained = isExplained(finding, store.explanations);
  const name = severities[finding.severity];
  const tone = explained ? "success" : "tone" in name ? name.tone : "info";
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`tag tag-${tone} chip`}
      title={`${t(finding.text)}\n${t(finding.advice)}`}
      onClick={() => openDialog(line.key, "explain")}
    >
      <span aria-hidden="true">{explained ? "✓" : name.mark}</span>
      {explained ? t("已说明", "Explained") : t(name)}
    </button>
  );
}

function NoteCell({ line, active, className }: CellProps) {
  const { store } = useGrid();
  const t = useText();
  const entry = store.entry(line.key);
  const input = useShown(entry.note, line.key, NOTE);
  const summed = store.setup.summed?.get(line.key);
  const reason = entry.value !== null && entry.value.state !== "number" ? entry.value.reason : "";
  const source = entry.source === undefined ? null : sourceText(entry.source);
  return (
    <td role="gridcell" data-cell={NOTE} className={`col-note ${className}`}>
      {summed ? <span className="reason">{t(summed)}</span> : null}
      {reason ? <span className="reason">{reason}</span> : null}
      {entry.carried ? <span className="reason">{t(carriedText(entry.carried))}</span> : null}
      {source ? <span className="reason">{t(source)}</span> : null}
      <Papers line={line} />
      <input
        ref={input}
        data-col={NOTE}
        className="cell-input"
        defaultValue={entry.note}
        maxLength={500}
        autoComplete="off"
        readOnly={store.setup.readOnly !== null}
        tabIndex={active ? 0 : -1}
        aria-label={`${line.row} ${t(line.fullName)}, ${t("说明", "note")}`}
      />
    </td>
  );
}

/** Papers that the cell has, or that it still wants. */
function Papers({ line }: { line: EntryLine }) {
  const { store, evidence, openDialog } = useGrid();
  const t = useText();
  const wanted = store.wantedPapers(line.key);
  const has = store.papers(line.key);
  if (!evidence || (wanted.length === 0 && has === 0)) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`tag chip papers ${wanted.length > 0 ? "tag-warning" : ""}`}
      title={wanted.join(t("、", ", "))}
      onClick={() => openDialog(line.key, "evidence")}
    >
      {wanted.length > 0
        ? t(`▤ 须附佐证：${wanted.join("、")}`, `▤ To be proved: ${wanted.join(", ")}`)
        : t(`▤ 佐证 ${has} 份`, `▤ Papers: ${has}`)}
    </button>
  );
}

function PastCell({
  col,
  value,
  active,
  className,
}: { col: number; value: CellValue | null } & Omit<CellProps, "line">) {
  const t = useText();
  return (
    <td
      role="gridcell"
      data-cell={col}
      data-col={col}
      className={`col-past num ${className}`}
      tabIndex={active ? 0 : -1}
    >
      {value === null ? <span aria-label={t("无", "none")}>—</span> : null}
      {value?.state === "number" ? groupDigits(value.value) : null}
      {value !== null && value.state !== "number" ? t(STATES[value.state]) : null}
    </td>
  );
}

const figure = (value: CellValue | null) => (value?.state === "number" ? value.value : null);

/** 同比 where last year is known, else 环比; the word stands beside it. */
function Change(props: {
  now: CellValue | null;
  previous: CellValue | null;
  previousYear: CellValue | null;
  uom: string;
}) {
  const now = figure(props.now);
  const year = figure(props.previousYear);
  if (now === null) return null;
  const from = year ?? figure(props.previous);
  const points = props.uom === "%";
  const change = points && from !== null ? Number(now) - Number(from) : changeInPercent(from, now);
  const kind = year === null ? "previous" : "year";
  if (!points && change !== null && change >= 900) return <Times times={change / 100 + 1} kind={kind} />;
  return <DifferenceCell change={change} kind={kind} points={points} reason="—" />;
}

/** From ten times on a percentage says nothing any more. */
function Times({ times, kind }: { times: number; kind: "year" | "previous" }) {
  const t = useText();
  const shown = groupDigits(times.toFixed(times < 100 ? 1 : 0));
  const [zh, en] = kind === "year" ? ["同期", "YoY"] : ["上期", "PoP"];
  return <span className="nowrap">{t(`${zh}的 ${shown} 倍`, `${en} × ${shown}`)}</span>;
}
