import { api, call } from "@duibiao/client";
import { Alert, Button, Dialog, nameOf, tiers, useText } from "@duibiao/ui";
import type { Paper } from "./paper.ts";
import { countsOf } from "./return-text.ts";
import { Refusal, useDecision } from "@duibiao/screens/decision";

type Props = { paper: Paper; onClose: () => void; onDone: (what: string) => void };

/** 审核通过: names what is passed on, then sends the hash that was seen. */
export function AcceptDialog({ paper, onClose, onDone }: Props) {
  const t = useText();
  const { submission, revision, cell, context, form } = paper;
  const tier = cell?.next ?? null;
  const accept = useDecision(
    (body: { contentHash: string; tier: "county" | "city" | "province" }, key) =>
      call(api.submissions.acceptSubmission, { params: { id: submission.id }, body, key }),
    () =>
      onDone(t(`已通过：${context.unit.name}《${form.name.zh}》`, `Accepted: ${context.unit.name}, ${form.name.en}`)),
  );
  const { fails, undecided } = countsOf(revision.findings);
  const unexplained = revision.findings.filter(
    ({ verdict, severity, explanation }) => verdict === "false" && severity !== "info" && explanation === "",
  ).length;
  const open = submission.questions.filter(({ answer }) => answer === null).length;
  return (
    <Dialog
      title={t("审核通过", "Accept")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button
            look="primary"
            busy={accept.isPending}
            disabled={tier === null}
            onClick={() => tier !== null && accept.mutate({ contentHash: revision.hash, tier })}
          >
            {t("确认通过", "Accept")}
          </Button>
        </>
      }
    >
      {tier === null ? (
        <Alert tone="warning" title={t("现在没有等待审核的环节", "No tier waits for an acceptance now")} />
      ) : (
        <p>
          {t(
            `以${nameOf(tiers, tier).zh}级审核通过 ${context.unit.name}《${form.name.zh}》版次 ${revision.revision}，交下一级。`,
            `Accept ${context.unit.name}, ${form.name.en}, revision ${revision.revision} at ${nameOf(tiers, tier).en.toLowerCase()} tier and hand it on.`,
          )}
        </p>
      )}
      <dl className="facts">
        <dt>{t("不成立", "Do not hold")}</dt>
        <dd>
          {fails}
          {unexplained > 0 ? t(`（${unexplained} 处没有说明）`, ` (${unexplained} without explanation)`) : null}
        </dd>
        <dt>{t("无法判定", "Undecided")}</dt>
        <dd>{undecided}</dd>
        <dt>{t("未答核实单", "Open questions")}</dt>
        <dd>{open}</dd>
        <dt>{t("所见内容哈希", "Hash seen")}</dt>
        <dd>
          <code>{revision.hash}</code>
        </dd>
      </dl>
      {accept.isError ? <Refusal error={accept.error} onReload={onClose} /> : null}
    </Dialog>
  );
}
