import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read, type Given } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { Alert, Button, DayInput, Dialog, Field, Segments, TextArea, TextField, useText } from "@duibiao/ui";
import { changeNames, type UnitChange } from "./changes-page.tsx";
import { say } from "../said.tsx";
import { UnitPicker, type Unit } from "../filings/unit-picker.tsx";

type Body = Given<typeof api.unitChanges.changeUnits>["body"];
type Kind = "rename" | "merge" | "joint";
type Props = { region: number; apart: UnitChange | null; onClose: () => void };

/** 登记单位变动: the trial tells which tasks pass to whom; only what was seen is recorded. */
export function ChangeDialog({ region, apart, onClose }: Props) {
  const units = useQuery(read(api.units.listUnits, { query: { region } }));
  return <Loaded of={units}>{({ items }) => <Asked {...{ units: items, apart, onClose }} />}</Loaded>;
}

function Asked({ units, apart, onClose }: { units: readonly Unit[]; apart: UnitChange | null; onClose: () => void }) {
  const t = useText();
  const own = units.filter(({ covers }) => covers === "own");
  const [kind, setKind] = useState<Kind>("merge");
  const [parts, setParts] = useState<number[]>([]);
  const [into, setInto] = useState<number[]>([]);
  const [name, setName] = useState("");
  const [effective, setEffective] = useState("");
  const [documentNo, setDocumentNo] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = {
    units: apart === null && parts.length === 0 ? t("请选单位。", "Choose the institutions.") : null,
    into: apart === null && kind !== "rename" && into.length === 0 ? t("请选由谁填报。", "Choose who reports.") : null,
    name: apart === null && kind === "rename" && name.trim() === "" ? t("请填新名称。", "Give the new name.") : null,
    effective: effective === "" ? t("请填生效日期。", "Give the day.") : null,
    reason: reason.trim() === "" ? t("请写明原因。", "Give the reason.") : null,
  };
  const said = { effective, documentNo, reason };
  const body: Body =
    apart !== null
      ? { kind: "apart", change: apart.id, ...said }
      : kind === "rename"
        ? { kind, unit: parts[0]!, name: name.trim(), ...said }
        : { kind, units: parts, into: into[0]!, ...said };
  const trial = useMutation({
    mutationFn: (wanted: Body) => call(api.unitChanges.changeUnits, { query: { dryRun: "true" }, body: wanted }),
  });
  const record = useDecision(
    (wanted: Body, key) => call(api.unitChanges.changeUnits, { query: { dryRun: "false" }, body: wanted, key }),
    () => {
      say(t("单位变动已登记。", "The change is recorded."));
      onClose();
    },
  );
  const isSeen = trial.data !== undefined && JSON.stringify(trial.variables) === JSON.stringify(body);
  const go = () => {
    setTried(true);
    if (Object.values(missing).some((fault) => fault !== null)) return;
    if (isSeen) record.mutate(body);
    else trial.mutate(body);
  };
  const fault = (key: keyof typeof missing) => (tried ? missing[key] : null);
  return (
    <Dialog
      wide
      title={apart === null ? t("登记单位变动", "Record a change") : t("分署", "Part a joint office")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={trial.isPending || record.isPending} onClick={go}>
            {isSeen ? t("确认登记", "Record it") : t("先看影响", "See what it changes")}
          </Button>
        </>
      }
    >
      {apart === null ? (
        <>
          <Segments<Kind>
            label={t("变动", "Change")}
            value={kind}
            onChange={(value) => {
              setKind(value);
              if (value === "rename") setParts(parts.slice(0, 1));
            }}
            options={(["merge", "joint", "rename"] as const).map((value) => ({ value, label: t(changeNames[value]) }))}
          />
          <UnitPicker
            label={kind === "merge" ? t("被撤并的单位", "Institutions that end") : t("单位", "Institutions")}
            units={own}
            chosen={parts}
            onChange={setParts}
            fault={fault("units")}
            most={kind === "rename" ? 1 : 50}
          />
          {kind === "rename" ? (
            <Field label={t("新名称", "New name")} fault={fault("name")}>
              {(ids) => (
                <input
                  {...ids}
                  className="input"
                  maxLength={200}
                  value={name}
                  onChange={(e) => setName(e.target.value)}
                />
              )}
            </Field>
          ) : (
            <UnitPicker
              label={
                kind === "merge" ? t("并入哪个单位", "Merged into") : t("由哪个单位合并填报", "Who reports for all")
              }
              units={own.filter(({ id }) => !parts.includes(id))}
              chosen={into}
              onChange={setInto}
              fault={fault("into")}
              most={1}
            />
          )}
        </>
      ) : (
        <p>{apart.units.map((unit) => unit.name).join(t("、", ", "))}</p>
      )}
      <Field label={t("自何日起", "From which day")} fault={fault("effective")}>
        {(ids) => <DayInput {...ids} value={effective} onChange={(e) => setEffective(e.target.value)} />}
      </Field>
      <TextField
        label={t("文号（没有可不填）", "Document number, if any")}
        maxLength={100}
        value={documentNo}
        onChange={setDocumentNo}
      />
      <TextArea
        label={t("原因", "Reason")}
        fault={fault("reason")}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      {trial.isError ? <ProblemBox error={trial.error} /> : null}
      {record.isError ? <ProblemBox error={record.error} /> : null}
      {isSeen ? <Effects tasks={trial.data!.tasks} /> : null}
    </Dialog>
  );
}

type Task = Awaited<ReturnType<typeof call<typeof api.unitChanges.changeUnits>>>["tasks"][number];

/** What becomes of the open tasks, one by one. */
function Effects({ tasks }: { tasks: readonly Task[] }) {
  const t = useText();
  if (tasks.length === 0) return <Alert title={t("没有未锁定的任务受影响。", "No open task is affected.")} />;
  return (
    <Alert tone="warning" title={t(`${tasks.length} 项未锁定的任务会改变`, `${tasks.length} open tasks change`)}>
      <ul>
        {tasks.map(({ collectionId, name, unit, becomes, begun }) => (
          <li key={`${collectionId}/${unit.id}`}>
            {t(`「${unit.name}」在“${name}”：`, `${unit.name} in "${name}": `)}
            {becomes === "handed"
              ? t("改由接收单位合并填报，本单位免报", "the other institution reports for it; it is exempt")
              : t("恢复由本单位自己填报", "it reports by itself again")}
            {begun && becomes === "handed"
              ? t(
                  "；它已填未报的数不自动相加，登记后逐项通知接收单位，由其合并填入；原件保留",
                  "; what it typed is not added by itself: the other institution is told line by line and puts it in; the draft is kept",
                )
              : ""}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
