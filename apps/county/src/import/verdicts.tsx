import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Answer, api } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { DataTable, groupDigits, Segments, useText, type Column } from "@duibiao/ui";
import { nameOfCell } from "../task/form.ts";

export type Verdict = Answer<typeof api.workbooks.importWorkbook>;
type Cell = Verdict["cells"][number];
/** A line of the table: what became of a cell, or what is wrong with a row of the sheet. */
type Row = {
  key: string;
  row: number | null;
  cell: Cell | null;
  text: { zh: string; en: string } | null;
  bad: boolean;
};

const words: Record<Cell["verdict"], { zh: string; en: string }> = {
  accepted: { zh: "✓ 可导入", en: "✓ accepted" },
  unchanged: { zh: "＝ 无变化", en: "= unchanged" },
  refused: { zh: "✕ 不接受", en: "✕ refused" },
  conflict: { zh: "⇄ 冲突", en: "⇄ conflict" },
};

/** Verdict per cell: table row, 行次, name, what the file says, the verdict, how to mend it. */
export function Verdicts({ verdict, compiled, all }: { verdict: Verdict; compiled: Compiled; all: boolean }) {
  const t = useText();
  const navigate = useNavigate();
  const rows = useMemo(() => rowsOf(verdict), [verdict]);
  const bad = rows.filter((row) => row.bad);
  const shown = all || bad.length === 0 ? rows : bad;
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
          value={shown === bad ? "bad" : "all"}
          onChange={(show) => void navigate({ to: ".", search: { show: show === "all" ? show : undefined } as never })}
          options={[
            { value: "bad", label: t(`只看问题 ${bad.length}`, `Problems ${bad.length}`) },
            { value: "all", label: t(`全部 ${rows.length}`, `All ${rows.length}`) },
          ]}
        />
      }
    />
  );
}

function rowsOf({ cells, rows }: Verdict): Row[] {
  const ofCells = cells.map((cell) => ({
    key: `${cell.cell} ${cell.measure}/${cell.member}`,
    row: cell.row,
    cell,
    text: cell.problem,
    bad: cell.verdict === "refused" || cell.verdict === "conflict",
  }));
  const ofRows = rows.map(({ row, text, blocks }, at) => ({
    key: `row ${row} ${at}`,
    row,
    cell: null,
    text,
    bad: blocks,
  }));
  return [...ofCells, ...ofRows].toSorted((a, b) => (a.row ?? Infinity) - (b.row ?? Infinity));
}

type Speak = ReturnType<typeof useText>;

function columnsFor(compiled: Compiled, t: Speak): Column<Row>[] {
  const name = ({ cell }: Row) => (cell ? t(nameOfCell(compiled, cell)) : "");
  return [
    { key: "row", header: { zh: "表行", en: "Sheet row" }, type: "number", width: "xs", value: ({ row }) => row },
    { key: "line", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ cell }) => cell?.line ?? "" },
    { key: "name", header: { zh: "指标", en: "Measure" }, width: "xl", head: true, value: name },
    {
      key: "given",
      header: { zh: "值", en: "Value" },
      width: "m",
      value: ({ cell }) => (cell?.value?.state === "number" ? cell.value.value : (cell?.given ?? "")),
      cell: ({ cell }) => (cell?.value?.state === "number" ? groupDigits(cell.value.value) : (cell?.given ?? "")),
    },
    {
      key: "verdict",
      header: { zh: "结论", en: "Verdict" },
      width: "m",
      value: ({ cell, bad }) =>
        cell ? t(words[cell.verdict]) : bad ? t("✕ 这一行有问题", "✕ row refused") : t("ℹ 提示", "ℹ note"),
    },
    {
      key: "mend",
      header: { zh: "怎么改", en: "How to mend it" },
      width: "fill",
      value: ({ text }) => (text ? t(text) : ""),
    },
  ];
}
