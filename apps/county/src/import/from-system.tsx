import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, ApiProblem, call, newKey, read, type Answer } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { PushVerdicts } from "@duibiao/screens/mappings";
import { Alert, Button, Field, useText } from "@duibiao/ui";
import { focusHere } from "../task/focus-here.ts";
import { useForm } from "../task/form.ts";
import { submissionQuery, taskPath } from "../task/task.ts";
import type { Task } from "../task/task-page.tsx";

type Mapping = Answer<typeof api.mappings.listMappings>["items"][number];
type Chosen = { bytes: Uint8Array<ArrayBuffer>; name: string; as: string | undefined; key: string };

/** 从其他系统导入: an export as it is, read by the mapping that the province made. Nothing typed is overwritten. */
export function FromSystem({ task }: { task: Task }) {
  const t = useText();
  const mappings = useQuery(read(api.mappings.listMappings, { query: { form: task.assignment.formKey } }));
  const [chosen, choose] = useState<number>();
  const items = mappings.data?.items ?? [];
  const mapping = items.find(({ id }) => id === chosen) ?? items[0];
  if (mapping === undefined) return null;
  return (
    <section className="card">
      <h2>{t("三、从其他系统的导出文件导入", "3. Import another system's export")}</h2>
      <p>
        {t(
          "按省级定好的对应读取，每格注明来源；人工填写的数不会被覆盖，不一致的列为冲突，由您决定。",
          "Read by the province's mapping; every cell names its source. What was typed is not overwritten: differences are conflicts that you decide.",
        )}
      </p>
      <Field label={t("系统和导出表", "System and export")}>
        {(ids) => (
          <select {...ids} className="input" value={mapping.id} onChange={({ target }) => choose(Number(target.value))}>
            {items.map(({ id, document }) => (
              <option key={id} value={id}>
                {document.system} · {document.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Bring key={mapping.id} mapping={mapping} task={task} />
    </section>
  );
}

function Bring({ mapping, task }: { mapping: Mapping; task: Task }) {
  const t = useText();
  const client = useQueryClient();
  const form = useForm(task.assignment);
  const { id } = task.submission;
  const { collectionId, unitId } = task.assignment;
  const [chosen, choose] = useState<Chosen | null>(null);
  const run = (dryRun: boolean, { bytes, name, as, key }: Chosen) =>
    call(api.mappings.importExport, {
      params: { id: mapping.id },
      query: {
        collection: collectionId,
        dryRun: dryRun ? "true" : "false",
        // Conflicts are kept for the clerk to decide; refused cells stay out and are listed.
        partial: "true",
        file: name.slice(0, 120),
        unit: unitId,
        as,
      },
      body: bytes,
      key: dryRun ? newKey() : key,
    });
  const trying = useMutation({ mutationFn: (wanted: Chosen) => run(true, wanted) });
  const writing = useMutation({
    mutationFn: (wanted: Chosen) => run(false, wanted),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
        client.invalidateQueries({ queryKey: [api.arrivals.listArrivals.id] }),
        client.invalidateQueries({ queryKey: submissionQuery(id).queryKey }),
      ]),
  });
  const take = (wanted: Chosen) => {
    writing.reset();
    choose(wanted);
    trying.mutate(wanted);
  };
  const verdict = writing.data ?? trying.data;
  return (
    <>
      <Field label={t("导出文件（xlsx、xls、csv 或网页表格）", "Export (xlsx, xls, csv or web table)")}>
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept=".xlsx,.xls,.csv,.txt,.htm,.html"
            disabled={trying.isPending}
            onChange={async ({ target }) => {
              const file = target.files?.[0];
              if (file === undefined) return;
              const bytes = new Uint8Array(await file.arrayBuffer());
              take({ bytes, name: file.name, as: undefined, key: newKey() });
            }}
          />
        )}
      </Field>
      {trying.data?.alias && chosen !== null && !writing.isSuccess ? (
        <NameInFile
          label={t("本单位在文件中叫（记住，下次不再问）", "In the file this unit is called (remembered)")}
          names={trying.data.alias.names}
          chosen={trying.data.alias.name}
          onName={(as) => take({ ...chosen, as, key: newKey() })}
        />
      ) : null}
      {trying.isPending ? <p role="status">{t("正在试导入…", "Dry run…")}</p> : null}
      {trying.isError && chosen !== null ? (
        <Trouble error={trying.error} onName={(as) => take({ ...chosen, as, key: newKey() })} />
      ) : null}
      {writing.isError ? <ProblemBox error={writing.error} /> : null}
      {writing.isSuccess ? (
        <div tabIndex={-1} ref={focusHere}>
          <Alert
            tone={writing.data.counts.conflict + writing.data.counts.refused > 0 ? "warning" : "success"}
            title={t(
              `已写入 ${writing.data.counts.written} 个单元格，冲突 ${writing.data.counts.conflict} 个，不接受 ${writing.data.counts.refused} 个`,
              `${writing.data.counts.written} cells written, ${writing.data.counts.conflict} in conflict, ${writing.data.counts.refused} refused`,
            )}
            actions={
              <Link to={taskPath(task.assignment)} activeOptions={{ exact: true }}>
                {t("去填报页核对", "Look at the form")}
              </Link>
            }
          />
        </div>
      ) : trying.data && chosen !== null ? (
        <Alert
          tone={trying.data.counts.conflict + trying.data.counts.refused > 0 ? "warning" : "success"}
          title={t(
            `试导入：可写入 ${trying.data.counts.written} 个，无变化 ${trying.data.counts.unchanged} 个，冲突 ${trying.data.counts.conflict} 个，不接受 ${trying.data.counts.refused} 个`,
            `Dry run: ${trying.data.counts.written} to write, ${trying.data.counts.unchanged} unchanged, ${trying.data.counts.conflict} in conflict, ${trying.data.counts.refused} refused`,
          )}
          actions={
            <Button
              look="primary"
              busy={writing.isPending}
              disabled={trying.data.counts.written + trying.data.counts.conflict === 0}
              onClick={() => writing.mutate(chosen)}
            >
              {trying.data.counts.written > 0
                ? t("写入可接受的", "Write what can be")
                : t("记下来数，逐格决定", "Note its figures, decide cell by cell")}
            </Button>
          }
        >
          {trying.data.counts.conflict > 0
            ? t(
                "冲突的单元格保持现在的数；写入后可在下方“外部来数”逐格采用。",
                "Cells in conflict keep their figure; after writing, take the other's below, cell by cell.",
              )
            : null}
        </Alert>
      ) : null}
      {verdict && verdict.outside > 0 ? (
        <p className="quiet">
          {t(
            `文件中不属于本期的 ${verdict.outside} 行没有取。`,
            `${verdict.outside} rows of other periods were left out.`,
          )}
        </p>
      ) : null}
      {verdict ? (
        <Loaded of={form}>{(compiled) => <PushVerdicts verdict={verdict} compiled={compiled} />}</Loaded>
      ) : null}
    </>
  );
}

/** What the server could not do; where the file calls the unit by another name, the clerk says which. */
function Trouble({ error, onName }: { error: Error; onName: (name: string) => void }) {
  const t = useText();
  const names = error instanceof ApiProblem ? error.body["names"] : undefined;
  if (!Array.isArray(names) || names.length === 0) return <ProblemBox error={error} />;
  return (
    <Alert
      tone="warning"
      title={t("文件里没有以本单位名称或代码标明的行", "No row of the file bears this unit's name or code")}
    >
      <NameInFile
        label={t("本单位在文件中叫", "In the file this unit is called")}
        names={names.map(String)}
        chosen=""
        onName={onName}
      />
    </Alert>
  );
}

type Naming = { label: string; names: readonly string[]; chosen: string; onName: (name: string) => void };

function NameInFile({ label, names, chosen, onName }: Naming) {
  const t = useText();
  return (
    <label className="inline-field">
      {label}
      <select className="input" value={chosen} onChange={({ target }) => onName(target.value)}>
        {chosen === "" ? (
          <option value="" disabled>
            {t("请选择", "Choose")}
          </option>
        ) : null}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
