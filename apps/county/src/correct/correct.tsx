import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded, ProblemBox, useSession } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { matterStates, turnOf } from "@duibiao/screens/matter";
import { useNextPlace, useSettled, useWords, type Place } from "@duibiao/screens/words";
import { Alert, Button, FoundAgain, NameTag, useText, TextArea } from "@duibiao/ui";
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
      <Loaded of={asked}>
        {({ items }) => (
          <>
            <Requests items={items} />
            <Asking key={amend ?? "new"} task={task} amend={amend} asked={items} />
          </>
        )}
      </Loaded>
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

type AskingProps = { task: Task; amend: number | undefined; asked: readonly Item[] };

function Asking({ task, amend, asked }: AskingProps) {
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
          <Request task={task} compiled={compiled} form={form.form!} asked={asked} />
        ) : (
          <Amendment task={task} compiled={compiled} form={form.form!} matter={Number(amend)} />
        )
      }
    </Loaded>
  );
}

type FormProps = { task: Task; compiled: Compiled; form: EntryForm };

/** What is written waits behind one's last request: once this one was made, it waits there no more, answered or not. */
function Request({ asked, ...rest }: FormProps & { asked: readonly Item[] }) {
  const { user } = useSession();
  const { id } = rest.task.submission;
  const own = asked.filter(({ createdBy }) => createdBy === user.name).map((item) => item.id);
  const place = useNextPlace(`correct:${id}`, own);
  return <CorrectionForm {...rest} mended={null} place={place} />;
}

function Amendment({ matter, ...rest }: FormProps & { matter: number }) {
  const found = useQuery(read(api.matters.readMatter, { params: { id: matter } }));
  const place = `amend:${matter}` as const;
  useSettled(found.data && !found.data.may.includes("amend") ? [place] : []);
  return (
    <Loaded of={found}>{(data) => <CorrectionForm {...rest} mended={data} place={`${place}/${data.hash}`} />}</Loaded>
  );
}

/** What was asked, as it would be typed again. */
const changesOf = (matter: Matter | null): readonly Change[] =>
  (matter?.correction?.cells ?? []).map((cell) => ({
    key: keyOf(cell),
    state: cell.after.state,
    text: cell.after.value ?? cell.after.reason,
  }));

type CorrectionProps = FormProps & { mended: Matter | null; place: Place };
type Written = { changes: readonly Change[]; reason: string; evidence: string };

function CorrectionForm({ task, compiled, form, mended, place }: CorrectionProps) {
  const t = useText();
  const navigate = useNavigate();
  const { id } = task.submission;
  const request = useWords<Written>(place, {
    changes: changesOf(mended),
    reason: mended?.reason ?? "",
    evidence: mended?.evidence ?? "",
  });
  const { reason, evidence } = request.words;
  const put = (more: Partial<Written>) => request.write({ ...request.words, ...more });
  const lines = form.sections.flatMap((section) => section.lines);
  // The catalogue may have lost a line since it was picked.
  const changes = request.words.changes.filter(({ key }) => lines.some((line) => line.key === key));
  const read = changes.map((change) => readChange(lines, change));
  const sending = useDecision(
    (body: { reason: string; evidence: string; cells: Extract<(typeof read)[number], { ok: true }>["cell"][] }, key) =>
      mended === null
        ? call(api.corrections.askCorrection, { params: { id }, body, key })
        : call(api.corrections.amendCorrection, { params: { id: mended.id }, body, key }),
    (matter) => {
      request.sent();
      void navigate({ to: `/matters/${matter.id}` });
    },
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
      <FoundAgain of={request} />
      <ChangedCells {...{ task, lines, changes, read }} onChange={(next) => put({ changes: next })} />
      <TextArea
        label={t("更正理由", "Reason")}
        required
        maxLength={1000}
        value={reason}
        onChange={(text) => put({ reason: text })}
      />
      <TextArea
        label={t("依据", "Evidence")}
        hint={t("凭证、台账、文件的名称和编号", "Name and number of the voucher, ledger or document")}
        required
        maxLength={1000}
        value={evidence}
        onChange={(text) => put({ evidence: text })}
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
