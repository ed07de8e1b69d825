import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { addressOf, api, call, newKey, textOf } from "@duibiao/client";
import { Alert, Button, fileName, useText } from "@duibiao/ui";
import { faultsOf, isClean, newLists } from "../import/verdict-rows.ts";
import { taskPath, type Assignment } from "../task/task.ts";

type Props = { tasks: readonly Assignment[]; onWritten: () => void };

/** Excel for several units: each one's own template out and back, tried and written from one place. */
export function UnitFiles({ tasks, onWritten }: Props) {
  const t = useText();
  return (
    <details className="unit-files no-print">
      <summary>{t(`用 Excel 填（${tasks.length} 个单位）`, `In Excel (${tasks.length} units)`)}</summary>
      <p className="quiet">
        {t(
          "每个单位一份模板，含各行、分类和“明细”页。选了文件先试导入，没有问题才写入；放错单位的文件会被拒收。",
          "A template for each unit, with its lines, breakdowns and sheets of items. A file is tried first and written only if all is well; one of another unit is refused.",
        )}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("单位", "Unit")}</th>
            <th scope="col">{t("模板", "Template")}</th>
            <th scope="col">{t("填好的文件", "Filled file")}</th>
            <th scope="col">{t("结论", "Verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <UnitFile key={task.unitId} task={task} onWritten={onWritten} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

type Chosen = { name: string; bytes: Uint8Array<ArrayBuffer>; key: string };

function UnitFile({ task, onWritten }: { task: Assignment; onWritten: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const id = task.submissionId!;
  const send = (dryRun: boolean, { name, bytes, key }: Chosen) =>
    call(api.workbooks.importWorkbook, {
      params: { id },
      query: { dryRun: dryRun ? "true" : "false", name },
      body: bytes,
      key: dryRun ? newKey() : key,
    });
  const trying = useMutation({ mutationFn: (file: Chosen) => send(true, file) });
  const writing = useMutation({
    mutationFn: (file: Chosen) => send(false, file),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
      onWritten();
    },
  });
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    writing.reset();
    trying.mutate({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), key: newKey() });
  };
  const verdict = trying.data;
  const changes = verdict ? verdict.changed + newLists(verdict).length : 0;
  return (
    <tr>
      <th scope="row">{task.unitName}</th>
      <td>
        <a
          href={addressOf(api.workbooks.readTemplate, { id })}
          download={fileName(`${task.unitName} ${task.name}`, "xlsx", new Date())}
          aria-label={t(`下载 ${task.unitName} 的模板`, `Download the template of ${task.unitName}`)}
        >
          {t("下载", "Download")}
        </a>
      </td>
      <td>
        <input
          type="file"
          accept=".xlsx"
          aria-label={t(`选择 ${task.unitName} 填好的文件`, `Choose the filled file of ${task.unitName}`)}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file, mended, may be chosen again.
            event.target.value = "";
          }}
        />
      </td>
      <td aria-live="polite">
        {trying.isPending ? t("正在试导入…", "Trying…") : null}
        {[trying.error, writing.error].map((error) =>
          error ? <Alert key={textOf(error).zh} tone="error" title={t(textOf(error))} /> : null,
        )}
        {writing.isSuccess
          ? t(`✓ 已导入 ${writing.data.changed} 格`, `✓ ${writing.data.changed} cells imported`)
          : null}
        {verdict && !writing.isSuccess ? (
          isClean(verdict) ? (
            <span className="row">
              {t(`可导入，改动 ${verdict.changed} 格`, `Fine: ${verdict.changed} cells would change`)}
              <Button
                small
                look="primary"
                disabled={changes === 0}
                busy={writing.isPending}
                onClick={() => writing.mutate(trying.variables!)}
              >
                {t("正式导入", "Import")}
              </Button>
            </span>
          ) : (
            <>
              ✕ {t(`${faultsOf(verdict)} 处有问题，没有写入：`, `${faultsOf(verdict)} problems, nothing written: `)}
              <Link to={`${taskPath(task)}/import`}>
                {t("到该单位 Excel 页逐条看", "see them on the unit's own page")}
              </Link>
            </>
          )
        ) : null}
      </td>
    </tr>
  );
}
