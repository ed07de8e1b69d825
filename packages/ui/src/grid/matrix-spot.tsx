import { memo, useState, type KeyboardEvent } from "react";
import { useLanguage, useText } from "../language.tsx";
import { plainText, readEntry, shownText } from "./entry.ts";
import { isExplained } from "./findings.ts";
import { isLocked, type Edits, type MatrixSpot } from "./matrix-deeds.ts";
import { useEntryVersion } from "./use-entry.ts";

type Props = MatrixSpot & {
  place: string;
  label: string;
  /** Among the cells that Shift or the mouse drew around. */
  chosen: boolean;
  onEdit: (edits: Edits) => void;
};

/** One cell of a table: what is typed into it, and what the form says of it. Everything beyond one cell is the table's. */
export const Spot = memo(function Spot({ store, at, place, label, chosen, onEdit }: Props) {
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
  const asks =
    findings.some(({ severity }) => severity !== "block") ||
    store.suspicion(at) !== null ||
    store.begun.left(at) !== null;
  const left = store.begun.left(at);
  const begun = left?.of === "value" ? left : null;
  const wanted = entry.value === null && line.required;
  const said = [
    entry.rejected ? t(entry.rejected.problem) : "",
    begun
      ? t(
          `恢复了您上次没填完的数：${begun.text}。F2 接着填，Esc 不要。`,
          `What you had begun to type is back: ${begun.text}. F2 goes on, Esc drops it.`,
        )
      : "",
    ...findings.filter(({ rule }) => rule !== "VR01").map(({ text }) => t(text)),
    store.conflicts.has(at) ? t("冲突：请到该表中选用哪个数", "Conflict: choose in the form itself") : "",
    entry.value !== null && entry.value.state !== "number" ? (entry.value.reason ?? "") : "",
  ].filter(Boolean);
  const hear = (text: string) => {
    type(text);
    store.begun.put(at, { of: "value", text });
  };
  const giveUp = () => {
    type(null);
    store.begun.put(at, null);
  };
  const commit = () => {
    if (typed === null) return;
    giveUp();
    if (typed.trim() === plainText(entry) || typed === shownText(entry, language)) return;
    onEdit(new Map([[store, new Map([[at, readEntry(line, typed, entry).entry]])]]));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && (typed !== null || begun !== null)) giveUp();
    else if (event.key === "F2" && !locked) hear(begun?.text ?? plainText(entry));
    else return;
    event.preventDefault();
  };
  const classes = [
    "matrix-cell",
    broken ? "invalid" : "",
    asks ? "involved" : "",
    wanted ? "wanted" : "",
    locked ? "locked" : "",
    chosen ? "chosen" : "",
  ];
  return (
    <td
      className={classes.filter(Boolean).join(" ")}
      role="gridcell"
      aria-selected={chosen || undefined}
      title={said.join("\n")}
    >
      <input
        data-spot={place}
        data-typing={typed === null ? undefined : ""}
        className="num"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        readOnly={locked}
        aria-label={`${label}, ${line.uom}`}
        aria-invalid={broken || undefined}
        aria-description={said.join(" ") || undefined}
        value={typed ?? shownText(entry, language)}
        onChange={(event) => hear(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          // A block is the table's, also where somebody was typing.
          if (typed !== null && /[\t\n\r]/.test(event.clipboardData.getData("text/plain"))) giveUp();
        }}
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
