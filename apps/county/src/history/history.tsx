import type { ReactNode } from "react";
import type { Compiled } from "@duibiao/indicators";
import { Loaded } from "@duibiao/screens";
import { Empty, showMoment, useLanguage, useText } from "@duibiao/ui";
import { useForm } from "../task/form.ts";
import { TaskPage, type Task } from "../task/task-page.tsx";
import { AnswerEvent, DecisionEvent, QuestionEvent, RevisionEvent } from "./events.tsx";
import "./history.css";

/** 版次, decisions and questions of a task in one line of time, newest first, with names. */
export function HistoryPage() {
  return <TaskPage part="history">{(task) => <History task={task} />}</TaskPage>;
}

type Event = { key: string; at: string; who: string; what: ReactNode };

function History({ task }: { task: Task }) {
  const form = useForm(task.assignment);
  return <Loaded of={form}>{(compiled) => <Timeline events={eventsOf(task, compiled)} />}</Loaded>;
}

function eventsOf(task: Task, compiled: Compiled): Event[] {
  const { revisions, decisions, questions } = task.submission;
  const answered = questions.filter(({ answeredAt }) => answeredAt !== null);
  const events: Event[] = [
    ...revisions.map((revision) => ({
      key: `revision ${revision.revision}`,
      at: revision.submittedAt,
      who: revision.by,
      what: <RevisionEvent task={task} revision={revision} />,
    })),
    ...decisions.map((decision) => ({
      key: `decision ${decision.id}`,
      at: decision.at,
      who: decision.by,
      what: <DecisionEvent task={task} compiled={compiled} decision={decision} />,
    })),
    ...questions.map((question) => ({
      key: `question ${question.id}`,
      at: question.askedAt,
      who: question.askedBy,
      what: <QuestionEvent task={task} compiled={compiled} question={question} />,
    })),
    ...answered.map((question) => ({
      key: `answer ${question.id}`,
      at: question.answeredAt!,
      who: question.answeredBy!,
      what: <AnswerEvent task={task} compiled={compiled} question={question} />,
    })),
  ];
  return events.toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

function Timeline({ events }: { events: readonly Event[] }) {
  const t = useText();
  const { language } = useLanguage();
  if (events.length === 0)
    return <Empty>{t("还没有报送；报送后这里列出各版次和审核意见。", "Nothing submitted yet.")}</Empty>;
  return (
    <section className="card">
      <ol className="timeline" aria-label={t("经过", "What happened")}>
        {events.map(({ key, at, who, what }) => (
          <li key={key}>
            <span className="quiet nowrap">{showMoment(at, language)}</span>
            <span className="nowrap">{who}</span>
            <div>{what}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}
