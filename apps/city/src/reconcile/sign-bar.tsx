import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Alert, Button, Dialog, useText } from "@duibiao/ui";
import { Refusal, useDecision } from "@duibiao/screens/decision";
import type { ListedCollection } from "../board/collections.ts";
import { say } from "../said.tsx";
import type { CityData, CityName } from "./city.tsx";
import { differenceKey, missingKey } from "./reasons.tsx";
import type { Reasons } from "./use-reasons.ts";

type Props = {
  collection: ListedCollection;
  city: CityName;
  data: CityData;
  reasons: Reasons;
  leads: boolean;
  onDone: () => void;
};
type Body = {
  collection: number;
  city: number;
  seen: string;
  missing: { unit: number; reason: string }[];
  differences: {
    against: "parts" | "lines" | "period";
    region: number;
    measure: string;
    member: string;
    difference: string;
    reason: string;
  }[];
};

/** Stands on the first reason that nobody has written yet, also where its group is folded. */
function toFirstOpen() {
  const reason = document.querySelector<HTMLInputElement>("input.reason:placeholder-shown");
  const folded = reason?.closest("details");
  if (folded) folded.open = true;
  reason?.focus();
}

/** 签署汇总: what it stands for is said again before it is signed. */
export function SignBar({ collection, city, data, reasons, leads, onDone }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { preview, editions } = data;
  const latest = editions.at(-1);
  const unnamed = preview.missing.filter(({ unit }) => reasons.of(missingKey(unit)).trim() === "");
  const unexplained = preview.differences.filter((one) => reasons.of(differenceKey(one)).trim() === "");
  const sign = useDecision(
    (body: Body, key) => call(api.consolidations.signConsolidation, { body, key }),
    ({ number: signed }) => {
      setOpen(false);
      say(t(`已签署第 ${signed} 版汇总`, `Consolidation no. ${signed} is signed`));
      reasons.written.drop();
      onDone();
    },
  );
  if (collection.lockedAt !== null)
    return (
      <p className="quiet">
        {t("采集任务已锁定，不能再签署汇总。", "The collection is locked: nothing is signed any more.")}
      </p>
    );
  if (!leads)
    return <p className="quiet">{t("汇总由本级审签领导签署。", "The bureau's leader signs the consolidation.")}</p>;
  const blocked = unnamed.length + unexplained.length > 0;
  const isCurrent = latest !== undefined && !latest.stale && latest.state !== "returned";
  const number = (latest?.number ?? 0) + 1;
  return (
    <section className="card row between" aria-label={t("签署", "Sign")}>
      <span role="status">
        {blocked
          ? t(
              `还有 ${unnamed.length} 个缺报单位没有原因，${unexplained.length} 处差额没有说明。`,
              `${unnamed.length} missing units have no reason, ${unexplained.length} differences no explanation.`,
            )
          : isCurrent
            ? t(`第 ${latest.number} 版之后下级没有变动。`, `Nothing below has moved since no. ${latest.number}.`)
            : t("可以签署。", "Ready to sign.")}
      </span>
      {blocked ? <Button onClick={toFirstOpen}>{t("到第一处没写的", "To the first open one")}</Button> : null}
      <Button
        look={isCurrent ? "plain" : "primary"}
        disabled={blocked || preview.expected === 0}
        onClick={() => setOpen(true)}
      >
        {t(`签署第 ${number} 版汇总`, `Sign no. ${number}`)}
      </Button>
      {open ? (
        <Dialog
          title={t(`签署 ${city.name} 第 ${number} 版汇总`, `Sign ${city.name}, no. ${number}`)}
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>{t("取消", "Cancel")}</Button>
              <Button
                look="primary"
                busy={sign.isPending}
                onClick={() =>
                  sign.mutate({
                    collection: collection.id,
                    city: city.cityId,
                    seen: preview.hash,
                    missing: preview.missing.map(({ unit }) => ({ unit, reason: reasons.of(missingKey(unit)).trim() })),
                    differences: preview.differences.map((one) => ({
                      against: one.against ?? "parts",
                      region: one.region,
                      measure: one.measure,
                      member: one.member,
                      difference: one.difference,
                      reason: reasons.of(differenceKey(one)).trim(),
                    })),
                  })
                }
              >
                {t("确认签署", "Sign")}
              </Button>
            </>
          }
        >
          <p>
            {t(
              `本版代表 ${preview.included.length} 份市审通过的报送（应报 ${preview.expected}），缺报 ${preview.missing.length} 个单位，勾稽差额 ${preview.differences.length} 处。签署后不可修改，下级变动须重新签署新版。`,
              `This edition stands for ${preview.included.length} accepted submissions of ${preview.expected} expected; ${preview.missing.length} units missing, ${preview.differences.length} differences. It cannot be changed; whatever moves below needs a new edition.`,
            )}
          </p>
          {preview.included.length === 0 ? (
            <Alert
              tone="warning"
              title={t(
                "没有一份市审通过的报送，确定要签署空的汇总吗？",
                "No submission was accepted by the city: sign an empty edition?",
              )}
            />
          ) : null}
          {sign.isError ? <Refusal error={sign.error} onReload={() => setOpen(false)} /> : null}
        </Dialog>
      ) : null}
    </section>
  );
}
