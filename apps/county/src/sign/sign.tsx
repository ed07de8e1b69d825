import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Loaded } from "@duibiao/screens";
import { useWaitingPapers } from "@duibiao/screens/papers";
import { Alert, useText } from "@duibiao/ui";
import { WaitingPapers } from "../evidence/waiting-papers.tsx";
import { isOpen, unprovedBy, useForm } from "../task/form.ts";
import { TaskPage, type Task } from "../task/task-page.tsx";
import { taskPath } from "../task/task.ts";
import { Deeds } from "./deeds.tsx";
import { Gates, Remaining } from "./gates.tsx";
import { Scan } from "./scan.tsx";
import { Signatures } from "./signatures.tsx";
import { Summary } from "./summary.tsx";
import "./sign.css";

/** 签署与报送: what will be signed, what stands in the way, who has signed, and the deed itself. */
export function SignPage() {
  return <TaskPage part="sign">{(task) => <Sign task={task} />}</TaskPage>;
}

function Sign({ task }: { task: Task }) {
  const t = useText();
  const form = useForm(task.assignment);
  const { submission, assignment } = task;
  const message = useRef<HTMLDivElement>(null);
  const signatures = useRef<HTMLElement>(null);
  const [done, setDone] = useState(0);
  // What was signed before a paper arrived would have to be signed again.
  const { papers: waiting } = useWaitingPapers(({ to }) => to.is === "cell" && to.submissionId === submission.id);
  const unproved = form.data ? unprovedBy(form.data, submission) : [];
  const isOpenState = ["draft", "signed", "returned"].includes(submission.state);
  // The button that was pressed is gone: the keyboard goes on, and a screen reader starts, at what the deed has come to.
  useEffect(() => {
    if (done > 0) (isOpenState ? signatures : message).current?.focus();
  }, [done, isOpenState]);
  return (
    <Loaded of={form}>
      {(compiled) => (
        <>
          <WaitingPapers submissionId={submission.id} />
          <div ref={message} tabIndex={-1}>
            {isOpenState ? (
              <Gates task={task} compiled={compiled} open={submission.findings.filter(isOpen)} unproved={unproved} />
            ) : (
              <Alert
                tone="success"
                title={t(`已报送第 ${submission.lastRev} 版`, `Revision ${submission.lastRev} has been submitted`)}
                actions={<Link to={`${taskPath(assignment)}/receipt`}>{t("查看回执", "See the receipt")}</Link>}
              />
            )}
          </div>
          {submission.awaitingScan ? <Scan task={task} onSent={() => setDone((deeds) => deeds + 1)} /> : null}
          <div className="columns sign">
            <div>
              <Summary task={task} form={form.form!} />
            </div>
            <div className="sign-side">
              <section className="card" ref={signatures} tabIndex={-1} aria-label={t("签署", "Signatures")}>
                <h2>{t("签署", "Signatures")}</h2>
                <Signatures task={task} />
                {isOpenState ? (
                  <Deeds
                    task={task}
                    gated={submission.findings.some(isOpen) || unproved.length > 0 || waiting.length > 0}
                    onDone={() => setDone((deeds) => deeds + 1)}
                  />
                ) : null}
              </section>
              <Remaining task={task} compiled={compiled} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}
