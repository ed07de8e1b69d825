import { useState } from "react";
import { api, call, type Given } from "@duibiao/client";
import { cellKey, type Compiled } from "@duibiao/indicators";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { Button, Dialog, Field, useText } from "@duibiao/ui";
import { say } from "../said.tsx";
import { figureName } from "./meters-page.tsx";

type Body = Given<typeof api.meters.createMeter>["body"];
type Props = { region: number; compiled: Compiled; onClose: () => void };

/** 登记共用表计: its number, what it is called, and which figure its shares go into. */
export function MeterDialog({ region, compiled, onClose }: Props) {
  const t = useText();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const figures = figuresOf(compiled);
  const [figure, setFigure] = useState(figures.has(power) ? power : [...figures.keys()][0]!);
  const [tried, setTried] = useState(false);
  const send = useDecision(
    (body: Body, key) => call(api.meters.createMeter, { body, key }),
    () => {
      say(t("共用表计已登记。", "The meter is registered."));
      onClose();
    },
  );
  const missing = {
    code: code.trim() === "" ? t("请填户号或表号。", "Give its number.") : null,
    name: name.trim() === "" ? t("请填名称，如楼号。", "Give its name, such as the building.") : null,
  };
  const go = () => {
    setTried(true);
    if (missing.code !== null || missing.name !== null) return;
    send.mutate({ region, code: code.trim(), name: name.trim(), ...figures.get(figure)! });
  };
  return (
    <Dialog
      title={t("登记共用表计", "Register a shared meter")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={send.isPending} onClick={go}>
            {t("登记", "Register")}
          </Button>
        </>
      }
    >
      <Field label={t("户号或表号", "Number")} fault={tried ? missing.code : null}>
        {(ids) => (
          <input {...ids} className="input" maxLength={60} value={code} onChange={(e) => setCode(e.target.value)} />
        )}
      </Field>
      <Field label={t("名称", "Name")} fault={tried ? missing.name : null}>
        {(ids) => (
          <input {...ids} className="input" maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
        )}
      </Field>
      <Field label={t("计入哪个数据项", "Which figure it counts for")}>
        {(ids) => (
          <select {...ids} className="input" value={figure} onChange={(e) => setFigure(e.target.value)}>
            {[...figures].map(([at, one]) => (
              <option key={at} value={at}>
                {t(figureName(compiled, one))}
              </option>
            ))}
          </select>
        )}
      </Field>
      {send.isError ? <ProblemBox error={send.error} /> : null}
    </Dialog>
  );
}

/** What most shared meters measure. */
const power = cellKey("elec_kwh", "total");

/** Every figure that a form asks a person for, each once. */
function figuresOf({ compiledForms }: Compiled): Map<string, { measure: string; member: string }> {
  const found = new Map<string, { measure: string; member: string }>();
  for (const { form, lines } of compiledForms.values())
    if (form.filledBy !== "system")
      for (const { measure, member = "total" } of lines) found.set(cellKey(measure, member), { measure, member });
  return found;
}
