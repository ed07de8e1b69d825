import { useState } from "react";
import { Button, nameOf, showMoment, tiers, useLanguage, useText } from "@duibiao/ui";
import { addressOfCell, type CellRow } from "./cell-rows.ts";
import type { Paper } from "./paper.ts";
import { RevisionDiff } from "./revision-diff.tsx";

/** Decisions and revisions in the order in which they happened, with names. */
export function HistoryCard({ paper, rows }: { paper: Paper; rows: readonly CellRow[] }) {
  const t = useText();
  const { language } = useLanguage();
  const [comparing, setComparing] = useState(false);
  const { decisions, revisions } = paper.submission;
  const events = [
    ...revisions.map((revision) => ({ at: revision.submittedAt, revision })),
    ...decisions.map((decision) => ({ at: decision.at, decision })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const lineOf = (address: { measure: string; member: string }) =>
    rows.find(({ key }) => key === addressOfCell(address))?.row ?? "";
  return (
    <section className="card" aria-label={t("意见和版次", "Decisions and revisions")}>
      <div className="row between">
        <h2>{t("意见和版次", "Decisions and revisions")}</h2>
        {revisions.length > 1 ? (
          <Button small onClick={() => setComparing(true)}>
            {t("比较版次", "Compare")}
          </Button>
        ) : null}
      </div>
      <ol className="history">
        {events.map((event) =>
          "revision" in event ? (
            <li key={`r${event.revision.revision}`}>
              <b>
                {event.revision.kind === "correction" ? t("更正", "Corrected") : t("报送", "Sent")}{" "}
                {t(`版次 ${event.revision.revision}`, `revision ${event.revision.revision}`)}
              </b>{" "}
              {event.revision.by}
              {event.revision.onTime === false ? <span className="board-late"> {t("迟报", "late")}</span> : null}
              <div className="quiet">{showMoment(event.at, language)}</div>
              {event.revision.reason === "" ? null : <div>{event.revision.reason}</div>}
            </li>
          ) : (
            <li key={`d${event.decision.id}`}>
              <b>
                {t(nameOf(tiers, event.decision.tier))}
                {event.decision.kind === "accept" ? t("级审核通过", " accepted") : t("级退回", " returned")}
              </b>{" "}
              {event.decision.by}{" "}
              <span className="quiet">
                {t(`版次 ${event.decision.revision}`, `revision ${event.decision.revision}`)}
              </span>
              <div className="quiet">{showMoment(event.at, language)}</div>
              {event.decision.reason === "" ? null : <div className="pre-line">{event.decision.reason}</div>}
              {event.decision.cells.map((cell) => (
                <div key={addressOfCell(cell)} className="quiet">
                  {t(`行次 ${lineOf(cell)}：`, `Line ${lineOf(cell)}: `)}
                  {cell.reason}
                </div>
              ))}
            </li>
          ),
        )}
      </ol>
      {comparing ? <RevisionDiff paper={paper} rows={rows} onClose={() => setComparing(false)} /> : null}
    </section>
  );
}
