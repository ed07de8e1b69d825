import { addressOf, api } from "@duibiao/client";
import { AddPaper, isSame, useWaitingPapers, WaitingList, type Destination } from "@duibiao/screens/papers";
import { Alert, showMoment, useLanguage, useText } from "@duibiao/ui";
import type { Task } from "../task/task-page.tsx";

/** 纸质签章: print, seal, and upload the scan or a photo of it. */
export function Scan({ task: { assignment, submission }, onSent }: { task: Task; onSent: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const { id, lastRev } = submission;
  const to: Destination = { is: "scan", submissionId: id, revision: lastRev };
  const waiting = useWaitingPapers((paper) => isSame(paper.to, to));
  const dueAt = submission.revisions.find((revision) => revision.revision === lastRev)?.scanDueAt;
  return (
    <Alert tone="warning" title={t("待上传签章扫描件", "The signed scan is still to come")}>
      {dueAt ? (
        <p>{t(`请于 ${showMoment(dueAt, language)} 前上传。`, `Due by ${showMoment(dueAt, language)}.`)}</p>
      ) : null}
      <p>
        <a
          className="btn"
          href={addressOf(api.submissions.printRevision, { id, revision: lastRev })}
          target="_blank"
          rel="noreferrer"
        >
          {t("打印盖章版", "Print for the seal")}
        </a>
      </p>
      <WaitingList {...waiting} />
      <AddPaper
        to={to}
        about={{
          zh: `${assignment.name} 第 ${lastRev} 版签章扫描件`,
          en: `${assignment.name}, signed scan of revision ${lastRev}`,
        }}
        label={{ zh: "扫描件或照片", en: "Scan or photo" }}
        action={{ zh: "上传扫描件", en: "Upload the scan" }}
        onSent={onSent}
      />
    </Alert>
  );
}
