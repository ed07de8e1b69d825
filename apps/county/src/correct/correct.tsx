import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { matterStates, turnOf } from "@duibiao/screens/matter";
import { Alert, Button, NameTag, useText, TextArea } from "@duibiao/ui";
import type { EntryForm } from "@duibiao/ui/grid";
import { RefusedBy } from "../sign/gates.tsx";
import { keyOf, useForm } from "../task/form.ts";
import { TaskPage, type Task } from "../task/task-page.tsx";
import { useRolesAt } from "../task/task.ts";
import { ChangedCells } from "./changed-cells.tsx";
import { readChange, type Change } from "./change.ts";
import "./correct.css";

type Matter = Answer<typeof api.matters.readMatter>;
type Item = Answer<typeof api.matters.listMatters>["items"][number];

/** 锁定后更正: the head asks, with reason, evidence and the new values; each tier decides in turn. */
export function CorrectPage() {
  return <TaskPage part="correct">{(task) => <Correct task={task} />}</TaskPage>;
}

function Correct({ task }: { task: Task }) {
  const { amend } = useSearch({ strict: false }) as { amend?: number };
  const asked = useQuery(read(api.matters.listMatters, { query: { submission: task.submission.id } }));
  return (
    <>
      <Loaded of={asked}>{({ items }) => <Requests items={items} />}</Loaded>
      <Asking key={amend ?? "new"} task={task} amend={amend} />
    </>
  );
}

/** Every request about this report, with where it stands. */
function Requests({ items }: { items: readonly Item[] }) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <section className="card correct">
      <h2>{t("本表的更正申请", "Requests about this form")}</h2>
      <ul className="requests">
        {items.map((item) => (
          <li key={item.id}>
            <Link to={`/matters/${item.id}`}>{item.number}</Link> <NameTag name={matterStates[item.state]} />{" "}
            {t(item.about)} <span className="quiet">{t(turnOf(item))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Asking({ task, amend }: { task: Task; amend: number | undefined }) {
  const t = useText();
  const form = useForm(task.assignment);
  const roles = useRolesAt(task.assignment.unitId);
  const { state } = task.submission;
  if (state !== "locked" && state !== "correcting")
    return (
      <Alert title={t("锁定以后才用更正", "Corrections are for what is locked")}>
        {t(
          "现在可以直接在填报页修改，或等审核人退回。",
          "Now the form itself can be changed, or the reviewer returns it.",
        )}
      </Alert>
    );
  if (!roles.includes("head"))
    return (
      <Alert title={t("更正只能由单位负责人提出", "Only the head of the unit asks for a correction")}>
        {t("请把要改的数和依据交给负责人，由其登录办理。", "Hand the figures and the evidence to the head.")}
      </Alert>
    );
  return (
    <Loaded of={form}>
      {(compiled) =>
        amend === undefined ? (
          <CorrectionForm task={task} compiled={compiled} form={form.form!} mended={null} />
        ) : (
          <Amendment task={task} compiled={compiled} form={form.form!} matter={Number(amend)} />
        )
      }
    </Loaded>
  );
}

type FormProps = { task: Task; compiled: Compiled; form: EntryForm };

function Amendment({ matter, ...rest }: FormProps & { matter: number }) {
  const found = useQuery(read(api.matters.readMatter, { params: { id: matter } }));
  return <Loaded of={found}>{(data) => <CorrectionForm {...rest} mended={data} />}</Loaded>;
}

/** What was asked, as it would be typed again. */
const changesOf = (matter: Matter | null): readonly Change[] =>
  (matter?.correction?.cells ?? []).map((cell) => ({
    key: keyOf(cell),
    state: cell.after.state,
    text: cell.after.value ?? cell.after.reason,
  }));

function CorrectionForm({ task, compiled, form, mended }: FormProps & { mended: Matter | null }) {
  const t = useText();
  const navigate = useNavigate();
  const { id } = task.submission;
  const [changes, setChanges] = useState<readonly Change[]>(() => changesOf(mended));
  const [reason, setReason] = useState(mended?.reason ?? "");
  const [evidence, setEvidence] = useState(mended?.evidence ?? "");
  const lines = form.sections.flatMap((section) => section.lines);
  const read = changes.map((change) => readChange(lines, change));
  const sending = useDecision(
    (body: { reason: string; evidence: string; cells: Extract<(typeof read)[number], { ok: true }>["cell"][] }, key) =>
      mended === null
        ? call(api.corrections.askCorrection, { params: { id }, body, key })
        : call(api.corrections.amendCorrection, { params: { id: mended.id }, body, key }),
    (matter) => void navigate({ to: `/matters/${matter.id}` }),
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ reason, evidence, cells: read.flatMap((one) => (one.ok ? [one.cell] : [])) });
  };
  const ready = read.length > 0 && read.every((one) => one.ok) && reason.trim() !== "" && evidence.trim() !== "";
  return (
    <form className="card correct" onSubmit={send}>
      {mended === null ? null : <h2>{t(`补正 ${mended.number}`, `Mending ${mended.number}`)}</h2>}
      <p>
        {t(
          "写明改哪几个数、为什么、依据是什么，报出后可上传附件。县、市、省逐级同意之前，原来的数继续有效；生效后原来的版次永久保留，影响评估结果的另发更正版。",
          "Say which figures change, why, and on what evidence; files are added afterwards. Until county, city and province have approved it the figures of before stand; the old revision stays for good, and results that change are issued anew.",
        )}
      </p>
      <ChangedCells task={task} lines={lines} changes={changes} read={read} onChange={setChanges} />
      <TextArea label={t("更正理由", "Reason")} required maxLength={1000} value={reason} onChange={setReason} />
      <TextArea
        label={t("依据", "Evidence")}
        hint={t("凭证、台账、文件的名称和编号", "Name and number of the voucher, ledger or document")}
        required
        maxLength={1000}
        value={evidence}
        onChange={setEvidence}
      />
      {sending.isError ? (
        <>
          <ProblemBox error={sending.error} />
          <RefusedBy task={task} compiled={compiled} error={sending.error} />
        </>
      ) : null}
      <Button type="submit" look="primary" disabled={!ready} busy={sending.isPending}>
        {mended === null
          ? t("签署并报出更正申请", "Sign and send the request")
          : t("签署并再报", "Sign and send again")}
      </Button>
    </form>
  );
}
