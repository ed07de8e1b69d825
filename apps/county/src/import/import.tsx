import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { addressOf, api, call, newKey } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Alert, Button, fileName, useText } from "@duibiao/ui";
import { focusHere } from "../task/focus-here.ts";
import { useForm } from "../task/form.ts";
import { TaskPage, type Task } from "../task/task-page.tsx";
import { submissionQuery, taskPath, useRolesAt } from "../task/task.ts";
import { Arrivals } from "./arrivals.tsx";
import { FileDrop } from "./file-drop.tsx";
import { FromSystem } from "./from-system.tsx";
import { asksForLook, faultsOf, isClean, newLists, verdictRows, type Verdict } from "./verdict-rows.ts";
import { Verdicts } from "./verdicts.tsx";

/** Excel 填报: the filled template out, the file back in: a dry run first, then all of it or nothing. */
export function ImportPage() {
  return <TaskPage part="import">{(task) => <Import task={task} />}</TaskPage>;
}

function Import({ task }: { task: Task }) {
  const t = useText();
  const { id } = task.submission;
  const fills = useRolesAt(task.assignment.unitId).includes("clerk");
  return (
    <>
      <section className="card">
        <h2>{t("一、下载模板", "1. Download the template")}</h2>
        <p>
          {t(
            "模板已填好单位、报告期、上期和上年同期数，以及平台上已有的本期数；锁定的行次和名称不用改。分类的各格就是“填报”页的行；按车、按楼逐行填的，写在后面的“明细”页，合计由平台写入。",
            "It holds the unit, the period, earlier figures and what the platform has so far; leave the locked lines as they are. Every cell of a breakdown is a line of the first sheet; what you keep by vehicle or building goes into the 明细 sheets behind it, and the platform adds it up.",
          )}
        </p>
        <a
          className="btn"
          href={addressOf(api.workbooks.readTemplate, { id })}
          download={fileName(`${task.assignment.unitName} ${task.assignment.name}`, "xlsx", new Date())}
        >
          {t("下载 Excel 模板", "Download the Excel template")}
        </a>
      </section>
      {fills ? (
        <>
          <Upload task={task} />
          <FromSystem task={task} />
          <Arrivals task={task} />
        </>
      ) : (
        <Alert title={t("导入由填报人办理", "Importing is the clerk's")}>
          {t("负责人可以下载模板查看，不能导入。", "The head may download the template but not import it.")}
        </Alert>
      )}
    </>
  );
}

type Chosen = { file: File; bytes: Uint8Array<ArrayBuffer>; key: string };

function Upload({ task }: { task: Task }) {
  const t = useText();
  const client = useQueryClient();
  const form = useForm(task.assignment);
  const { show }: { show?: string } = useSearch({ strict: false });
  const { id } = task.submission;
  const [chosen, choose] = useState<Chosen | null>(null);
  const run = (dryRun: boolean, { file, bytes, key }: Chosen) =>
    call(api.workbooks.importWorkbook, {
      params: { id },
      query: { dryRun: dryRun ? "true" : "false", name: file.name },
      body: bytes,
      key: dryRun ? newKey() : key,
    });
  const trying = useMutation({ mutationFn: (wanted: Chosen) => run(true, wanted) });
  const writing = useMutation({
    mutationFn: (wanted: Chosen) => run(false, wanted),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
        client.invalidateQueries({ queryKey: submissionQuery(id).queryKey }),
      ]),
  });
  const take = async (file: File | null) => {
    writing.reset();
    trying.reset();
    if (file === null) return;
    const wanted = { file, bytes: new Uint8Array(await file.arrayBuffer()), key: newKey() };
    choose(wanted);
    trying.mutate(wanted);
  };
  const verdict = trying.data;
  return (
    <section className="card">
      <h2>{t("二、导入填好的文件", "2. Import the filled file")}</h2>
      <FileDrop onFile={take} busy={trying.isPending} />
      {trying.isError ? <ProblemBox error={trying.error} /> : null}
      {chosen && verdict && !writing.isSuccess ? (
        <Trial chosen={chosen} verdict={verdict} task={task}>
          <Button
            look="primary"
            disabled={!isClean(verdict) || changesNothing(verdict)}
            busy={writing.isPending}
            onClick={() => writing.mutate(chosen)}
          >
            {t("正式导入", "Import")}
          </Button>
        </Trial>
      ) : null}
      {writing.isError ? <ProblemBox error={writing.error} /> : null}
      {writing.isSuccess ? (
        <div tabIndex={-1} ref={focusHere}>
          <Alert
            tone="success"
            title={t(
              `已导入，${writing.data.changed} 个单元格有变化`,
              `Imported: ${writing.data.changed} cells changed`,
            )}
            actions={
              <Link to={taskPath(task.assignment)} activeOptions={{ exact: true }}>
                {t("去填报页核对", "Look at the form")}
              </Link>
            }
          />
        </div>
      ) : null}
      {verdict && !writing.isSuccess ? (
        <Loaded of={form}>
          {(compiled) => <Verdicts verdict={verdict} compiled={compiled} all={show === "all"} />}
        </Loaded>
      ) : null}
    </section>
  );
}

