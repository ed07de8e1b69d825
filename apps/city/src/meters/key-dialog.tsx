import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read, type Given } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { Button, DayInput, Dialog, Field, TextArea, TextField, useText } from "@duibiao/ui";
import type { Meter, SplitKey } from "./meters-page.tsx";
import { say } from "../said.tsx";
import { UnitPicker } from "../filings/unit-picker.tsx";

type Proposal = Given<typeof api.meters.proposeKey>["body"];
type Answer = Given<typeof api.meters.answerKey>["body"];

const isWeight = (text: string) => /^\d{1,12}(\.\d{1,6})?$/.test(text) && /[1-9]/.test(text);

/** 提出分摊比例: who shares the meter, by which weights, from which day. */
export function KeyDialog({ meter, onClose }: { meter: Meter; onClose: () => void }) {
  const t = useText();
  const units = useQuery(read(api.units.listUnits, { query: { region: meter.regionId } }));
  const own = (units.data?.items ?? []).filter(({ covers }) => covers === "own");
  const [chosen, choose] = useState<number[]>([]);
  const [weights, setWeights] = useState<Record<number, string>>({});
  const [basis, setBasis] = useState(t("建筑面积（㎡）", "Floor area (m²)"));
  const [validFrom, setValidFrom] = useState("");
  const [tried, setTried] = useState(false);
  const send = useDecision(
    (body: Proposal, key) => call(api.meters.proposeKey, { params: { id: meter.id }, body, key }),
    () => {
      say(t("比例已提出，等各方确认。", "The key is proposed; all who share the meter have to confirm it."));
      onClose();
    },
  );
  const missing = {
    units: chosen.length < 2 ? t("至少选两个单位。", "Choose two institutions at least.") : null,
    basis: basis.trim() === "" ? t("请写明权数是什么。", "Say what the weights are.") : null,
    from: validFrom === "" ? t("请填生效日期。", "Give the day.") : null,
  };
  const faultOf = (unit: number) =>
    tried && !isWeight(weights[unit] ?? "") ? t("请填大于 0 的数。", "Give a number above 0.") : null;
  const go = () => {
    setTried(true);
    if (Object.values(missing).some((one) => one !== null) || !chosen.every((unit) => isWeight(weights[unit] ?? "")))
      return;
    send.mutate({ validFrom, basis: basis.trim(), parts: chosen.map((unit) => ({ unit, weight: weights[unit]! })) });
  };
  return (
    <Dialog
      wide
      title={t(`${meter.name}：提出分摊比例`, `${meter.name}: propose a key`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={send.isPending} onClick={go}>
            {t("提出，请各方确认", "Propose it")}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {t(
          "各单位都确认后才生效，之后每期只分摊一次，各份之和等于抄见数。原来的比例在此之前继续有效。",
          "It counts once all have confirmed it; each reading is then split once, and the parts add up to it. Until then the earlier key stays in force.",
        )}
      </p>
      <UnitPicker
        label={t("合用的单位", "Who shares it")}
        units={own}
        chosen={chosen}
        onChange={choose}
        fault={tried ? missing.units : null}
      />
      <Field label={t("权数是什么", "What the weights are")} fault={tried ? missing.basis : null}>
        {(ids) => (
          <input {...ids} className="input" maxLength={200} value={basis} onChange={(e) => setBasis(e.target.value)} />
        )}
      </Field>
      {chosen.map((unit) => (
        <Field key={unit} label={own.find(({ id }) => id === unit)?.name ?? unit} fault={faultOf(unit)}>
          {(ids) => (
            <input
              {...ids}
              className="input filing-sender"
              inputMode="decimal"
              value={weights[unit] ?? ""}
              onChange={(e) => setWeights({ ...weights, [unit]: e.target.value.trim() })}
            />
          )}
        </Field>
      ))}
      <Field label={t("自何日起", "From which day")} fault={tried ? missing.from : null}>
        {(ids) => <DayInput {...ids} value={validFrom} onChange={(e) => setValidFrom(e.target.value)} />}
      </Field>
      {send.isError ? <ProblemBox error={send.error} /> : null}
    </Dialog>
  );
}

/** For an institution without people of its own its bureau answers, by the paper in which it agreed. */
export function KeyAnswerDialog({ splitKey, onClose }: { splitKey: SplitKey; onClose: () => void }) {
  const t = useText();
  const silent = splitKey.parts.filter(({ agrees }) => agrees === null);
  const [wanted, setUnit] = useState<number | null>(null);
  // Somebody else may have answered for it meanwhile.
  const unit = (silent.find((part) => part.unit.id === wanted) ?? silent[0])?.unit.id;
  const [documentNo, setDocumentNo] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState<"yes" | "no" | null>(null);
  const send = useDecision(
    (body: Answer, key) => call(api.meters.answerKey, { params: { id: splitKey.id }, body, key }),
    () => {
      say(t("答复已登记。", "The answer is recorded."));
      onClose();
    },
  );
  const missing = {
    documentNo:
      documentNo.trim() === "" ? t("请写明书面确认的文号或日期。", "Name the paper in which it answered.") : null,
    reason: tried === "no" && reason.trim() === "" ? t("不同意须写明原因。", "A refusal needs its reason.") : null,
  };
  const go = (agrees: boolean) => {
    setTried(agrees ? "yes" : "no");
    if (unit === undefined || missing.documentNo !== null || (!agrees && reason.trim() === "")) return;
    send.mutate({ unit, agrees, reason: reason.trim(), documentNo: documentNo.trim() });
  };
  return (
    <Dialog
      title={t("代没有账号的单位答复", "Answer for an institution without people")}
      onClose={onClose}
      actions={
        <>
          <Button busy={send.isPending} onClick={() => go(false)}>
            {t("单位不同意", "It refuses")}
          </Button>
          <Button look="primary" busy={send.isPending} onClick={() => go(true)}>
            {t("单位同意", "It agrees")}
          </Button>
        </>
      }
    >
      <Field label={t("单位", "Institution")}>
        {(ids) => (
          <select {...ids} className="input" value={unit} onChange={(e) => setUnit(Number(e.target.value))}>
            {silent.map((part) => (
              <option key={part.unit.id} value={part.unit.id}>
                {part.unit.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={t("书面确认的文号或日期", "The paper in which it answered")}
        hint={t(
          "有账号的单位由其填报人或负责人在填报端确认；提出比例的人不能代办。",
          "Institutions with people answer in the reporting app; whoever proposed the key cannot answer for others.",
        )}
        fault={tried === null ? null : missing.documentNo}
        maxLength={100}
        value={documentNo}
        onChange={setDocumentNo}
      />
      <TextArea
        label={t("不同意的原因", "Why it refuses")}
        fault={missing.reason}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      {send.isError ? <ProblemBox error={send.error} /> : null}
    </Dialog>
  );
}
