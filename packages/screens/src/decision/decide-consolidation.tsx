import { useState } from "react";
import { api, call, type Answer } from "@duibiao/client";
import { Alert, Button, Dialog, FoundAgain, useText, TextArea } from "@duibiao/ui";
import { Refusal } from "./refusal.tsx";
import { useWords } from "../words/use-words.ts";
import { useDecision } from "./use-decision.ts";

type Props = {
  consolidation: Answer<typeof api.consolidations.listConsolidations>["items"][number];
  deed: "accept" | "return";
  /** The city whose consolidation it is. */
  city: string;
  onClose: () => void;
  onDone: () => void;
};

/** 省接收或退回: the consolidation that was seen, by its hash. */
export function DecideConsolidation({ consolidation, deed, city, onClose, onDone }: Props) {
  const t = useText();
  const { id, hash, number, stale } = consolidation;
  const written = useWords(`consolidation:${id}/${hash}`, "");
  const reason = written.words;
  const [tried, setTried] = useState(false);
  const { coverage, signedBy } = consolidation.document;
  const accepts = deed === "accept";
  const deciding = useDecision(
    (given: { hash: string; reason: string }, key) =>
      accepts
        ? call(api.consolidations.acceptConsolidation, { params: { id }, body: { hash: given.hash }, key })
        : call(api.consolidations.returnConsolidation, { params: { id }, body: given }),
    () => {
      written.sent();
      onClose();
      onDone();
    },
  );
  const fault = !accepts && reason.trim() === "" ? t("请写明退回原因。", "Say why it is returned.") : null;
  const decide = () => {
    setTried(true);
    if (fault === null) deciding.mutate({ hash, reason: reason.trim() });
  };
  const word = accepts ? t("接收", "Accept") : t("退回", "Return");
  return (
    <Dialog
      title={t(`${word}${city}汇总第 ${number} 版`, `${word} consolidation ${number} of ${city}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look={accepts ? "primary" : "danger"} busy={deciding.isPending} onClick={decide}>
            {accepts ? t("确认接收", "Accept") : t("确认退回", "Return")}
          </Button>
        </>
      }
    >
      {deciding.isError ? <Refusal error={deciding.error} onReload={onClose} /> : null}
      <p>
        {t(
          `覆盖 ${coverage.included}/${coverage.expected} 个单位，由 ${signedBy.name} 签署。`,
          `${coverage.included} of ${coverage.expected} units, signed by ${signedBy.name}.`,
        )}{" "}
        {accepts
          ? t(
              "接收后，其中每个单位的省核口径随即采用所列版次。省级不改任何数值。",
              "The province lens then takes every listed revision. The province changes no figure.",
            )
          : null}
      </p>
      <p>
        <code>{hash}</code>
      </p>
      {accepts && stale ? (
        <Alert
          tone="warning"
          title={t(
            "签署之后下级有变动：其中的版次若已更换，接收会被拒绝，请退回由市级重新汇总。",
            "Something below moved after signing: if a revision in it was replaced, acceptance is refused; return it for the city to sign anew.",
          )}
        />
      ) : null}
      {accepts ? null : (
        <>
          <FoundAgain of={written} />
          <TextArea
            label={t("退回原因", "Reason")}
            fault={tried ? fault : null}
            maxLength={1000}
            value={reason}
            onChange={written.write}
          />
        </>
      )}
    </Dialog>
  );
}
