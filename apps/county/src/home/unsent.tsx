import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { durable, useSession } from "@duibiao/screens";
import { useWaitingPapers, WaitingList, type WaitingPaper } from "@duibiao/screens/papers";
import { LeftWordsList, useLeftWords } from "@duibiao/screens/words";
import { Alert, showMoment, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { unsentCells } from "../entry/draft.ts";
import { unsavedTyping } from "../entry/typing.ts";
import { taskPath, type Assignment } from "../task/task.ts";

/** What this person has on this computer and the server does not: papers go out by themselves, a form once it is opened. */
export function Unsent({ tasks }: { tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const { user } = useSession();
  const [left] = useState(() => leftBy(user.id));
  const waiting = useWaitingPapers(() => true);
  const words = useLeftWords();
  if (left.length + waiting.papers.length + words.left.length === 0) return null;
  const taskOf = (submissionId: number) => tasks.find((one) => one.submissionId === submissionId);
  const placeOf = ({ to, about }: WaitingPaper) => {
    if (to.is === "matter") return <Link to={`/matters/${to.matterId}`}>{t(about)}</Link>;
    const task = taskOf(to.submissionId);
    if (!task) return t(about);
    return <Link to={to.is === "scan" ? `${taskPath(task)}/sign` : taskPath(task)}>{t(about)}</Link>;
  };
  return (
    <Alert
      tone="warning"
      title={t(
        "本机还有没送到服务器的内容（只归您的账号）",
        "Some of what is on this computer has not reached the server (your account's alone)",
      )}
    >
      <WaitingList {...waiting} placeOf={placeOf} />
      {left.length > 0 ? (
        <ul>
          {left.map(({ submissionId, cells, at }) => {
            const task = taskOf(submissionId);
            const time = showMoment(new Date(at).toISOString(), language);
            const said = t(`${cells} 处，${time}`, `${cells} entries, ${time}`);
            return (
              <li key={submissionId}>
                {task ? (
                  <Link to={taskPath(task)}>
                    {task.name} {task.unitName} {showPeriod(task.period, language)}
                  </Link>
                ) : (
                  t("已不在待办中的任务（见下方“在审”“已完成”）", "A task that is no longer to do (see below)")
                )}{" "}
                · {said}
              </li>
            );
          })}
        </ul>
      ) : null}
      <LeftWordsList {...words} />
      {waiting.papers.length > 0
        ? t(
            "文件联网后自动上传，不必打开任务。",
            "Files are uploaded when the network is back, whichever page is open. ",
          )
        : null}
      {left.length > 0
        ? t(
            "填的数打开任务即自动送出；不能写入的会逐格列出。逐行填的明细和账单，请打开后点保存。",
            "Opening the task sends what was typed; what cannot be written is listed. Items and bills are saved by you, in their dialogs.",
          )
        : null}
    </Alert>
  );
}

/** Cells, items and bills together, by submission. */
function leftBy(userId: number) {
  const found = new Map<number, { submissionId: number; cells: number; at: number }>();
  for (const { submissionId, cells, at } of [...unsentCells(durable, userId), ...unsavedTyping(durable, userId)]) {
    const known = found.get(submissionId);
    found.set(submissionId, {
      submissionId,
      cells: cells + (known?.cells ?? 0),
      at: Math.max(at, known?.at ?? 0),
    });
  }
  return [...found.values()];
}
