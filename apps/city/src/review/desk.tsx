import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useText } from "@duibiao/ui";
import { AcceptDialog } from "./accept-dialog.tsx";
import { CellCard } from "./cell-card.tsx";
import { cellRows, type CellRow } from "./cell-rows.ts";
import { Changed } from "./changed.tsx";
import { CellsTable } from "./cells-table.tsx";
import { DeskActions } from "./desk-actions.tsx";
import { useDeeds } from "./deeds.ts";
import { FindingsList } from "./findings-list.tsx";
import { HistoryCard } from "./history-card.tsx";
import { KeysHelp } from "./keys-help.tsx";
import type { Finding, Paper } from "./paper.ts";
import { QuestionDialog } from "./question-dialog.tsx";
import { QuestionsCard } from "./questions-card.tsx";
import { nextAfter, type QueueItem } from "./queue.ts";
import { Repeated } from "./repeated.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { inOrder, rowsOf } from "./return-text.ts";
import type { DeskSearch } from "./search.ts";
import { say } from "../said.tsx";
import { SecondReviewCard, toSecondReview } from "../second-reviews/second-review-card.tsx";
import { SpotCheckCard } from "../spot-checks/spot-check-card.tsx";
import { useKeys } from "./use-keys.ts";

type Props = { paper: Paper; queue: readonly QueueItem[]; search: DeskSearch };
type Open = "accept" | "return" | "question" | "keys" | null;

/** Findings first, then every cell; what is looked at stands in the address, so that reload and back keep it. */
export function Desk({ paper, queue, search }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>(null);
  const findings = inOrder(paper.revision.findings);
  const rows = cellRows(paper);
  const stops = [...findings.map((_finding, at) => `f${at + 1}`), ...rows.map(({ key }) => key)];
  const at = search.at !== undefined && stops.includes(search.at) ? search.at : stops[0]!;
  const finding: Finding | undefined = findings[Number(/^f(\d+)$/.exec(at)?.[1]) - 1];
  const looked: CellRow | undefined = finding ? rowsOf(rows, finding)[0] : rows.find(({ key }) => key === at);
  const id = paper.submission.id;
  const go = (to: string) =>
    void navigate({
      to: "/review/$submission",
      params: { submission: String(id) },
      search: { ...search, at: to } as never,
      replace: true,
      resetScroll: false,
    });
  const step = (by: number) => go(stops[Math.min(Math.max(stops.indexOf(at) + by, 0), stops.length - 1)]!);

  const { at: _at, ...queueSearch } = search;
  function openPaper(to: number | null) {
    if (to === null) return void navigate({ to: "/review", search: queueSearch as never });
    void navigate({ to: "/review/$submission", params: { submission: String(to) }, search: queueSearch as never });
  }
  const next = nextAfter(queue, id);
  const decided = (what: string) => {
    say(what);
    openPaper(next);
  };

  const may = useDeeds(paper);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    // A key does what its button would do, and nothing where that is off.
    a: () => may.accept && setOpen("accept"),
    r: () => may.return && setOpen("return"),
    q: () => may.ask && setOpen("question"),
    s: toSecondReview,
    n: () => next !== null && openPaper(next),
    "?": () => setOpen("keys"),
  });
  const close = () => setOpen(null);
  return (
    <div className="review">
      <div>
        <Changed rows={rows} paper={paper} onGo={go} />
        <Repeated rows={rows} />
        <section aria-label={t("核验结果", "Findings")}>
          <FindingsList paper={paper} findings={findings} rows={rows} at={at} onGo={go} />
        </section>
        <section aria-label={t("全部单元格", "All cells")}>
          <CellsTable paper={paper} rows={rows} at={at} looked={looked} onGo={go} />
        </section>
      </div>
      <aside className="review-side" aria-label={t("审核", "Review")}>
        <DeskActions
          paper={paper}
          may={may}
          queue={queue}
          onOpen={setOpen}
          onNext={() => openPaper(next)}
          hasNext={next !== null}
        />
        <SecondReviewCard key={`${paper.submission.id}/${paper.revision.hash}`} paper={paper} />
        <SpotCheckCard submission={paper.submission.id} />
        {looked ? <CellCard row={looked} submissionId={paper.submission.id} /> : null}
        <QuestionsCard paper={paper} rows={rows} mayAsk={may.ask} onAsk={() => setOpen("question")} />
        <HistoryCard paper={paper} rows={rows} />
      </aside>
      {open === "accept" ? <AcceptDialog paper={paper} onClose={close} onDone={decided} /> : null}
      {open === "return" ? (
        <ReturnDialog
          paper={paper}
          rows={rows}
          findings={findings}
          at={finding}
          looked={looked}
          onClose={close}
          onDone={decided}
        />
      ) : null}
      {open === "question" ? <QuestionDialog paper={paper} rows={rows} looked={looked} onClose={close} /> : null}
      {open === "keys" ? <KeysHelp onClose={close} /> : null}
    </div>
  );
}
