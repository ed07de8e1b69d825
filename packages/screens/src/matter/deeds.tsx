import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, call } from "@duibiao/client";
import { Button, FoundAgain, Segments, TextArea, useText } from "@duibiao/ui";
import { Refusal } from "../decision/refusal.tsx";
import { useDecision } from "../decision/use-decision.ts";
import { useSettled, useWords } from "../words/use-words.ts";
import type { Matter } from "./matter.ts";
import { NextMatter } from "./next-matter.tsx";
import { Reply } from "./reply.tsx";

/** What one may do to the matter now. */
export function Deeds({ matter }: { matter: Matter }) {
  const t = useText();
  const { may, correction, unitId } = matter;
  const [done, setDone] = useState(false);
  const finish = () => setDone(true);
  const over = { decide: !may.includes("decide"), reply: !may.includes("reply") };
  const settled = (["decide", "reply", "withdraw"] as const).filter((deed) => !may.includes(deed));
  useSettled(settled.map((deed) => `${deed}:${matter.id}` as const));
  return (
    <div className="no-print">
      {over.decide ? null : <Decide key={`${matter.turn}/${matter.hash}`} matter={matter} onDone={finish} />}
      {over.reply ? null : <Reply key={matter.hash} matter={matter} onDone={finish} />}
      {may.includes("amend") && correction !== null ? (
        <p>
          <Link
            className="btn btn-primary"
            to={`/tasks/${correction.collection}/${unitId}/correct`}
            search={{ amend: matter.id } as never}
          >
            {t("补正后再报", "Mend and send again")}
          </Link>
        </p>
      ) : null}
      {may.includes("withdraw") ? <Withdraw matter={matter} /> : null}
      <NextMatter id={matter.id} done={done && over.decide && over.reply} />
    </div>
  );
}

type Decision = "approve" | "return" | "refuse";

/** 审核: on the content as it is shown, by its hash. */
function Decide({ matter, onDone }: { matter: Matter; onDone: () => void }) {
  const t = useText();
  // On this content, at this tier: what was written about another is not said again.
  const written = useWords<{ decision: Decision; reason: string }>(
    `decide:${matter.id}/${matter.turn}/${matter.hash}`,
    { decision: "approve", reason: "" },
  );
  const { decision, reason } = written.words;
  const deciding = useDecision(
    (given: { decision: Decision; reason: string; hash: string }, key) =>
      call(api.corrections.decideCorrection, {
        params: { id: matter.id },
        body: { tier: matter.turn!, ...given },
        key,
      }),
    () => {
      written.sent();
      onDone();
    },
  );
  const last = matter.turn === "province";
  const send = (event: FormEvent) => {
    event.preventDefault();
    deciding.mutate({ decision, reason: reason.trim(), hash: matter.hash });
  };
  return (
    <form className="card" onSubmit={send}>
      <h2>{t("审核", "Decide")}</h2>
      <FoundAgain of={written} />
      <Segments<Decision>
        label={t("意见", "Decision")}
        value={decision}
        options={[
          { value: "approve", label: t("同意", "Approve") },
          { value: "return", label: t("退回补正", "Send back") },
          { value: "refuse", label: t("不同意", "Refuse") },
        ]}
        onChange={(next) => written.write({ decision: next, reason })}
      />
      <TextArea
        label={decision === "approve" ? t("意见（可不写）", "Remark (optional)") : t("理由", "Reason")}
        required={decision !== "approve"}
        maxLength={1000}
        value={reason}
        onChange={(text) => written.write({ decision, reason: text })}
      />
      {deciding.isError ? <Refusal error={deciding.error} onReload={() => deciding.reset()} /> : null}
      <div className="row">
        <Button
          type="submit"
          look={decision === "approve" ? "primary" : "danger"}
          busy={deciding.isPending}
          disabled={decision !== "approve" && reason.trim() === ""}
        >
          {
            {
              approve: last
                ? t("同意，更正生效", "Approve: it takes effect")
                : t("同意，报上一级", "Approve and pass on"),
              return: t("退回补正", "Send back"),
              refuse: t("不同意", "Refuse"),
            }[decision]
          }
        </Button>
        <span className="quiet">
          {decision === "approve"
            ? t(
                "针对您现在所见的内容；内容一变，需重新查看。最后一级同意之前，任何数都不变。",
                "On the content as you see it now. Until the last tier approves, no figure changes.",
              )
            : t("原来的数不变。", "The figures stay as they are.")}
        </span>
      </div>
    </form>
  );
}

function Withdraw({ matter }: { matter: Matter }) {
  const t = useText();
  const written = useWords(`withdraw:${matter.id}`, "");
  const [asked, ask] = useState(written.found);
  const reason = written.words;
  const withdrawing = useDecision(
    (given: { reason: string }, key) =>
      call(api.matters.withdrawMatter, { params: { id: matter.id }, body: given, key }),
    () => {
      written.sent();
      ask(false);
    },
  );
  if (!asked) return <Button onClick={() => ask(true)}>{t("撤回", "Withdraw")}</Button>;
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        withdrawing.mutate({ reason: reason.trim() });
      }}
    >
      <FoundAgain of={written} />
      <TextArea
        label={t("撤回的原因", "Why it is withdrawn")}
        required
        maxLength={1000}
        value={reason}
        onChange={written.write}
      />
      {withdrawing.isError ? <Refusal error={withdrawing.error} onReload={() => withdrawing.reset()} /> : null}
      <div className="row">
        <Button type="submit" look="danger" busy={withdrawing.isPending} disabled={reason.trim() === ""}>
          {t("确认撤回", "Withdraw")}
        </Button>
        <Button onClick={() => ask(false)}>{t("取消", "Cancel")}</Button>
      </div>
    </form>
  );
}
