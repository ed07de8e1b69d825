import { Link } from "@tanstack/react-router";
import { addressOf, api } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { roles, Tag, tiers, useText } from "@duibiao/ui";
import { CellLink } from "../task/cell-link.tsx";
import { nameOfCell } from "../task/form.ts";
import type { Task } from "../task/task-page.tsx";
import { taskPath } from "../task/task.ts";

type Question = Task["submission"]["questions"][number];

export function RevisionEvent({ task, revision }: { task: Task; revision: Task["submission"]["revisions"][number] }) {
  const t = useText();
  const { revision: number, kind, signers, hash, onTime, reason } = revision;
  return (
    <>
      <strong>
        {kind === "correction"
          ? t(`更正，第 ${number} 版`, `Correction, revision ${number}`)
          : t(`报送第 ${number} 版`, `Submitted revision ${number}`)}
      </strong>{" "}
      {onTime === false ? <Tag tone="error">{t("迟报", "late")}</Tag> : null}{" "}
      <span className="quiet">
        {signers.map((signer) => `${t(roles[signer.as])} ${signer.name}`).join(t("，", ", "))}
        {signers.length > 0 ? t("；", "; ") : ""}
        {t("校验码 ", "hash ")}
        <code>{hash.slice(0, 12)}</code>
      </span>{" "}
      <Link to={`${taskPath(task.assignment)}/receipt`} search={{ revision: number } as never}>
        {t("回执", "Receipt")}
      </Link>{" "}
      <a
        href={addressOf(api.submissions.printRevision, { id: task.submission.id, revision: number })}
        target="_blank"
        rel="noreferrer"
      >
        {t("打印", "Print")}
      </a>
      {reason !== "" ? <p>{t(`更正理由：${reason}`, `Reason: ${reason}`)}</p> : null}
    </>
  );
}

type Known = { task: Task; compiled: Compiled };

export function DecisionEvent({
  task,
  compiled,
  decision,
}: Known & { decision: Task["submission"]["decisions"][number] }) {
  const t = useText();
  const { kind, tier, revision, reason, cells } = decision;
  return (
    <>
      <Tag tone={kind === "accept" ? "success" : "error"}>
        {kind === "accept" ? t("✓ 审核通过", "✓ Accepted") : t("↩ 退回", "↩ Returned")}
      </Tag>{" "}
      {t(`${tiers[tier].zh}级，第 ${revision} 版`, `${tiers[tier].en}, revision ${revision}`)}
      {reason !== "" ? <p>{reason}</p> : null}
      {cells.length > 0 ? (
        <ul>
          {cells.map((cell) => (
            <li key={`${cell.measure}/${cell.member}`}>
              <CellLink task={task.assignment} cell={cell}>
                {t(nameOfCell(compiled, cell))}
              </CellLink>
              {t("：", ": ")}
              {cell.reason}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

export function QuestionEvent({ task, compiled, question }: Known & { question: Question }) {
  const t = useText();
  return (
    <>
      <strong>{t("核实单", "Question")}</strong>{" "}
      <CellLink task={task.assignment} cell={question}>
        {t(nameOfCell(compiled, question))}
      </CellLink>
      {t("：", ": ")}
      {question.text}
    </>
  );
}

export function AnswerEvent({ task, compiled, question }: Known & { question: Question }) {
  const t = useText();
  return (
    <>
      <strong>{t("答复", "Answer")}</strong>{" "}
      <CellLink task={task.assignment} cell={question}>
        {t(nameOfCell(compiled, question))}
      </CellLink>
      {t("：", ": ")}
      {question.answer}
    </>
  );
}
