import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { addressOf, api } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { Empty, Page, showMoment, showPeriod, StateTag, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { Due } from "./due.tsx";
import { Legal } from "./legal.tsx";
import { submissionQuery, taskPath, useAssignment, type Assignment, type Submission } from "./task.ts";

export type Task = { assignment: Assignment; submission: Submission };

type Props = { part: "sign" | "receipt" | "history" | "import" | "correct"; children: (task: Task) => ReactNode };

/** A page about one task: what and whose it is, its state and its other pages; then the page's own part. */
export function TaskPage({ part, children }: Props) {
  const t = useText();
  const assignment = useAssignment();
  return (
    <Loaded of={assignment}>
      {(found) =>
        found === null ? (
          <Page title={t("任务", "Tasks")}>
            <Empty>
              <p>
                {t("您的单位没有这个任务，请回到任务首页。", "Your units have no such task; go back to the tasks.")}
              </p>
              <Link className="btn" to="/" activeOptions={{ exact: true }}>
                {t("任务首页", "Tasks")}
              </Link>
            </Empty>
          </Page>
        ) : (
          <TaskShell assignment={found} part={part}>
            {children}
          </TaskShell>
        )
      }
    </Loaded>
  );
}

function TaskShell({ assignment, part, children }: Props & { assignment: Assignment }) {
  const t = useText();
  const { language } = useLanguage();
  const path = taskPath(assignment);
  const names = {
    sign: t("签署与报送", "Sign and submit"),
    receipt: t("回执", "Receipt"),
    history: t("版次与审核", "Revisions and decisions"),
    import: t("Excel 填报", "Excel"),
    correct: t("锁定后更正", "Correction"),
  };
  return (
    <Page
      crumbs={[
        <Link to="/" activeOptions={{ exact: true }}>
          {t("任务", "Tasks")}
        </Link>,
        <Link to={path} activeOptions={{ exact: true }}>
          {assignment.name}
        </Link>,
      ]}
      title={names[part]}
      stamps={assignment.synthetic ? [t(SYNTHETIC)] : []}
      actions={assignment.lastRev > 0 ? <PrintLink assignment={assignment} /> : null}
    >
      <div className="task-head">
        <span className="row">
          <StateTag state={assignment.state} />
          <strong>{assignment.unitName}</strong>
          <span>{showPeriod(assignment.period, language)}</span>
          <Due task={assignment} />
          {assignment.updatedAt ? (
            <span className="quiet">
              {t(
                `最近保存 ${showMoment(assignment.updatedAt, language)}`,
                `last saved ${showMoment(assignment.updatedAt, language)}`,
              )}
            </span>
          ) : null}
        </span>
        <Legal task={assignment} />
      </div>
      <nav className="segments task-parts no-print" aria-label={t("本任务的页面", "Pages of this task")}>
        <Link to={path} activeOptions={{ exact: true }}>
          {t("填报", "Fill in")}
        </Link>
        {(["import", "sign", "receipt", "history", "correct"] as const)
          .filter((other) => isThere(other, assignment) || other === part)
          .map((other) => (
            <Link key={other} to={`${path}/${other}`} aria-current={other === part ? "page" : undefined}>
              {names[other]}
            </Link>
          ))}
      </nav>
      {assignment.submissionId === null ? (
        <Empty>
          <p>{t("还没有开始填报。", "Not started yet.")}</p>
          <Link className="btn" to={path} activeOptions={{ exact: true }}>
            {t("去填报页", "Go to the form")}
          </Link>
        </Empty>
      ) : (
        <WithSubmission id={assignment.submissionId}>
          {(submission) => children({ assignment, submission })}
        </WithSubmission>
      )}
    </Page>
  );
}

/** Which pages have something to say in this state. */
function isThere(part: Props["part"], { state, lastRev, lockedAt }: Assignment): boolean {
  if (part === "receipt") return lastRev > 0;
  if (part === "correct") return state === "locked" || state === "correcting";
  if (part === "import") return lockedAt === null && ["not_started", "draft", "signed", "returned"].includes(state);
  return true;
}

function WithSubmission({ id, children }: { id: number; children: (submission: Submission) => ReactNode }) {
  return <Loaded of={useQuery(submissionQuery(id))}>{children}</Loaded>;
}

function PrintLink({ assignment: { submissionId, lastRev } }: { assignment: Assignment }) {
  const t = useText();
  return (
    <a
      className="btn"
      href={addressOf(api.submissions.printRevision, { id: submissionId, revision: lastRev })}
      target="_blank"
      rel="noreferrer"
    >
      {t(`打印第 ${lastRev} 版（盖章）`, `Print revision ${lastRev} for the seal`)}
    </a>
  );
}
