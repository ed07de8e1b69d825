import type { ReactNode } from "react";
import { assignmentStates, nameOf, NameTag, useText } from "@duibiao/ui";
import { daysLeft, isExtended, isUnsent, type BoardCell, type Collection } from "./board-rows.ts";

type Props = {
  cell: BoardCell | undefined;
  collection: Collection;
  now: string;
  link: (id: number, children: ReactNode) => ReactNode;
};

/** One unit's state in one form: sign and word, days, findings, questions. Opens the review where there is something to read. */
export function StateCell({ cell, collection, now, link }: Props) {
  const t = useText();
  if (cell === undefined) return <span className="quiet">{t("不需报", "Not owed")}</span>;
  const tag = <NameTag name={{ mark: "·", ...nameOf(assignmentStates, cell.state) }} />;
  return (
    <span className="board-cell">
      {cell.submissionId === null || (isUnsent(cell) && cell.state !== "returned") ? tag : link(cell.submissionId, tag)}
      {cell.mine ? <b className="board-mine">{t("待我审", "Mine")}</b> : null}
      {cell.reviewsSecond ? <b className="board-mine">{t("待我复核", "Mine, second")}</b> : null}
      <Days cell={cell} collection={collection} now={now} />
      <Counts cell={cell} />
    </span>
  );
}

export function daysText(days: number): { zh: string; en: string } {
  if (days < 0) return { zh: `逾期 ${-days} 天`, en: `${-days} days late` };
  if (days === 0) return { zh: "今天到期", en: "due today" };
  return { zh: `剩 ${days} 天`, en: `${days} days left` };
}

function Days({ cell, collection, now }: Omit<Props, "cell" | "link"> & { cell: BoardCell }) {
  const t = useText();
  const days = daysLeft(cell, collection, now);
  const sentLate = cell.late && !isUnsent(cell) && cell.state !== "exempt";
  return (
    <>
      {isExtended(cell, collection) ? <span className="board-count">{t("已延期", "extended")}</span> : null}
      {days === null ? null : <span className={days < 0 ? "board-late" : "quiet"}>{t(daysText(days))}</span>}
      {sentLate ? <span className="quiet">{t("迟报", "sent late")}</span> : null}
    </>
  );
}

function Counts({ cell }: { cell: BoardCell }) {
  const t = useText();
  const { findings, openQuestions, awaitingScan } = cell;
  return (
    <>
      {findings.false > 0 ? (
        <span className="board-count">{t(`不成立 ${findings.false}`, `${findings.false} false`)}</span>
      ) : null}
      {findings.undecided > 0 ? (
        <span className="board-count">{t(`无法判定 ${findings.undecided}`, `${findings.undecided} undecided`)}</span>
      ) : null}
      {openQuestions > 0 ? (
        <span className="board-count">{t(`核实单 ${openQuestions}`, `open questions: ${openQuestions}`)}</span>
      ) : null}
      {awaitingScan ? <span className="quiet">{t("待补扫描件", "scan owed")}</span> : null}
    </>
  );
}

/** The same cell in words, for exports. */
export function cellText(cell: BoardCell | undefined, collection: Collection, now: string, zh: boolean): string {
  if (cell === undefined) return zh ? "不需报" : "not owed";
  const state = nameOf(assignmentStates, cell.state);
  const days = daysLeft(cell, collection, now);
  const parts = [
    zh ? state.zh : state.en,
    ...(isExtended(cell, collection) ? [zh ? "已延期" : "extended"] : []),
    ...(days === null ? [] : [zh ? daysText(days).zh : daysText(days).en]),
    ...(cell.findings.false > 0 ? [zh ? `不成立 ${cell.findings.false}` : `${cell.findings.false} false`] : []),
    ...(cell.findings.undecided > 0
      ? [zh ? `无法判定 ${cell.findings.undecided}` : `${cell.findings.undecided} undecided`]
      : []),
    ...(cell.openQuestions > 0 ? [zh ? `核实单 ${cell.openQuestions}` : `open questions: ${cell.openQuestions}`] : []),
  ];
  return parts.join(zh ? "；" : "; ");
}
