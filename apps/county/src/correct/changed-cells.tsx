import { useState } from "react";
import { Button, changeInPercent, Field, groupDigits, showPercent, useText } from "@duibiao/ui";
import type { EntryLine } from "@duibiao/ui/grid";
import { Figure } from "../task/figure.tsx";
import { keyOf } from "../task/form.ts";
import type { Task } from "../task/task-page.tsx";
import type { Change, ReadChange } from "./change.ts";

type Props = {
  task: Task;
  lines: readonly EntryLine[];
  changes: readonly Change[];
  read: readonly ReadChange[];
  onChange: (changes: readonly Change[]) => void;
};

/** The cells of a correction: picked from the form, each with the value that stands and the new one. */
export function ChangedCells({ task, lines, changes, read, onChange }: Props) {
  const t = useText();
  const [picked, pick] = useState("");
  const left = lines.filter((line) => !changes.some(({ key }) => key === line.key));
  const set = (key: string, more: Partial<Change>) =>
    onChange(changes.map((change) => (change.key === key ? { ...change, ...more } : change)));
  return (
    <>
      <Field label={t("要更正的数", "Figures to correct")}>
        {(ids) => (
          <span className="row">
            <select {...ids} className="input grow" value={picked} onChange={(event) => pick(event.target.value)}>
              <option value="">{t("选一行…", "choose a line…")}</option>
              {left.map((line) => (
                <option key={line.key} value={line.key}>
                  {line.row} {t(`${line.fullName.zh}（${line.uom}）`, `${line.fullName.en} (${line.uom})`)}
                </option>
              ))}
            </select>
            <Button
              disabled={picked === ""}
              onClick={() => {
                onChange([...changes, { key: picked, state: "number", text: "" }]);
                pick("");
              }}
            >
              {t("加入", "Add")}
            </Button>
          </span>
        )}
      </Field>
      {changes.map((change, at) => (
        <ChangedCell
          key={change.key}
          line={lines.find((line) => line.key === change.key)!}
          stored={task.submission.cells.find((cell) => keyOf(cell) === change.key)}
          change={change}
          read={read[at]!}
          onSet={(more) => set(change.key, more)}
          onRemove={() => onChange(changes.filter(({ key }) => key !== change.key))}
        />
      ))}
    </>
  );
}

type CellProps = {
  line: EntryLine;
  stored: Task["submission"]["cells"][number] | undefined;
  change: Change;
  read: ReadChange;
  onSet: (more: Partial<Change>) => void;
  onRemove: () => void;
};

function ChangedCell({ line, stored, change, read, onSet, onRemove }: CellProps) {
  const t = useText();
  const problem = read.ok ? null : read.problem;
  const after = read.ok && read.cell.value.state === "number" ? read.cell.value.value : null;
  const percent = changeInPercent(stored?.value ?? null, after);
  return (
    <fieldset className="changed-cell">
      <legend>
        {line.row} {t(`${line.fullName.zh}（${line.uom}）`, `${line.fullName.en} (${line.uom})`)}
      </legend>
      <p>
        {t("现值 ", "Stands: ")}
        <Figure cell={stored} />
        {after === null ? null : (
          <>
            {" → "}
            <strong>{groupDigits(after)}</strong>{" "}
            {percent === null
              ? null
              : t(`较现值 ${showPercent(percent)}`, `${showPercent(percent)} against what stands`)}
          </>
        )}
      </p>
      <div className="row">
        <select
          className="input state"
          aria-label={t("状态", "State")}
          value={change.state}
          onChange={(event) => onSet({ state: event.target.value as Change["state"] })}
        >
          <option value="number">{t("数值", "Number")}</option>
          <option value="na">{t("不适用", "n/a")}</option>
          <option value="missing">{t("暂缺", "Missing")}</option>
        </select>
        <input
          className="input grow"
          aria-label={change.state === "number" ? t("新值", "New value") : t("原因", "Reason")}
          aria-invalid={problem ? true : undefined}
          inputMode={change.state === "number" ? "decimal" : "text"}
          placeholder={change.state === "number" ? t("新值", "new value") : t("原因", "reason")}
          value={change.text}
          // Just picked: what comes next is its value.
          autoFocus
          maxLength={200}
          onChange={(event) => onSet({ text: event.target.value })}
        />
        <Button onClick={onRemove}>{t("移除", "Remove")}</Button>
      </div>
      {problem ? (
        <p className="fault" role="alert">
          {t(problem)}
        </p>
      ) : null}
    </fieldset>
  );
}
