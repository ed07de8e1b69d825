import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Compiled } from "@duibiao/indicators";
import { DataTable, groupDigits, Segments, useText, type Column } from "@duibiao/ui";
import { nameOfCell } from "../task/form.ts";
import { asksForLook, verdictRows, type Verdict, type VerdictCell, type VerdictRow as Row } from "./verdict-rows.ts";

const words: Record<VerdictCell["verdict"], { zh: string; en: string }> = {
  accepted: { zh: "✓ 可导入", en: "✓ accepted" },
  unchanged: { zh: "＝ 无变化", en: "= unchanged" },
  refused: { zh: "✕ 不接受", en: "✕ refused" },
  conflict: { zh: "⇄ 冲突", en: "⇄ conflict" },
};

/** Verdict per cell: table row, 行次, name, what the file says, the verdict, how to mend it. */
export function Verdicts({ verdict, compiled, all }: { verdict: Verdict; compiled: Compiled; all: boolean }) {
  const t = useText();
  const navigate = useNavigate();
  const rows = useMemo(() => verdictRows(verdict), [verdict]);
  const asking = rows.filter(asksForLook);
  const shown = all || asking.length === 0 ? rows : asking;
  const columns = useMemo(() => columnsFor(compiled, t), [compiled, t]);
  return (
    <DataTable
      title={t("试导入结论", "Verdicts of the dry run")}
      columns={columns}
      rows={shown}
      rowKey={(row) => row.key}
      rowClass={(row) => (row.bad ? "bad" : undefined)}
      empty={t("文件里没有填写任何数。", "The file holds no figures.")}
      tools={
        <Segments
          label={t("显示", "Show")}
          value={shown === asking ? "bad" : "all"}
          onChange={(show) => void navigate({ to: ".", search: { show: show === "all" ? show : undefined } as never })}
          options={[
            { value: "bad", label: t(`只看要核对的 ${asking.length}`, `To look at ${asking.length}`) },
            { value: "all", label: t(`全部 ${rows.length}`, `All ${rows.length}`) },
          ]}
        />
      }
    />
  );
}

function sayVerdict({ cell, bad, texts }: Row) {
  if (cell === null) return bad ? { zh: "✕ 这一行有问题", en: "✕ row refused" } : { zh: "ℹ 提示", en: "ℹ note" };
  const word = words[cell.verdict];
  if (bad || texts.length === 0) return word;
  return { zh: `▲ ${word.zh.slice(2)}，请核对`, en: `▲ ${word.en.slice(2)}, look at it` };
}

type Speak = ReturnType<typeof useText>;

function columnsFor(compiled: Compiled, t: Speak): Column<Row>[] {
  const name = ({ cell }: Row) => (cell ? t(nameOfCell(compiled, cell)) : "");
  return [
    { key: "place", header: { zh: "文件中位置", en: "Place in the file" }, width: "s", value: ({ place }) => place },
    { key: "line", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ cell }) => cell?.line ?? "" },
    { key: "name", header: { zh: "指标", en: "Measure" }, width: "xl", head: true, value: name },
    {
      key: "given",
      header: { zh: "值", en: "Value" },
      width: "m",
      value: ({ cell, given }) => (cell?.value?.state === "number" ? cell.value.value : given),
      cell: ({ cell, given }) => (cell?.value?.state === "number" ? groupDigits(cell.value.value) : given),
    },
    {
      key: "verdict",
      header: { zh: "结论", en: "Verdict" },
      width: "m",
      value: (row) => t(sayVerdict(row)),
    },
    {
      key: "mend",
      header: { zh: "问题和怎么改", en: "What is wrong, how to mend it" },
      width: "fill",
      value: ({ texts }) => texts.map((text) => t(text)).join(" "),
      cell: ({ texts }) => texts.map((text) => <div key={text.zh}>{t(text)}</div>),
    },
  ];
}
