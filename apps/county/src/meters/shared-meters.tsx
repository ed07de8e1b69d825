import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read, type Answer, type Given } from "@duibiao/client";
import { ProblemBox, useSession } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { Alert, Button, groupDigits, TextArea, useText } from "@duibiao/ui";

type Meter = Answer<typeof api.meters.listMeters>["items"][number];
type SplitKey = Meter["keys"][number];

/** 共用表计 of the person's own units: keys that ask for a yes or no, and what fell to each of the last reading. */
export function SharedMeters() {
  const t = useText();
  const { posts } = useSession();
  const own = posts.flatMap(({ unitId, endedAt }) => (unitId !== null && endedAt === null ? [unitId] : []));
  const meters = useQuery({ ...read(api.meters.listMeters, { query: {} }), enabled: own.length > 0 });
  const shared = (meters.data?.items ?? []).filter(({ keys }) => keys.some((key) => sharedBy(key, own)));
  if (shared.length === 0) return null;
  return (
    <section className="tasks">
      <h2>
        {t("共用表计", "Shared meters")} <span className="quiet">{shared.length}</span>
      </h2>
      {shared.map((meter) => (
        <SharedMeter key={meter.id} meter={meter} own={own} />
      ))}
    </section>
  );
}

const sharedBy = ({ parts }: SplitKey, own: readonly number[]) => parts.some(({ unit }) => own.includes(unit.id));

function SharedMeter({ meter, own }: { meter: Meter; own: readonly number[] }) {
  const t = useText();
  const asking = meter.keys.find((key) => key.state === "proposed" && unanswered(key, own) !== undefined);
  const [last] = meter.readings;
  return (
    <article className="card">
      <strong>
        {meter.name} <span className="quiet">{meter.code}</span>
      </strong>
      {last === undefined ? (
        <p className="quiet">{t("还没有抄见数。", "No reading yet.")}</p>
      ) : (
        <p>
          {t(
            `${last.period} 抄见数 ${groupDigits(last.quantity)}：`,
            `${last.period}, reading ${groupDigits(last.quantity)}: `,
          )}
          {last.shares.map(({ unit, share }) => `${unit.name} ${groupDigits(share)}`).join(t("，", ", "))}
        </p>
      )}
      {asking === undefined ? null : <AskedKey splitKey={asking} unit={unanswered(asking, own)!.unit.id} />}
    </article>
  );
}

const unanswered = ({ parts }: SplitKey, own: readonly number[]) =>
  parts.find(({ unit, agrees }) => agrees === null && own.includes(unit.id));

/** A proposed key, for the unit to say yes or no to. */
function AskedKey({ splitKey, unit }: { splitKey: SplitKey; unit: number }) {
  const t = useText();
  const [reason, setReason] = useState("");
  const [refuses, setRefuses] = useState(false);
  const send = useDecision(
    (body: Given<typeof api.meters.answerKey>["body"], key) =>
      call(api.meters.answerKey, { params: { id: splitKey.id }, body, key }),
    () => {},
  );
  const answer = (agrees: boolean) => {
    setRefuses(!agrees);
    if (agrees || reason.trim() !== "") send.mutate({ unit, agrees, reason: reason.trim() });
  };
  const parts = splitKey.parts.map(({ unit: { name }, weight }) => `${name} ${weight}`).join(t("，", ", "));
  return (
    <Alert
      tone="warning"
      title={t("请确认分摊比例", "Please confirm the split key")}
      actions={
        <>
          <Button look="primary" busy={send.isPending} onClick={() => answer(true)}>
            {t("同意", "Agree")}
          </Button>
          <Button busy={send.isPending} onClick={() => answer(false)}>
            {t("不同意", "Refuse")}
          </Button>
        </>
      }
    >
      <p>
        {t(
          `自 ${splitKey.validFrom} 起，按${splitKey.basis}：${parts}。`,
          `From ${splitKey.validFrom}, by ${splitKey.basis}: ${parts}.`,
        )}{" "}
        <span className="quiet">{t(`由 ${splitKey.by} 提出`, `proposed by ${splitKey.by}`)}</span>
      </p>
      {refuses || reason !== "" ? (
        <TextArea
          label={t("不同意的原因", "Why you refuse")}
          fault={reason.trim() === "" ? t("请写明原因，再点“不同意”。", "Give the reason, then refuse again.") : null}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
      ) : null}
      {send.isError ? <ProblemBox error={send.error} /> : null}
    </Alert>
  );
}
