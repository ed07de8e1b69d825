import { useMemo, type ReactNode } from "react";
import { Button, DataTable, NameTag, useText, type Column } from "@duibiao/ui";
import type { Item, ItemState } from "./batch.ts";
import { itemNames } from "./batch-names.ts";
import { placeIn } from "./institutions.ts";

export type Row = { item: Item; state: ItemState };
type Props = {
  rows: readonly Row[];
  busy: boolean;
  stamps: string[];
  tools: ReactNode;
  /** A person decides: whose it is, or that it may replace what is there, or that of two it is this one. */
  onDecide: (row: Row) => void;
};

const asks: Partial<Record<ItemState, { zh: string; en: string }>> = {
  unmatched: { zh: "指定单位", en: "Say whose it is" },
  differs: { zh: "对比两边的数", en: "Compare both" },
  doubled: { zh: "用这一份", en: "Take this one" },
};

/** The files of a folder with what the trial, and then the ledger, said of each. */
export function BatchTable({ rows, busy, stamps, tools, onDecide }: Props) {
  const t = useText();
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: "file", header: { zh: "文件", en: "File" }, width: "xl", head: true, value: ({ item }) => item.path },
      {
        key: "unit",
        header: { zh: "单位", en: "Institution" },
        width: "xl",
        value: ({ item: { answer } }) => (answer?.unit ? `${answer.unit.code} ${answer.unit.name}` : ""),
      },
      {
        key: "sender",
        header: { zh: "报送人", en: "Sender" },
        width: "s",
        value: ({ item }) => item.answer?.sender ?? "",
      },
      {
        key: "state",
        header: { zh: "结论", en: "Verdict" },
        width: "m",
        value: ({ state }) => t(itemNames[state]),
        cell: ({ state }) => <NameTag name={itemNames[state]} />,
      },
      {
        key: "why",
        header: { zh: "说明", en: "Why" },
        width: "fill",
        value: (row) => t(whyOf(row)),
      },
      {
        key: "deed",
        header: { zh: "办理", en: "To do" },
        width: "m",
        value: () => null,
        screenOnly: true,
        cell: (row) => {
          const ask = asks[row.state];
          return ask === undefined ? null : (
            <Button small disabled={busy} onClick={() => onDecide(row)}>
              {t(ask)}
            </Button>
          );
        },
      },
    ],
    [t, busy, onDecide],
  );
  return (
    <DataTable
      title={t("收到的文件", "Files received")}
      columns={columns}
      rows={rows}
      rowKey={({ item }) => item.path}
      rowClass={({ state }) => (state === "faulty" || state === "kept" || state === "failed" ? "bad" : undefined)}
      empty={t("没有这一类文件。", "No file of this kind.")}
      about={{ stamps }}
      tools={tools}
    />
  );
}

/** One sentence on a file; all of its errors stand in the list of errors. */
function whyOf({ item: { answer, fault }, state }: Row): { zh: string; en: string } {
  if (fault !== null) return fault;
  if (answer === null) return { zh: "", en: "" };
  const [first, ...more] = answer.reasons;
  if (state === "doubled")
    return {
      zh: "同一单位还有另一份不同的文件，请选用一份",
      en: "there is another file of this institution; take one",
    };
  if (state === "differs")
    return {
      zh: `${answer.cells.length} 格与${answer.present === "own" ? "单位自己填的" : "先前收下的"}不同`,
      en: `${answer.cells.length} cells differ from ${answer.present === "own" ? "what the institution typed" : "the file before"}`,
    };
  if (first === undefined || answer.verdict !== "refused")
    return (
      answer.problem ??
      (answer.verdict === "filed" ? sayFilled(answer.filled, answer.cells.length) : { zh: "", en: "" })
    );
  const where = placeIn(first);
  const rest = more.length > 0;
  return {
    zh: `${where} ${first.zh}${rest ? `（共 ${answer.reasons.length} 处）` : ""}`.trim(),
    en: `${where} ${first.en}${rest ? ` (${answer.reasons.length} in all)` : ""}`.trim(),
  };
}

const sayFilled = (filled: number, doubts: number) => ({
  zh: `填了 ${filled} 格${doubts > 0 ? `，其中 ${doubts} 格疑似单位错误，请核对` : ""}`,
  en: `${filled} cells${doubts > 0 ? `; ${doubts} look wrong by a factor, look at them` : ""}`,
});
