import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, DayInput, Dialog, Field, FoundAgain, showPercent, useLanguage, useText, TextArea } from "@duibiao/ui";
import { ProblemBox, useSession } from "@duibiao/screens";
import { sayOf, type CellRow } from "./cell-rows.ts";
import type { Paper } from "./paper.ts";
import { useDecision } from "@duibiao/screens/decision";
import { useNextPlace, useWords } from "@duibiao/screens/words";

type Props = { paper: Paper; rows: readonly CellRow[]; looked: CellRow | undefined; onClose: () => void };
type Body = { measure: string; member: string; text: string; dueAt?: string };

/** 核实单: asks the unit about one cell; the state stays as it is. */
export function QuestionDialog({ paper, rows, looked, onClose }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { user } = useSession();
  const from = looked ?? rows[0]!;
  // Of the cell that is looked at, in this content, behind one's last question about it.
  const place = useNextPlace(
    `ask:${paper.submission.id}/${paper.revision.hash}/${from.key}`,
    from.questions.filter(({ askedBy }) => askedBy === user.name).map(({ id }) => id),
  );
  // Null: as made from the cell; else what the reviewer wrote.
  const written = useWords<{ key: string; text: string | null; due: string }>(place, {
    key: from.key,
    text: null,
    due: "",
  });
  const { key, text, due } = written.words;
  const put = (more: Partial<typeof written.words>) => written.write({ ...written.words, ...more });
  const [tried, setTried] = useState(false);
  const row = rows.find((one) => one.key === key)!;
  const shown = text ?? madeText(row, language);
  const ask = useDecision(
    (body: Body, idempotency) =>
      call(api.submissions.askQuestion, { params: { id: paper.submission.id }, body, key: idempotency }),
    () => {
      written.sent();
      onClose();
    },
  );
  const fault = shown.trim() === "" ? t("请写明要核实什么。", "Say what is asked.") : null;
  function submit() {
    setTried(true);
    if (fault !== null) return;
    const { measure, member } = row;
    // A day means its end in Beijing.
    ask.mutate({ measure, member, text: shown, ...(due === "" ? {} : { dueAt: `${due}T23:59:59+08:00` }) });
  }
  return (
    <Dialog
      title={t("发核实单", "Ask a question")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={ask.isPending} onClick={submit}>
            {t("发出", "Send")}
          </Button>
        </>
      }
    >
      <FoundAgain of={written} />
      <Field label={t("哪一格", "Which cell")}>
        {(ids) => (
          <select {...ids} className="input" value={key} onChange={(event) => put({ key: event.target.value })}>
            {rows.map((one) => (
              <option key={one.key} value={one.key}>
                {one.row} {t(one.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextArea
        label={t("核实内容", "Question")}
        fault={tried ? fault : null}
        maxLength={1000}
        value={shown}
        onChange={(next) => put({ text: next })}
      />
      <Field label={t("答复期限（可不填）", "Answer by (may stay empty)")}>
        {(ids) => <DayInput {...ids} value={due} onChange={(event) => put({ due: event.target.value })} />}
      </Field>
      {ask.isError ? <ProblemBox error={ask.error} /> : null}
    </Dialog>
  );
}

function madeText(row: CellRow, language: "zh" | "en"): string {
  if (language === "en") {
    const change = row.change === null ? "" : `, ${showPercent(row.change)} on the same period last year`;
    return `Line ${row.row} ${row.name.en}: ${sayOf(row.now, "en")} ${row.uom}${change}. Please check and say why.`;
  }
  const change = row.change === null ? "" : `，同比 ${showPercent(row.change)}`;
  return `行次 ${row.row} ${row.name.zh} 本期 ${sayOf(row.now, "zh")} ${row.uom}${change}，请核实并说明原因。`;
}
