import { useState } from "react";
import { api, call, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { Button, Dialog, Field, Segments, TextArea, useText } from "@duibiao/ui";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";

type Bureau = Answer<typeof api.secondReviews.listDuties>["bureaus"][number];
type Props = { bureaus: readonly Bureau[]; forms: ReadonlyMap<string, Text>; onClose: () => void };
type Body = { owner: number; kind: "form" | "line"; key: string; reviewers: number[]; reason: string };

/** 要求复核: of which form or line, by whom of the bureau, and why. */
export function DutyDialog({ bureaus, forms, onClose }: Props) {
  const t = useText();
  const [bureau] = bureaus;
  const [kind, setKind] = useState<"form" | "line">("form");
  const [chosen, setChosen] = useState("");
  const [reviewers, setReviewers] = useState<readonly number[]>([]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const options: readonly (readonly [string, Text])[] =
    kind === "form" ? [...forms] : bureau!.lines.map((line) => [line, { zh: line, en: line }] as const);
  const key = chosen || options[0]?.[0] || "";
  const add = useDecision((body: Body, wish) => call(api.secondReviews.addDuty, { body, key: wish }), onClose);
  const fault = reason.trim() === "" ? t("请写明理由。", "Say why.") : null;
  function submit() {
    setTried(true);
    if (fault !== null || key === "") return;
    add.mutate({ owner: bureau!.region, kind, key, reviewers: [...reviewers], reason: reason.trim() });
  }
  return (
    <Dialog
      title={t(`要求复核：${bureau!.name}`, `Ask a second review: ${bureau!.name}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={add.isPending} disabled={key === ""} onClick={submit}>
            {t("要求复核", "Ask it")}
          </Button>
        </>
      }
    >
      <Segments<"form" | "line">
        label={t("按什么", "By what")}
        value={kind}
        options={[
          { value: "form", label: t("按报表", "By form") },
          { value: "line", label: t("按主管部门", "By line") },
        ]}
        onChange={(value) => {
          setKind(value);
          setChosen("");
        }}
      />
      <Field
        label={kind === "form" ? t("报表", "Form") : t("主管部门", "Line")}
        hint={options.length === 0 ? t("管辖范围内没有归口的单位。", "No unit here belongs to a line.") : undefined}
      >
        {(ids) => (
          <select {...ids} className="input" value={key} onChange={(event) => setChosen(event.target.value)}>
            {options.map(([value, name]) => (
              <option key={value} value={value}>
                {t(name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset>
        <legend>{t("复核人（不选为本机构任一审核人）", "Second reviewers (none: any reviewer of the bureau)")}</legend>
        {bureau!.people.map(({ id, name }) => (
          <label key={id} className="row">
            <input
              type="checkbox"
              checked={reviewers.includes(id)}
              onChange={({ target }) =>
                setReviewers(target.checked ? [...reviewers, id] : reviewers.filter((other) => other !== id))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <TextArea
        label={t("理由", "Why")}
        fault={tried ? fault : null}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      {add.isError ? <ProblemBox error={add.error} /> : null}
    </Dialog>
  );
}
