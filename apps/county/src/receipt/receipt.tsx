import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { addressOf, api, call, type Given } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Button, Empty, roles, showMoment, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { TaskPage, type Task } from "../task/task-page.tsx";
import "./receipt.css";

type Revision = Task["submission"]["revisions"][number];
type Receipt = Given<typeof api.audit.verifyReceipt>["body"];

/** 回执 of a revision (the last one unless the address names another): to be kept, printed and checked. */
export function ReceiptPage() {
  const { revision }: { revision?: number } = useSearch({ strict: false });
  return (
    <TaskPage part="receipt">
      {(task) => <ReceiptOf task={task} wanted={Number(revision ?? task.submission.lastRev)} />}
    </TaskPage>
  );
}

function ReceiptOf({ task, wanted }: { task: Task; wanted: number }) {
  const t = useText();
  const revision = task.submission.revisions.find((candidate) => candidate.revision === wanted);
  if (revision === undefined)
    return (
      <Empty>
        {t("还没有报送，报送后在这里出具回执。", "Nothing submitted yet; the receipt stands here afterwards.")}
      </Empty>
    );
  const others = task.submission.revisions.filter((other) => other !== revision);
  return (
    <>
      <ReceiptSheet task={task} revision={revision} />
      {others.length > 0 ? (
        <p className="no-print">
          {t("其他版次：", "Other revisions: ")}
          {others.map((other) => (
            <Link key={other.revision} to="." search={{ revision: other.revision } as never} className="other">
              {t(`第 ${other.revision} 版`, `revision ${other.revision}`)}
            </Link>
          ))}
        </p>
      ) : null}
    </>
  );
}

function ReceiptSheet({ task: { assignment, submission }, revision }: { task: Task; revision: Revision }) {
  const t = useText();
  const { language } = useLanguage();
  const facts: [string, React.ReactNode][] = [
    [t("填报单位", "Unit"), assignment.unitName],
    [t("报表", "Form"), assignment.name],
    [t("报告期", "Period"), showPeriod(assignment.period, language)],
    [
      t("版次", "Revision"),
      `${t(`第 ${revision.revision} 版`, String(revision.revision))}${revision.kind === "correction" ? t("（锁定后更正）", " (correction)") : ""}`,
    ],
    [
      t("报送时间", "Submitted"),
      t(
        `${showMoment(revision.submittedAt, language)}（北京时间）`,
        `${showMoment(revision.submittedAt, language)} (Beijing)`,
      ),
    ],
    [
      t("是否按时", "On time"),
      revision.onTime === null ? t("不计", "not counted") : revision.onTime ? t("按时", "on time") : t("迟报", "late"),
    ],
    ...revision.signers.map((signer): [string, React.ReactNode] => [
      t(roles[signer.as]),
      signer.as === "sender" || signer.as === "filer"
        ? `${signer.name}${t("，", ", ")}${showMoment(signer.at, language)}`
        : t(
            `${signer.name}，${showMoment(signer.at, language)} 签署`,
            `${signer.name}, signed ${showMoment(signer.at, language)}`,
          ),
    ]),
    [t("内容校验码（SHA-256）", "Content hash (SHA-256)"), <code key="hash">{revision.hash}</code>],
    [
      t("平台签名", "Platform's signature"),
      <code key="signature">{String(revision.receipt["signature"] ?? "—")}</code>,
    ],
  ];
  return (
    <section className="card receipt">
      <h2>{t("报送回执", "Receipt of a submission")}</h2>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {t(
          "本回执证明平台在上述时间收到上述内容；内容有任何改动，校验码即不同。",
          "The platform took this content at this time; any change of it gives another hash.",
        )}
      </p>
      <div className="row no-print">
        <a
          className="btn"
          href={addressOf(api.papers.printReceipt, { id: submission.id, revision: revision.revision })}
          target="_blank"
          rel="noreferrer"
        >
          {t("打印回执", "Print the receipt")}
        </a>
        <a
          className="btn"
          href={addressOf(api.submissions.printRevision, { id: submission.id, revision: revision.revision })}
          target="_blank"
          rel="noreferrer"
        >
          {t("打印报表（盖章版）", "Print the form")}
        </a>
        <Verify receipt={revision.receipt as Receipt} />
      </div>
    </section>
  );
}

/** Asks the platform whether this is its signature and whether the ledger still holds this content. */
function Verify({ receipt }: { receipt: Receipt }) {
  const t = useText();
  const { submissionId, revision, contentHash, submittedAt, signature, publicKey } = receipt;
  const checking = useMutation({
    mutationFn: () =>
      call(api.audit.verifyReceipt, {
        body: { submissionId, revision, contentHash, submittedAt, signature, publicKey },
      }),
  });
  if (signature === undefined) return null;
  return (
    <>
      <Button busy={checking.isPending} onClick={() => checking.mutate()}>
        {t("核验回执", "Verify")}
      </Button>
      {checking.isError ? <ProblemBox error={checking.error} /> : null}
      {checking.data ? (
        <Alert
          tone={checking.data.genuine && checking.data.ledger === "same" ? "success" : "error"}
          title={t(checking.data)}
        />
      ) : null}
    </>
  );
}
