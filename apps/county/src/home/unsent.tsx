import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "@duibiao/screens";
import { Alert, showMoment, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { unsentCells } from "../entry/draft.ts";
import { unsavedTyping } from "../entry/typing.ts";
import { taskPath, type Assignment } from "../task/task.ts";

/** What this person typed on this computer and the server does not have: opened, a form sends it. */
export function Unsent({ tasks }: { tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const { user } = useSession();
  const [left] = useState(() => leftBy(user.id));
  if (left.length === 0) return null;
  return (
    <Alert
      tone="warning"
      title={t(
        "本机还有没送到服务器的内容（只归您的账号）",
        "Some of what you typed on this computer has not reached the server (your account's alone)",
      )}
    >
      <ul>
        {left.map(({ submissionId, cells, at }) => {
          const task = tasks.find((one) => one.submissionId === submissionId);
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
      {t(
        "打开任务即自动送出，佐证也一并上传；不能写入的会逐格列出。逐行填的明细和账单，请打开后点保存。",
        "Opening the task sends them, papers too; what cannot be written is listed. Items and bills are saved by you, in their dialogs.",
      )}
    </Alert>
  );
}

/** Cells, items and bills together, by submission. */
function leftBy(userId: number) {
  const found = new Map<number, { submissionId: number; cells: number; at: number }>();
  for (const { submissionId, cells, at } of [
    ...unsentCells(localStorage, userId),
    ...unsavedTyping(localStorage, userId),
  ]) {
    const known = found.get(submissionId);
    found.set(submissionId, {
      submissionId,
      cells: cells + (known?.cells ?? 0),
      at: Math.max(at, known?.at ?? 0),
    });
  }
  return [...found.values()];
}
