import type { Text } from "@duibiao/indicators";
import { Button } from "../button.tsx";
import { groupDigits, showMoment } from "../format.ts";
import { useLanguage, useText } from "../language.tsx";
import type { Begun } from "./begun.ts";
import { blank, shownText, type Entry } from "./entry.ts";
import type { EntryLine } from "./lines.ts";
import type { EntryStore } from "./store.ts";
import { useGrid } from "./use-entry.ts";

/** What has to be said of one cell, below it: unreadable text, a conversion, a suspicion, a conflict, a reviewer's remark. */
export function Notices({ line, describes }: { line: EntryLine; describes: string }) {
  const { store } = useGrid();
  const t = useText();
  const entry = store.entry(line.key);
  const conflict = store.conflicts.has(line.key);
  const suspicion = store.suspicion(line.key);
  const remarks = store.setup.remarks.get(line.key) ?? [];
  const changed = store.isChanged(line.key);
  const begun = store.begun.left(line.key);
  const said = entry.rejected ?? entry.conversion ?? suspicion ?? begun;
  if (!said && !conflict && remarks.length === 0 && !changed) return null;
  return (
    <tr role="row" className="notice-row" id={describes}>
      <td role="gridcell" className="col-row" />
      <td colSpan={7} role="gridcell">
        <div className="notices">
          {entry.rejected ? <Rejected entry={entry} problem={entry.rejected.problem} /> : null}
          {begun ? <LeftBegun line={line} begun={begun} /> : null}
          {entry.conversion ? <Converted conversion={entry.conversion} /> : null}
          {suspicion ? <Suspected line={line} /> : null}
          {conflict ? <InConflict line={line} /> : null}
          {remarks.map((remark) => (
            <p className="notice-warning" key={remark.zh}>
              <span>
                <span aria-hidden="true">↩ </span>
                <strong>{t("审核意见", "Reviewer")}</strong> {t(remark)}
              </span>
            </p>
          ))}
          {changed ? <Changed line={line} /> : null}
        </div>
      </td>
    </tr>
  );
}

function Rejected({ entry, problem }: { entry: Entry; problem: Text }) {
  const t = useText();
  const { language } = useLanguage();
  const stored = shownText({ ...entry, rejected: null }, language);
  return (
    <p className="notice-error">
      <span aria-hidden="true">✕ </span>
      {t("未保存：", "Not saved: ")}
      {t(problem)}{" "}
      <span className="quiet">
        {stored === ""
          ? t("Esc 清除。", "Esc clears it.")
          : t(`已存的仍是 ${stored}，Esc 恢复。`, `${stored} is still stored; Esc brings it back.`)}
      </span>
    </p>
  );
}

/** What an earlier page left half typed: gone on with, or dropped. */
function LeftBegun({ line, begun }: { line: EntryLine; begun: Begun }) {
  const { store, controller } = useGrid();
  const t = useText();
  return (
    <p className="notice-info">
      <span>
        <span aria-hidden="true">✎ </span>
        {begun.of === "note"
          ? t("恢复了您上次没写完的说明：", "Your note that was not finished is back: ")
          : t("恢复了您上次没填完的数：", "What you had begun to type is back: ")}
        <strong>{begun.text}</strong>
      </span>
      <Button small onClick={() => controller.goOn(line.key)}>
        {t("接着填", "Go on")}
      </Button>
      <Button small look="quiet" onClick={() => store.begun.put(line.key, null)}>
        {t("不要了", "Drop it")}
      </Button>
    </p>
  );
}

function Converted({ conversion }: { conversion: { from: string; to: string } }) {
  const t = useText();
  return (
    <p className="notice-info">
      <span aria-hidden="true">⇄ </span>
      {t("已换算：", "Converted: ")}
      {conversion.from} = <strong>{conversion.to.replace(/^-?\d+(\.\d+)?/, groupDigits)}</strong>
    </p>
  );
}

/** How far a suspected figure is from what was usual. */
export function sayFactor({ factor, usual }: { factor: number; usual: string }): Text {
  const [known, times] = [groupDigits(usual), groupDigits(String(Math.round(factor >= 1 ? factor : 1 / factor)))];
  return factor >= 1
    ? { zh: `约为以往（${known}）的 ${times} 倍`, en: `about ${times} times the usual ${known}` }
    : { zh: `约为以往（${known}）的 ${times} 分之一`, en: `about 1/${times} of the usual ${known}` };
}

