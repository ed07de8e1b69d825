import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { api, call } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useWords } from "@duibiao/screens/words";
import { Button, FoundAgain, showMoment, showPeriod, Tag, useLanguage, useText, TextArea } from "@duibiao/ui";
import { CellEvidence } from "../evidence/cell-evidence.tsx";
import { CellLink } from "../task/cell-link.tsx";
import { dueIn } from "../task/due.tsx";
import { nameOfCell, useForm } from "../task/form.ts";
import type { Assignment } from "../task/task.ts";
import { CellPast } from "./cell-past.tsx";
import { replyPlace, type Question } from "./question.ts";

type Props = { question: Question; task: Assignment | undefined; onAnswered?: () => void };

/** One question with its cell, what the cell was before, and the reply. */
export function QuestionCard({ question, task, onAnswered }: Props) {
  const t = useText();
  const { language } = useLanguage();
  if (task === undefined) return null;
  const due = question.dueAt === null || question.answer !== null ? null : dueIn(question.dueAt, new Date());
  return (
    <article className="card question">
      <div className="row between">
        <span className="row">
          <strong>{task.name}</strong>
          <span>{showPeriod(task.period, language)}</span>
          <span className="quiet">{task.unitName}</span>
        </span>
        {due ? (
          <span className="row">
            {question.escalated === null ? null : (
              <Tag tone="error">
                {t(`⇧ 已逾期上报${question.escalated.to}`, `⇧ overdue, ${question.escalated.to} was told`)}
              </Tag>
            )}
            <Tag tone={due.tone}>
              {t("答复：", "Reply: ")}
              {t(due)}
            </Tag>
          </span>
        ) : null}
      </div>
      <AskedCell question={question} task={task} />
      <blockquote>
        {question.text}
        <footer className="quiet">
          {question.askedBy} {showMoment(question.askedAt, language)}
        </footer>
      </blockquote>
      {question.calls.map((logged) => (
        <p key={logged.id} className="quiet">
          {t("电话沟通：", "Call: ")}
          {logged.text}
          {t(`（${logged.by} ${showMoment(logged.at, "zh")}）`, ` (${logged.by} ${showMoment(logged.at, "en")})`)}
        </p>
      ))}
      {question.answer === null ? (
        <>
          <details>
            <summary>{t("附佐证（需要时）", "Attach papers (where needed)")}</summary>
            <CellEvidence
              submissionId={question.submissionId}
              cell={question}
              about={{ zh: `${task.name} 核实单`, en: `${task.name}, question` }}
              papers={[]}
              mayAttach
            />
          </details>
          <Reply question={question} onAnswered={onAnswered} />
        </>
      ) : (
        <p>
          {t("答复：", "Answer: ")}
          {question.answer}{" "}
          <span className="quiet">
            {question.answeredBy} {question.answeredAt ? showMoment(question.answeredAt, language) : ""}
          </span>
        </p>
      )}
    </article>
  );
}

function AskedCell({ question, task }: { question: Question; task: Assignment }) {
  const t = useText();
  const form = useForm(task);
  const line = form.form?.sections
    .flatMap((section) => section.lines)
    .find(({ measure, member }) => measure === question.measure && member === question.member);
  return (
    <Loaded of={form}>
      {(compiled) => (
        <div>
          <h2>
            {line ? <span className="quiet">{t(`行次 ${line.row} `, `line ${line.row} `)}</span> : null}
            <CellLink task={task} cell={question}>
              {t(nameOfCell(compiled, question))}
            </CellLink>
          </h2>
          <CellPast
            submissionId={question.submissionId}
            cell={question}
            uom={line?.uom ?? ""}
            name={t(nameOfCell(compiled, question))}
          />
        </div>
      )}
    </Loaded>
  );
}

function Reply({ question: { id }, onAnswered }: Pick<Props, "question" | "onAnswered">) {
  const t = useText();
  const client = useQueryClient();
  const reply = useWords(replyPlace(id), "");
  const sending = useMutation({
    mutationFn: () => call(api.submissions.answerQuestion, { params: { id }, body: { text: reply.words } }),
    onSuccess: async () => {
      reply.sent();
      await Promise.all([
        client.invalidateQueries({ queryKey: [api.questions.listQuestions.id] }),
        client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
      ]);
      onAnswered?.();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <form onSubmit={send}>
      <FoundAgain of={reply} />
      <TextArea
        label={t("答复", "Reply")}
        hint={t(
          "写明原因和依据。数值有误的，请说明，等审核人退回后在填报页修改。",
          "Give cause and evidence. If the figure is wrong, say so: it can be mended after the reviewer returns it.",
        )}
        required
        maxLength={1000}
        value={reply.words}
        onChange={reply.write}
      />
      {sending.isError ? <ProblemBox error={sending.error} /> : null}
      <Button type="submit" look="primary" disabled={reply.words.trim() === ""} busy={sending.isPending}>
        {t("答复", "Send the reply")}
      </Button>
    </form>
  );
}
