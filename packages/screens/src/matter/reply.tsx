import type { FormEvent } from "react";
import { api, call } from "@duibiao/client";
import { Button, FoundAgain, Segments, TextArea, useText } from "@duibiao/ui";
import { Refusal } from "../decision/refusal.tsx";
import { useDecision } from "../decision/use-decision.ts";
import { useWords } from "../words/use-words.ts";
import type { Matter } from "./matter.ts";

type Outcome = "upheld" | "partly" | "refused";

/** 书面答复, on the content as it is shown, by its hash. */
export function Reply({ matter, onDone }: { matter: Matter; onDone: () => void }) {
  const t = useText();
  const written = useWords<{ outcome: Outcome; text: string }>(`reply:${matter.id}/${matter.hash}`, {
    outcome: "upheld",
    text: "",
  });
  const { outcome, text } = written.words;
  const replying = useDecision(
    (given: { outcome: Outcome; reply: string; hash: string }, key) =>
      call(api.objections.replyObjection, { params: { id: matter.id }, body: given, key }),
    () => {
      written.sent();
      onDone();
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    replying.mutate({ outcome, reply: text.trim(), hash: matter.hash });
  };
  return (
    <form className="card" onSubmit={send}>
      <h2>{t("书面答复", "Reply in writing")}</h2>
      <FoundAgain of={written} />
      <Segments<Outcome>
        label={t("意见", "Outcome")}
        value={outcome}
        options={[
          { value: "upheld", label: t("采纳", "Uphold") },
          { value: "partly", label: t("部分采纳", "Uphold in part") },
          { value: "refused", label: t("不同意", "Refuse") },
        ]}
        onChange={(next) => written.write({ outcome: next, text })}
      />
      <TextArea
        label={t("答复", "Reply")}
        hint={
          outcome === "refused"
            ? t("写明理由和依据。", "Give reasons and what they stand on.")
            : t(
                "写明采纳什么、如何改正：数有误的，请该单位申请锁定后更正；对标组或规则有误的，改后重新评估，另起一版。",
                "Say what is upheld and how it is mended: a wrong figure by a correction of the unit; a peer group or rule by evaluating again in a new edition.",
              )
        }
        required
        maxLength={2000}
        value={text}
        onChange={(next) => written.write({ outcome, text: next })}
      />
      {replying.isError ? <Refusal error={replying.error} onReload={() => replying.reset()} /> : null}
      <Button
        type="submit"
        look={outcome === "refused" ? "danger" : "primary"}
        busy={replying.isPending}
        disabled={text.trim() === ""}
      >
        {t("答复", "Reply")}
      </Button>
    </form>
  );
}
