import { useState } from "react";
import { cellKey } from "@duibiao/indicators";
import { Alert, Button, ExportMenu, showMoment, tableData, useLanguage, useText, type Column } from "@duibiao/ui";
import { blank, shownText, type Begun, type EntryStore } from "@duibiao/ui/grid";
import type { Draft, DraftCell } from "./draft.ts";

type Props = { store: EntryStore; title: string; left: { draft: Draft; at: number }; onDiscard: () => void };

/** What was typed here and cannot be sent any more: both values of each cell, to be taken along or cleared. */
export function LeftBehind({ store, title, left, onDiscard }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [asked, ask] = useState(false);
  const { begun = {} } = left.draft;
  const cells = withBegun(left.draft, store).filter(({ measure, member }) => store.line(cellKey(measure, member)));
  const nothing = t("（空）", "(empty)");
  const lineOf = ({ measure, member }: DraftCell) => store.line(cellKey(measure, member))!;
  const textIn = (cell: DraftCell, of: Begun["of"]) => {
    const found = begun[lineOf(cell).key];
    return found?.of === of ? `${found.text}${t("（没填完）", " (not finished)")}` : null;
  };
  const columns: readonly Column<DraftCell>[] = [
    { key: "row", header: { zh: "行次", en: "Line" }, value: (cell) => lineOf(cell).row },
    { key: "name", header: { zh: "指标", en: "Measure" }, value: (cell) => t(lineOf(cell).fullName) },
    {
      key: "here",
      header: { zh: "本机（未送出）", en: "On this computer (not sent)" },
      value: (cell) => textIn(cell, "value") ?? (shownText({ ...blank, value: cell.value }, language) || nothing),
    },
    {
      key: "there",
      header: { zh: "服务器", en: "On the server" },
      value: (cell) => shownText(store.entry(lineOf(cell).key), language) || nothing,
    },
    { key: "note", header: { zh: "说明", en: "Note" }, value: (cell) => textIn(cell, "note") ?? cell.note },
  ];
  const at = showMoment(new Date(left.at).toISOString(), language);
  return (
    <Alert
      tone="warning"
      title={t(
        `本机有 ${cells.length} 格没有送出（${at} 填写），现在不能写入；没有丢失`,
        `${cells.length} cells typed here at ${at} were not sent and cannot be written now; nothing is lost`,
      )}
      actions={
        <>
          <ExportMenu
            table={() => tableData(columns, cells, { title: t(`未送出 ${title}`, `Not sent ${title}`) }, language)}
          />
          {asked ? (
            <>
              <Button look="danger" onClick={onDiscard}>
                {t("确认清除本机这些内容", "Yes, clear them")}
              </Button>
              <Button onClick={() => ask(false)}>{t("不清除", "Keep them")}</Button>
            </>
          ) : (
            <Button onClick={() => ask(true)}>{t("清除…", "Clear…")}</Button>
          )}
        </>
      }
    >
      <table className="plain">
        <thead>
          <tr>
            {columns.map(({ key, header }) => (
              <th key={key}>{t(header)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={lineOf(cell).key}>
              {columns.map(({ key, value }) => (
                <td key={key}>{value(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Alert>
  );
}

/** Cells that were taken, and those that were only begun. */
function withBegun(draft: Draft, store: EntryStore): DraftCell[] {
  const taken = lastOf(draft);
  const known = new Set(taken.map(({ measure, member }) => cellKey(measure, member)));
  const begun = store.lines.filter(({ key }) => draft.begun?.[key] !== undefined && !known.has(key));
  return [...taken, ...begun.map(({ measure, member }) => ({ measure, member, value: null, note: "", version: 0 }))];
}

/** Each cell once, as it was typed last. */
const lastOf = ({ outbox, cells }: Draft): DraftCell[] => [
  ...new Map(
    [...outbox.flatMap((batch) => batch.cells), ...Object.values(cells)].map((cell) => [
      cellKey(cell.measure, cell.member),
      cell,
    ]),
  ).values(),
];
