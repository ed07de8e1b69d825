import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, FoundAgain, showMoment, Tag, useLanguage, useText, TextArea } from "@duibiao/ui";
import { ProblemBox, useSession } from "@duibiao/screens";
import { addressOfCell, type CellRow } from "./cell-rows.ts";
import type { Paper, Question } from "./paper.ts";
import { useDecision } from "@duibiao/screens/decision";
import { useNextPlace, useWords } from "@duibiao/screens/words";

type Props = { paper: Paper; rows: readonly CellRow[]; mayAsk: boolean; onAsk: () => void };

/** 核实单 of this submission: what was asked, what was answered, and the calls about it. */
export function QuestionsCard({ paper, rows, mayAsk, onAsk }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [calling, setCalling] = useState<Question | null>(null);
  const reviews = useSession().posts.some(({ role }) => role === "reviewer" || role === "leader");
  const { questions } = paper.submission;
  const nameOf = (question: Question) => {
    const row = rows.find(({ key }) => key === addressOfCell(question));
    return row === undefined ? "" : `${row.row} ${t(row.name)}`;
  };
  return (
    <section className="card" aria-label={t("核实单", "Questions")}>
      <div className="row between">
        <h2>{t(`核实单 ${questions.length}`, `Questions ${questions.length}`)}</h2>
        {mayAsk ? (
          <Button small onClick={onAsk}>
            {t("发核实单 Q", "Ask Q")}
          </Button>
        ) : null}
      </div>
      <ul className="history">
        {questions.map((question) => (
          <li key={question.id}>
            <div className="row">
              <b>{nameOf(question)}</b>
              {question.answer === null ? (
                <Tag tone="warning">{t("未答复", "No answer yet")}</Tag>
              ) : (
                <Tag tone="success">{t("已答复", "Answered")}</Tag>
              )}
              {question.escalated === null || question.answer !== null ? null : (
                <Tag tone="error">
                  {t(`⇧ 已逾期上报${question.escalated.to}`, `⇧ overdue, ${question.escalated.to} was told`)}
                </Tag>
              )}
            </div>
            <div>{question.text}</div>
            <div className="quiet">
              {question.askedBy} {showMoment(question.askedAt, language)}
              {question.dueAt === null
                ? null
                : t(`，期限 ${showMoment(question.dueAt, "zh")}`, `, due ${showMoment(question.dueAt, "en")}`)}
            </div>
            {question.answer === null ? null : (
              <div>
                {t("答复：", "Answer: ")}
                {question.answer}{" "}
                <span className="quiet">
                  {question.answeredBy}{" "}
                  {question.answeredAt === null ? null : showMoment(question.answeredAt, language)}
                </span>
              </div>
            )}
            {question.calls.map((one) => (
              <div key={one.id}>
                <span aria-hidden="true">☎ </span>
                {t("电话沟通：", "Call: ")}
                {one.text}{" "}
                <span className="quiet">
                  {one.by} {showMoment(one.at, language)}
                </span>
              </div>
            ))}
            {reviews ? (
              <Button small look="quiet" onClick={() => setCalling(question)}>
                {t("记电话沟通", "Log a call")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {questions.length === 0 ? <p className="quiet">{t("还没有核实单。", "None yet.")}</p> : null}
      {calling ? <CallDialog question={calling} name={nameOf(calling)} onClose={() => setCalling(null)} /> : null}
    </section>
  );
}

/** 电话沟通: a note that is added and never changed; it moves no figure. */
function CallDialog({ question, name, onClose }: { question: Question; name: string; onClose: () => void }) {
  const t = useText();
  const { user } = useSession();
  const place = useNextPlace(
    `call:${question.id}`,
    question.calls.filter(({ by }) => by === user.name).map(({ id }) => id),
  );
  const written = useWords(place, "");
  const text = written.words;
  const [tried, setTried] = useState(false);
  const log = useDecision(
    (body: { text: string }, key) => call(api.questions.logCall, { params: { id: question.id }, body, key }),
    () => {
      written.sent();
      onClose();
    },
  );
  const fault = text.trim() === "" ? t("请写明和谁通话、说了什么。", "Say whom you spoke to and what was said.") : null;
  return (
    <Dialog
      title={t(`电话沟通：${name}`, `Call about ${name}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button
            look="primary"
            busy={log.isPending}
            onClick={() => {
              setTried(true);
              if (fault === null) log.mutate({ text });
            }}
          >
            {t("记录", "Log")}
          </Button>
        </>
      }
    >
      <p>{question.text}</p>
      <FoundAgain of={written} />
      <TextArea
        label={t("通话内容", "What was said")}
        hint={t(
          "只追加，不能修改；不改动任何数值，数值由填报单位更正。",
          "Added, never changed; moves no figure: the unit mends its own.",
        )}
        fault={tried ? fault : null}
        maxLength={1000}
        value={text}
        onChange={written.write}
      />
      {log.isError ? <ProblemBox error={log.error} /> : null}
    </Dialog>
  );
}
