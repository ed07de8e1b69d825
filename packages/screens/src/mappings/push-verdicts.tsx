import { useMemo, type ReactNode } from "react";
import type { Answer, api } from "@duibiao/client";
import { refName, type Compiled } from "@duibiao/indicators";
import { DataTable, groupDigits, sourceText, useText, type Column } from "@duibiao/ui";

type Verdict = Answer<typeof api.mappings.importExport>;
type Row = Verdict["cells"][number];

const words: Record<Row["verdict"], { zh: string; en: string }> = {
  written: { zh: "✓ 写入", en: "✓ written" },
  unchanged: { zh: "＝ 无变化", en: "= unchanged" },
  refused: { zh: "✕ 不接受", en: "✕ refused" },
  conflict: { zh: "⇄ 冲突", en: "⇄ conflict" },
};

type Props = {
  verdict: Pick<Verdict, "cells">;
  compiled: Compiled;
  /** Of a file of several units: what each is called. */
  nameOf?: (unit: string) => string;
  stamps?: readonly string[];
  tools?: ReactNode;
};

/** Verdict per cell of another system's file: where it stood, what it says, what the platform holds. */
export function PushVerdicts({ verdict, compiled, nameOf, stamps, tools }: Props) {
  const t = useText();
  const stateOf = (state: string) => (state === "na" ? t("不适用", "n/a") : t("暂缺", "Missing"));
  const columns = useMemo<Column<Row>[]>(
    () => [
      ...(nameOf === undefined
        ? []
        : [
            {
              key: "unit",
              header: { zh: "单位", en: "Unit" },
              value: ({ unit }: Row) => nameOf(unit),
              width: "l" as const,
            },
          ]),
      { key: "place", header: { zh: "文件位置", en: "Place" }, value: ({ place }) => place, width: "m" },
      {
        key: "name",
        header: { zh: "指标", en: "Measure" },
        value: (row) => t(refName(compiled, { ...row, lag: 0 })),
        width: nameOf === undefined ? "xl" : "l",
        head: true,
      },
      { key: "given", header: { zh: "文件中的数", en: "In the file" }, value: ({ given }) => given, width: "m" },
      {
        key: "value",
        header: { zh: "换算后", en: "Converted" },
        type: "number",
        value: ({ value }) => (value?.state === "number" ? value.value : ""),
        cell: ({ value }) => (value?.state === "number" ? groupDigits(value.value) : ""),
        width: "m",
      },
      {
        key: "stored",
        header: { zh: "平台现有", en: "On the platform" },
        value: ({ stored }) => (stored === null ? "" : (stored.value ?? stateOf(stored.state))),
        cell: ({ stored }) => {
          if (stored === null) return "";
          const from = sourceText(stored.source);
          return `${stored.value === null ? stateOf(stored.state) : groupDigits(stored.value)}${from === null ? "" : t(`（${from.zh}）`, ` (${from.en})`)}`;
        },
        width: "l",
      },
      { key: "verdict", header: { zh: "结论", en: "Verdict" }, value: ({ verdict: own }) => t(words[own]), width: "m" },
      { key: "why", header: { zh: "原因和怎么办", en: "Why, and what to do" }, value: (row) => t(row), width: "fill" },
    ],
    [compiled, nameOf, t],
  );
  return (
    <DataTable
      title={t("逐格结论", "Verdicts")}
      columns={columns}
      rows={verdict.cells}
      rowKey={({ unit, place, measure, member }) => `${unit} ${place} ${measure}/${member}`}
      rowClass={({ verdict: own }) => (own === "refused" || own === "conflict" ? "bad" : undefined)}
      empty={
        nameOf === undefined
          ? t("文件里没有本单位的数。", "The file holds no figure of this unit.")
          : t("没有这一类单元格。", "No cell of this kind.")
      }
      about={{ stamps }}
      tools={tools}
    />
  );
}
