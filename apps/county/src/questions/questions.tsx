import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, read } from "@duibiao/client";
import { Loaded, useSession } from "@duibiao/screens";
import { useSettled } from "@duibiao/screens/words";
import { Alert, Empty, Page, useText, SYNTHETIC } from "@duibiao/ui";
import { assignmentsQuery, type Assignment } from "../task/task.ts";
import { replyPlace, taskOf, type Question } from "./question.ts";
import { QuestionCard } from "./question-card.tsx";
import { QuestionExport } from "./question-export.tsx";
import { ReturnedCard } from "./returned-card.tsx";
import "./questions.css";

/** 核实单 and returns: what a reviewer wants to know or to have mended; what is open stands first. */
export function QuestionsPage() {
  const t = useText();
  const { show }: { show?: string } = useSearch({ strict: false });
  const answered = show === "answered";
  const tasks = useQuery(assignmentsQuery(answered));
  const questions = useQuery(read(api.questions.listQuestions, {}));
  useSettled((questions.data?.items ?? []).flatMap(({ id, answer }) => (answer === null ? [] : [replyPlace(id)])));
  const segment = (to: string | undefined, label: string) => (
    <Link
      to="/questions"
      search={{ show: to } as never}
      activeOptions={{ exact: true, explicitUndefined: true }}
      aria-current={(to === "answered") === answered ? "page" : undefined}
    >
      {label}
    </Link>
  );
  return (
    <Page
      title={t("核实单与退回", "Questions and returns")}
      stamps={tasks.data?.items.some((task) => task.synthetic) ? [t(SYNTHETIC)] : []}
      actions={
        <nav className="segments" aria-label={t("显示", "Show")}>
          {segment(undefined, t("待办理", "Open"))}
          {segment("answered", t("已答复", "Answered"))}
        </nav>
      }
    >
      <Loaded of={tasks}>
        {({ items }) => (
          <Loaded of={questions}>
            {(asked) =>
              answered ? (
                <Answered questions={asked.items.filter(({ answer }) => answer !== null)} tasks={items} />
              ) : (
                <Open questions={asked.items.filter(({ answer }) => answer === null)} tasks={items} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

type Props = { questions: readonly Question[]; tasks: readonly Assignment[] };

function Open({ questions, tasks }: Props) {
  const t = useText();
  const [sent, setSent] = useState(0);
  const told = useRef<HTMLDivElement>(null);
  // The card that was answered is gone: eye, ear and keyboard go on at the message.
  useEffect(() => {
    if (sent > 0) told.current?.focus();
  }, [sent]);
  const { posts } = useSession();
  const own = new Set(posts.map(({ unitId }) => unitId));
  const open = questions.filter(({ unitId }) => own.has(unitId));
  const returned = tasks.filter(({ returnReason }) => returnReason !== null);
  return (
    <>
      {sent > 0 ? (
        <div ref={told} tabIndex={-1}>
          <Alert
            tone="success"
            title={t(
              `答复已发给审核人（本次 ${sent} 件），在“已答复”里可以看到`,
              `The reply has gone to the reviewer (${sent} now); it stands under “Answered”`,
            )}
          />
        </div>
      ) : null}
      {open.length + returned.length === 0 ? (
        <Empty>{t("没有待答复的核实单，也没有被退回的报表。", "No open question, and nothing returned.")}</Empty>
      ) : (
        <QuestionExport questions={open} tasks={tasks} />
      )}
      {returned.map((task) => (
        <ReturnedCard key={`${task.collectionId}/${task.unitId}`} task={task} />
      ))}
      {open.map((question) => (
        <QuestionCard
          key={question.id}
          question={question}
          task={taskOf(tasks, question)}
          onAnswered={() => setSent((count) => count + 1)}
        />
      ))}
    </>
  );
}

function Answered({ questions, tasks }: Props) {
  const t = useText();
  if (questions.length === 0) return <Empty>{t("还没有答复过核实单。", "No question has been answered yet.")}</Empty>;
  return (
    <>
      <QuestionExport questions={questions} tasks={tasks} />
      {questions.toReversed().map((question) => (
        <QuestionCard key={question.id} question={question} task={taskOf(tasks, question)} />
      ))}
    </>
  );
}
