import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, call, newKey } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Alert, Button, useText, TextArea } from "@duibiao/ui";
import type { EntryForm } from "@duibiao/ui/grid";
import { RefusedBy } from "../sign/gates.tsx";
import { focusHere } from "../task/focus-here.ts";
import { useForm } from "../task/form.ts";
import { TaskPage, type Task } from "../task/task-page.tsx";
import { submissionQuery, taskPath, useRolesAt } from "../task/task.ts";
import { ChangedCells } from "./changed-cells.tsx";
import { readChange, type Change } from "./change.ts";
import "./correct.css";

/** 锁定后更正: the head asks, with reason, evidence and the new values; each tier decides in turn. */
export function CorrectPage() {
  return <TaskPage part="correct">{(task) => <Correct task={task} />}</TaskPage>;
}

function Correct({ task }: { task: Task }) {
  const t = useText();
  const form = useForm(task.assignment);
  const roles = useRolesAt(task.assignment.unitId);
  const { state } = task.submission;
  const [sent, setSent] = useState(false);
  if (state === "correcting")
    return (
      <div tabIndex={-1} ref={sent ? focusHere : undefined}>
        <Alert
          tone="info"
          title={t("更正已报出，等待逐级审核", "The correction is with the reviewers")}
          actions={<Link to={`${taskPath(task.assignment)}/history`}>{t("查看经过", "See what happened")}</Link>}
        >
          {t("各级接受之前，原来的数继续有效。", "Until each tier accepts it, the figures of before stand.")}
        </Alert>
      </div>
    );
  if (state !== "locked")
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
      {(compiled) => <CorrectionForm task={task} compiled={compiled} form={form.form!} onSent={() => setSent(true)} />}
    </Loaded>
  );
}

type FormProps = { task: Task; compiled: Compiled; form: EntryForm; onSent: () => void };

function CorrectionForm({ task, compiled, form, onSent }: FormProps) {
  const t = useText();
  const client = useQueryClient();
  const { id } = task.submission;
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState("");
  const [key, setKey] = useState(newKey);
  const lines = form.sections.flatMap((section) => section.lines);
  const read = changes.map((change) => readChange(lines, change));
  const sending = useMutation({
    mutationFn: () =>
      call(api.submissions.correctSubmission, {
        params: { id },
        body: { reason, evidence, cells: read.flatMap((one) => (one.ok ? [one.cell] : [])) },
        key,
      }),
    onSuccess: async () => {
      onSent();
      await client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
      await client.invalidateQueries({ queryKey: submissionQuery(id).queryKey });
    },
    // Another content is another record.
    onError: () => setKey(newKey()),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  const ready = read.length > 0 && read.every((one) => one.ok) && reason.trim() !== "" && evidence.trim() !== "";
  return (
    <form className="card correct" onSubmit={send}>
      <p>
        {t(
          "写明改哪几个数、为什么、依据是什么。报出后经县、市、省逐级接受才生效，原来的版次永久保留；影响评估的，会重新计算并公布。",
          "Say which figures change, why, and on what evidence. It takes effect as each tier accepts it; the revision of before stays for good, and what it does to results is published.",
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
        {t("签署并报出更正", "Sign and send the correction")}
      </Button>
    </form>
  );
}
