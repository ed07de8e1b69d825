import { Link } from "@tanstack/react-router";
import { addressOf, api } from "@duibiao/client";
import { periodKinds, showPeriod, StateTag, useLanguage, useText } from "@duibiao/ui";
import { Due } from "../task/due.tsx";
import { Legal } from "../task/legal.tsx";
import { AskExtension } from "../task/ask-extension.tsx";
import { taskPath, useRolesAt, type Assignment } from "../task/task.ts";
import { hindrances, nextStep } from "./next-step.ts";

/** One task: who asks for what by when, how far it is, what blocks, and what to do next. */
export function TaskCard({ task }: { task: Assignment }) {
  const t = useText();
  const { language } = useLanguage();
  const next = nextStep(task, useRolesAt(task.unitId));
  const blocks = hindrances(task);
  const path = taskPath(task);
  return (
    <article className="card task" aria-label={`${task.name} ${task.unitName}`}>
      <div className="task-what">
        <h3>{task.state === "exempt" ? task.name : <Link to={path}>{task.name}</Link>}</h3>
        <span className="row">
          <StateTag state={task.state} />
          <span>
            {showPeriod(task.period, language)} · {t(periodKinds[task.period.kind])}
          </span>
          <span className="quiet">{task.unitName}</span>
        </span>
        <Legal task={task} />
      </div>
      <div className="task-how">
        {task.exemptReason === null ? <Due task={task} /> : null}
        {task.exemptReason === null ? (
          <Progress task={task} />
        ) : (
          t("免报原因：", "Exempt: ") + t(api.unitChanges.exemptBecause(task.exemptReason))
        )}
        {blocks.length > 0 ? (
          <span className="task-blocks">{blocks.map((block) => t(block)).join(t("，", ", "))}</span>
        ) : null}
        {task.returnReason ? (
          <span className="task-blocks">
            {t("退回原因：", "Returned: ")}
            {task.returnReason}
          </span>
        ) : null}
      </div>
      <div className="task-do">
        {next ? (
          <Link
            className={next.main ? "btn btn-primary" : "btn"}
            to={next.to === "/questions" ? "/questions" : `${path}${next.to}`}
          >
            {t(next.name)}
          </Link>
        ) : null}
        {task.extendable ? <AskExtension task={task} /> : null}
        {task.submissionId !== null && task.lastRev > 0 ? (
          <a
            className="btn btn-quiet btn-small"
            href={addressOf(api.submissions.printRevision, { id: task.submissionId, revision: task.lastRev })}
            target="_blank"
            rel="noreferrer"
          >
            {t("打印", "Print")}
          </a>
        ) : null}
        {task.submissionId !== null ? (
          <Link className="btn btn-quiet btn-small" to={`${path}/history`}>
            {t("版次", "Revisions")}
          </Link>
        ) : null}
      </div>
    </article>
  );
}

function Progress({ task: { answered, required } }: { task: Assignment }) {
  const t = useText();
  const said = t(`必填 ${required} 项，已答 ${answered} 项`, `${answered} of ${required} required answered`);
  return (
    <span className="task-progress">
      <progress className="progress" max={required} value={answered} aria-label={said} />
      <span>{said}</span>
    </span>
  );
}