/** 疑似单位错误 with its two answers. */
function Suspected({ line }: { line: EntryLine }) {
  const { store, controller, openDialog } = useGrid();
  const t = useText();
  const convertNow = (keys: string[]) => {
    convert(store, keys);
    controller.focusKey(line.key);
  };
  const suspicion = store.suspicion(line.key)!;
  const { factor, suggested, meant } = suspicion;
  // Who mistakes the unit does so down the column: lines of the same unit and factor are offered together.
  const alike = store.lines
    .filter(({ key, uom }) => uom === line.uom && store.suspicion(key)?.factor === factor)
    .map(({ key }) => key);
  const unit = meant ? t(`，可能按“${meant}”填了`, `; perhaps entered in ${meant}`) : "";
  return (
    <p className="notice-warning">
      <span>
        <span aria-hidden="true">▲ </span>
        <strong>{t("疑似单位错误", "Unit of measure?")}</strong> {t(sayFactor(suspicion))}
        {unit}
      </span>
      {store.setup.readOnly ? null : (
        <>
          <Button small onClick={() => convertNow([line.key])}>
            {t("一键换算为", "Convert to")} {groupDigits(suggested)} {line.uom}
          </Button>
          {alike.length > 1 ? (
            <Button small onClick={() => convertNow(alike)}>
              {t(`同样的 ${alike.length} 行一起换算`, `Convert all ${alike.length} alike`)}
            </Button>
          ) : null}
          <Button small look="quiet" onClick={() => openDialog(line.key, "keep")}>
            {t("保持原值并说明", "Keep and explain")}
          </Button>
        </>
      )}
    </p>
  );
}

/** Divides suspected figures by their factor, in one step of undo; both texts stay to be seen. */
export function convert(store: EntryStore, keys: readonly string[]): void {
  const next = new Map<string, Entry>();
  for (const key of keys) {
    const found = store.suspicion(key);
    const entry = store.entry(key);
    const line = store.line(key);
    if (!found || !line || entry.value?.state !== "number") continue;
    const from = `${groupDigits(entry.value.value)} ${found.meant ?? line.uom}`;
    const to = `${groupDigits(found.suggested)} ${line.uom}`;
    next.set(key, { ...entry, value: { ...entry.value, value: found.suggested }, conversion: { from, to } });
  }
  store.edit(next);
}

function InConflict({ line }: { line: EntryLine }) {
  const { store, controller, onResolve } = useGrid();
  const t = useText();
  const { language } = useLanguage();
  const resolve = (choice: "mine" | "theirs") => {
    onResolve(line.key, choice);
    controller.focusKey(line.key);
  };
  const { theirs, by, own, at } = store.conflicts.get(line.key)!;
  const mine = shownText(store.entry(line.key), language) || t("（空）", "(empty)");
  const stored = shownText(theirs, language) || t("（空）", "(empty)");
  const who = own ? t("您在另一个窗口", "you in another window") : by || t("他人", "somebody else");
  const when = at ? showMoment(at, language) : "";
  return (
    <p className="notice-error">
      <span>
        <span aria-hidden="true">⇆ </span>
        <strong>{t("冲突", "Conflict")}</strong>{" "}
        {t(`您填的是 ${mine}；${who} ${when} 已存为 ${stored}`, `you entered ${mine}; ${who} stored ${stored} ${when}`)}
      </span>
      <Button small onClick={() => resolve("mine")}>
        {t("用我的", "Use mine")} {mine}
      </Button>
      <Button small onClick={() => resolve("theirs")}>
        {t("用已存的", "Use the stored one")} {stored}
      </Button>
    </p>
  );
}

/** What the line held in the revision that was returned. */
function Changed({ line }: { line: EntryLine }) {
  const { store } = useGrid();
  const t = useText();
  const { language } = useLanguage();
  const before = store.setup.returned?.get(line.key) ?? null;
  const shown = shownText({ ...blank, value: before }, language);
  return (
    <p className="notice-info">
      {t("退回时为", "When returned:")} {before === null ? t("（未填）", "(empty)") : <del>{shown}</del>}
    </p>
  );
}
