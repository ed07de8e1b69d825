import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, Field, FoundAgain, groupDigits, Segments, TextArea, useText } from "@duibiao/ui";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { useSettled, useWords } from "@duibiao/screens/words";
import { verdicts, type SpotCell } from "./words.ts";

type Verdict = keyof typeof verdicts;
type Written = { verdict: Verdict; found: string; evidence: string; note: string };
type Body = {
  submission: number;
  measure: string;
  member: string;
  verdict: Verdict;
  found?: string;
  evidence: string;
  note: string;
};

/** 记结果: what the evidence of one drawn cell says. */
export function ResultDialog({ check, cell, onClose }: { check: number; cell: SpotCell; onClose: () => void }) {
  const t = useText();
  // Over what was recorded so far: once this was, it waits there no more.
  const records = cell.earlier.length + (cell.result === null ? 0 : 1);
  const place = `spot:${check}/${cell.submissionId}/${cell.measure}/${cell.member}` as const;
  useSettled(Array.from({ length: records }, (_, before) => `${place}/${before}` as const));
  const written = useWords<Written>(`${place}/${records}`, {
    verdict: cell.result?.verdict ?? "agrees",
    found: cell.result?.found ?? "",
    evidence: cell.result?.evidence ?? "",
    note: cell.result?.note ?? "",
  });
  const { verdict, found, evidence, note } = written.words;
  const put = (more: Partial<Written>) => written.write({ ...written.words, ...more });
  const [tried, setTried] = useState(false);
  const record = useDecision(
    (body: Body, key) => call(api.spotChecks.recordSpotResult, { params: { id: check }, body, key }),
    () => {
      written.sent();
      onClose();
    },
  );
  const number = found.trim().replaceAll(/[,，]/g, "");
  const faults = {
    found:
      verdict !== "differs" || /^-?\d+(\.\d+)?$/.test(number)
        ? null
        : t("请填凭证所载的数。", "Say which number the evidence holds."),
    evidence:
      verdict === "unsupported" || evidence.trim() !== ""
        ? null
        : t("请写明看了什么凭证。", "Say which evidence was looked at."),
  };
  function submit() {
    setTried(true);
    if (faults.found !== null || faults.evidence !== null) return;
    const { submissionId: submission, measure, member } = cell;
    const other = verdict === "differs" ? { found: number } : {};
    record.mutate({ submission, measure, member, verdict, ...other, evidence: evidence.trim(), note: note.trim() });
  }
  return (
    <Dialog
      title={t(`抽查结果：${cell.unit}`, `Result: ${cell.unit}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={record.isPending} onClick={submit}>
            {t("记录", "Record")}
          </Button>
        </>
      }
    >
      <p>
        {t(cell.name)} {t("上报数", "reported")} <b>{groupDigits(cell.value)}</b> {cell.uom}
      </p>
      <FoundAgain of={written} />
      <Field label={t("结果", "Result")}>
        {() => (
          <Segments<Verdict>
            label={t("结果", "Result")}
            value={verdict}
            options={(Object.keys(verdicts) as Verdict[]).map((value) => ({ value, label: t(verdicts[value]) }))}
            onChange={(next) => put({ verdict: next })}
          />
        )}
      </Field>
      {verdict === "differs" ? (
        <Field
          label={t(`凭证所载的数（${cell.uom}）`, `What the evidence says (${cell.uom})`)}
          fault={tried ? faults.found : null}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              inputMode="decimal"
              value={found}
              onChange={(event) => put({ found: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field
        label={t("凭证", "Evidence")}
        hint={t("如账单号、抄表照片、台账页", "A bill, a photo of the meter, a page of the ledger")}
        fault={tried ? faults.evidence : null}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={300}
            value={evidence}
            onChange={(event) => put({ evidence: event.target.value })}
          />
        )}
      </Field>
      <TextArea
        label={t("说明（可不填）", "Note (may stay empty)")}
        maxLength={1000}
        value={note}
        onChange={(next) => put({ note: next })}
      />
      {cell.earlier.length === 0 && cell.result === null ? null : (
        <p className="quiet">{t("前一次记录保留，以这一次为准。", "The earlier record stays; this one counts.")}</p>
      )}
      {record.isError ? <ProblemBox error={record.error} /> : null}
    </Dialog>
  );
}
