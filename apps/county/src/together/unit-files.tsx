import { Link } from "@tanstack/react-router";
import { addressOf, api } from "@duibiao/client";
import { FolderDrop } from "@duibiao/screens/folder";
import { Alert, Button, fileName, useFocusAfter, useText } from "@duibiao/ui";
import { faultsOf, isClean } from "../import/verdict-rows.ts";
import { taskPath, type Assignment } from "../task/task.ts";
import { isReady, useUnitFiles, type UnitFile } from "./use-unit-files.ts";

type Props = { tasks: readonly Assignment[]; onWritten: () => void };

/** Excel for several units: all their templates out at once, and all that come back tried and written from one place. */
export function UnitFiles({ tasks, onWritten }: Props) {
  const t = useText();
  const { files, left, busy, takeFor, takeAll, write } = useUnitFiles(tasks, onWritten);
  const verdicts = useFocusAfter<HTMLTableElement>(busy);
  const [{ collectionId, name }] = tasks as [Assignment];
  const ready = tasks.flatMap(({ submissionId }) => {
    const file = files.get(submissionId!);
    return file !== undefined && isReady(file) ? [submissionId!] : [];
  });
  return (
    <details className="unit-files no-print">
      <summary>{t(`用 Excel 填（${tasks.length} 个单位）`, `In Excel (${tasks.length} units)`)}</summary>
      <p className="quiet">
        {t(
          "每个单位一份模板，含各行、分类和“明细”页。填好的一起选：文件自己说明是哪个单位的，先试导入，没有问题才写入。",
          "A template for each unit, with its lines, breakdowns and sheets of items. Choose all that are filled: each file says whose it is, is tried first, and is written only if all is well.",
        )}
      </p>
      <p>
        <a
          className="btn"
          href={addressOf(api.workbooks.readTemplates, { id: collectionId })}
          download={fileName(`${name} ${t("各单位模板", "templates")}`, "zip", new Date())}
        >
          {t(`一次下载 ${tasks.length} 份模板（zip）`, `All ${tasks.length} templates (zip)`)}
        </a>
      </p>
      <FolderDrop onFiles={(found) => void takeAll(found)} busy={busy} />
      {left.length > 0 ? (
        <Alert tone="warning" title={t(`${left.length} 个文件没有收`, `${left.length} files were left out`)}>
          <ul>
            {left.map(({ path, text }) => (
              <li key={path}>
                {path}
                {t("：", ": ")}
                {t(text)}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <table className="plain" ref={verdicts} tabIndex={-1}>
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
            <UnitRow
              key={task.unitId}
              task={task}
              file={files.get(task.submissionId!)}
              busy={busy}
              onFile={(file) => void takeFor(task.submissionId!, { path: file.name, file })}
              onWrite={() => void write([task.submissionId!])}
            />
          ))}
        </tbody>
      </table>
      <Button look="primary" disabled={ready.length === 0} busy={busy} onClick={() => void write(ready)}>
        {t(`正式导入没有问题的 ${ready.length} 份`, `Import the ${ready.length} that are fine`)}
      </Button>
    </details>
  );
}

type RowProps = {
  task: Assignment;
  file: UnitFile | undefined;
  busy: boolean;
  onFile: (file: File) => void;
  onWrite: () => void;
};

function UnitRow({ task, file, busy, onFile, onWrite }: RowProps) {
  const t = useText();
  return (
    <tr>
      <th scope="row">{task.unitName}</th>
      <td>
        <a
          href={addressOf(api.workbooks.readTemplate, { id: task.submissionId! })}
          download={fileName(`${task.unitName} ${task.name}`, "xlsx", new Date())}
          aria-label={t(`下载 ${task.unitName} 的模板`, `Download the template of ${task.unitName}`)}
        >
          {t("下载", "Download")}
        </a>
      </td>
      <td>
        {file === undefined ? null : <div>{file.path}</div>}
        <input
          type="file"
          accept=".xlsx"
          aria-disabled={busy || undefined}
          onClick={(event) => busy && event.preventDefault()}
          aria-label={t(`选择 ${task.unitName} 填好的文件`, `Choose the filled file of ${task.unitName}`)}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen && !busy) onFile(chosen);
            // The same file, mended, may be chosen again.
            event.target.value = "";
          }}
        />
      </td>
      <td aria-live="polite">
        {file === undefined ? null : <Verdict task={task} file={file} busy={busy} onWrite={onWrite} />}
      </td>
    </tr>
  );
}

function Verdict({ task, file, busy, onWrite }: Omit<RowProps, "onFile" | "file"> & { file: UnitFile }) {
  const t = useText();
  const { step, verdict, fault } = file;
  if (fault !== null) return <Alert tone="error" title={t(fault)} />;
  if (verdict === null) return t("正在试导入…", "Trying…");
  if (step === "written") return t(`✓ 已导入 ${verdict.changed} 格`, `✓ ${verdict.changed} cells imported`);
  if (!isClean(verdict))
    return (
      <>
        ✕ {t(`${faultsOf(verdict)} 处有问题，没有写入：`, `${faultsOf(verdict)} problems, nothing written: `)}
        <Link to={`${taskPath(task)}/import`}>{t("到该单位 Excel 页逐条看", "see them on the unit's own page")}</Link>
      </>
    );
  return (
    <span className="row">
      {t(`可导入，改动 ${verdict.changed} 格`, `Fine: ${verdict.changed} cells would change`)}
      <Button
        small
        look="primary"
        disabled={step === "tried" && !isReady(file)}
        busy={busy || step === "writing"}
        onClick={onWrite}
        aria-label={t(`导入 ${task.unitName}`, `Import ${task.unitName}`)}
      >
        {t("导入", "Import")}
      </Button>
    </span>
  );
}