const changesNothing = (verdict: Verdict): boolean => verdict.changed === 0 && newLists(verdict).length === 0;

type TrialProps = { chosen: Chosen; verdict: Verdict; task: Task; children: React.ReactNode };

/** What the dry run found, in one sentence, and what can be done with it. */
function Trial({ chosen, verdict, task, children }: TrialProps) {
  const t = useText();
  const bad = faultsOf(verdict);
  if (bad > 0)
    return (
      <Alert
        tone="error"
        title={t(
          `试导入：${bad} 处有问题，整个文件都没有写入`,
          `Dry run: ${bad} problems; nothing of the file has been written`,
        )}
        actions={<Marked chosen={chosen} task={task} />}
      >
        {t("请按下表修改文件后重新选择。", "Mend the file as listed below and choose it again.")}
      </Alert>
    );
  const doubts = verdictRows(verdict).filter(asksForLook).length;
  const lists = newLists(verdict);
  const items = lists.reduce((sum, list) => sum + list.items, 0);
  if (changesNothing(verdict))
    return (
      <Alert
        tone="info"
        title={t("没有变化：文件里的数与平台上的相同", "No change: the file holds what the platform holds")}
      />
    );
  return (
    <Alert
      tone={doubts > 0 ? "warning" : "success"}
      title={t(
        `试导入通过：将改动 ${verdict.changed} 个单元格${lists.length > 0 ? `，写入明细 ${items} 行` : ""}`,
        `Dry run passed: ${verdict.changed} cells would change${lists.length > 0 ? `, ${items} items be written` : ""}`,
      )}
      actions={children}
    >
      {doubts > 0
        ? t(
            `其中 ${doubts} 处请先核对（见下表）；也可以导入后在填报页处理。`,
            `Look at ${doubts} of them first (below), or settle them in the form after the import.`,
          )
        : null}
    </Alert>
  );
}

/** The same file back, with the refused cells in red. */
function Marked({ chosen, task }: { chosen: Chosen; task: Task }) {
  const t = useText();
  const marking = useMutation({
    mutationFn: async () => {
      const bytes = await call(api.workbooks.markWorkbook, {
        params: { id: task.submission.id },
        query: { name: chosen.file.name },
        body: chosen.bytes,
      });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      link.download = chosen.file.name.replace(/(\.xlsx)?$/i, t("_标红.xlsx", "_marked.xlsx"));
      link.click();
      // The browser reads the file after the click has returned.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
  });
  return (
    <>
      <Button busy={marking.isPending} onClick={() => marking.mutate()}>
        {t("下载标红的文件", "Download the file with red cells")}
      </Button>
      {marking.isError ? <ProblemBox error={marking.error} /> : null}
    </>
  );
}
