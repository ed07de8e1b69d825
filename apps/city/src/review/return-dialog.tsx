import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, Field, FoundAgain, useLanguage, useText } from "@duibiao/ui";
import type { CellRow } from "./cell-rows.ts";
import type { Finding, Paper } from "./paper.ts";
import { Refusal } from "@duibiao/screens/decision";
import { cellReasons, mostReason, mostText, returnText, rowsOf, ruleName } from "./return-text.ts";
import { useDecision } from "@duibiao/screens/decision";
import { useWords } from "@duibiao/screens/words";

type Props = {
  paper: Paper;
  rows: readonly CellRow[];
  findings: readonly Finding[];
  /** The finding being looked at, and the cell: chosen from the start. */
  at: Finding | undefined;
  looked: CellRow | undefined;
  onClose: () => void;
  onDone: (what: string) => void;
};

/** 退回: the findings chosen make the text (表号, 行次, 数值, 规则, 怎么改) and a reason at each cell; both may be changed. */
export function ReturnDialog({ paper, rows, findings, at, looked, onClose, onDone }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [chosen, choose] = useState<ReadonlySet<Finding>>(
    () =>
      new Set(
        findings.filter((finding) => finding === at || (finding.verdict === "false" && finding.severity !== "info")),
      ),
  );
  const picked = findings.filter((finding) => chosen.has(finding));
  const made = returnText(paper, rows, picked, language);
  // Null: as made from the findings; else what the reviewer wrote. Of this content: the next one is another matter.
  const written = useWords<{ text: string | null; own: Record<string, string> }>(
    `return:${paper.submission.id}/${paper.revision.hash}`,
    { text: null, own: {} },
  );
  const { text, own } = written.words;
  const setText = (next: string | null) => written.write({ text: next, own });
  const [extra, setExtra] = useState<readonly string[]>(() => [
    ...(looked !== undefined && at === undefined && looked.findings.length === 0 ? [looked.key] : []),
    ...Object.keys(own),
  ]);
  const madeReasons = cellReasons(rows, picked, language);
  const cells = rows.filter(({ key }) => madeReasons.has(key) || extra.includes(key));
  const reasonOf = (key: string) => own[key] ?? madeReasons.get(key) ?? "";
  const shown = text ?? (picked.length === 0 ? "" : made);
  const send = useDecision(
    (body: { contentHash: string; reason: string; cells: { measure: string; member: string; reason: string }[] }) =>
      call(api.submissions.returnSubmission, { params: { id: paper.submission.id }, body }),
    () => {
      written.sent();
      onDone(
        t(
          `已退回：${paper.context.unit.name}《${paper.form.name.zh}》`,
          `Returned: ${paper.context.unit.name}, ${paper.form.name.en}`,
        ),
      );
    },
  );
  const [tried, setTried] = useState(false);
  const textFault =
    shown.trim() === ""
      ? t("请写明退回原因。", "Say why it is returned.")
      : shown.length > mostText
        ? t(`最多 ${mostText} 字，现有 ${shown.length} 字。`, `At most ${mostText} characters, now ${shown.length}.`)
        : null;
  const cellFault = (key: string) =>
    reasonOf(key).trim() === ""
      ? t("请写明这一格怎么改，或取消选择。", "Say what to mend here, or leave the cell out.")
      : reasonOf(key).length > mostReason
        ? t(`最多 ${mostReason} 字。`, `At most ${mostReason} characters.`)
        : null;
  function submit() {
    setTried(true);
    if (textFault !== null || cells.some(({ key }) => cellFault(key) !== null)) return;
    send.mutate({
      contentHash: paper.revision.hash,
      reason: shown,
      cells: cells.map(({ measure, member, key }) => ({ measure, member, reason: reasonOf(key) })),
    });
  }
  const leaveOut = (left: string) => {
    setExtra(extra.filter((key) => key !== left));
    written.write({ text, own: Object.fromEntries(Object.entries(own).filter(([key]) => key !== left)) });
  };
  const others = rows.filter((row) => !cells.includes(row));
  return (
    <Dialog
      wide
      title={t(`退回 ${paper.context.unit.name}`, `Return to ${paper.context.unit.name}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="danger" busy={send.isPending} onClick={submit}>
            {t("确认退回", "Return")}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {t(
          "本级不改下级的数，由填报单位核改后重新签署报送。",
          "The upper tier never edits: the unit mends, signs and sends again.",
        )}
      </p>
      {findings.length > 0 ? (
        <fieldset className="field">
          <legend className="label">{t("依据哪些核验结果", "On which findings")}</legend>
          {findings.map((finding) => (
            <label
              className="pick"
              key={`${finding.rule} ${rowsOf(rows, finding)
                .map(({ key }) => key)
                .join()}`}
            >
              <input
                type="checkbox"
                checked={chosen.has(finding)}
                onChange={() =>
                  choose(new Set(chosen.has(finding) ? picked.filter((one) => one !== finding) : [...picked, finding]))
                }
              />
              <span>
                {t(ruleName(paper, finding))}{" "}
                <span className="quiet">
                  {rowsOf(rows, finding)
                    .map(({ row }) => t(`行次 ${row}`, `line ${row}`))
                    .join(t("、", ", "))}
                  {finding.verdict === "undecided" ? t("（无法判定）", " (undecided)") : ""}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <FoundAgain of={written} />
      <Field label={t("退回原因", "Reason")} fault={tried ? textFault : null} hint={`${shown.length} / ${mostText}`}>
        {(ids) => (
          <textarea
            {...ids}
            className="input return-text"
            value={shown}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {text !== null && picked.length > 0 ? (
        <Button small look="quiet" onClick={() => setText(null)}>
          {t("恢复为按核验结果生成的文字", "Back to the text made from the findings")}
        </Button>
      ) : null}
      {cells.map((row) => (
        <div key={row.key}>
          <Field
            label={t(`行次 ${row.row} ${row.name.zh}：怎么改`, `Line ${row.row} ${row.name.en}: what to mend`)}
            fault={tried ? cellFault(row.key) : null}
          >
            {(ids) => (
              <textarea
                {...ids}
                className="input"
                value={reasonOf(row.key)}
                onChange={(event) => written.write({ text, own: { ...own, [row.key]: event.target.value } })}
              />
            )}
          </Field>
          {extra.includes(row.key) && !madeReasons.has(row.key) ? (
            <Button small look="quiet" onClick={() => leaveOut(row.key)}>
              {t(`不退这一格（行次 ${row.row}）`, `Leave out line ${row.row}`)}
            </Button>
          ) : null}
        </div>
      ))}
      {others.length > 0 ? (
        <Field label={t("再加一格", "Add a cell")}>
          {(ids) => (
            <select {...ids} className="input" value="" onChange={(event) => setExtra([...extra, event.target.value])}>
              <option value="">{t("选择行次", "Choose a line")}</option>
              {others.map((row) => (
                <option key={row.key} value={row.key}>
                  {row.row} {t(row.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {send.isError ? <Refusal error={send.error} onReload={onClose} /> : null}
    </Dialog>
  );
}
