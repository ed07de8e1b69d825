import { useMemo } from "react";
import { leafPaths, type FactorSet, type LimitTable, type Rubric, type Scheme, type Survey } from "@duibiao/indicators";
import { nameOf, NameTag, sourceStatuses, useText, type Column } from "@duibiao/ui";
import { EntryTable } from "./entry-table.tsx";
import { kinds, tabs } from "./kinds.ts";
import { useOpened } from "./opened.tsx";
import { inPercent } from "./words.ts";

export function SchemeList() {
  const t = useText();
  const { document } = useOpened();
  const columns = useMemo<Column<Scheme>[]>(
    () => [
      {
        key: "document",
        header: { zh: "文号", en: "Document" },
        value: ({ documentNo }) => documentNo || t("未下达", "not issued"),
        width: "fill",
      },
      {
        key: "weights",
        header: { zh: "权重来源", en: "Weights" },
        value: ({ weightsStatus }) => t(nameOf(sourceStatuses, weightsStatus)),
        cell: ({ weightsStatus }) => <NameTag name={nameOf(sourceStatuses, weightsStatus)} />,
        width: "s",
      },
      {
        key: "leaves",
        header: { zh: "指标数", en: "Indicators" },
        type: "number",
        value: (scheme) => leafPaths(scheme).length,
        width: "s",
      },
      {
        key: "gates",
        header: { zh: "一票否决", en: "Gates" },
        type: "number",
        value: ({ gates = [] }) => gates.length,
        width: "s",
      },
      {
        key: "coverage",
        header: { zh: "最低覆盖率", en: "Least coverage" },
        value: ({ minCoverage }) => inPercent(minCoverage),
        sortBy: ({ minCoverage }) => minCoverage,
        width: "s",
      },
    ],
    [t],
  );
  return <EntryTable title={t(tabs.schemes)} rows={document.schemes} kind={ofSchemes} columns={columns} />;
}
const ofSchemes = () => "schemes" as const;

/** 当量值 or 等价值, of a factor set of coal equivalents. */
export const bases = {
  calorific: { zh: "当量值", en: "calorific value" },
  equal: { zh: "等价值", en: "equal value" },
} as const;

type Amounts = FactorSet | LimitTable;
const entriesOf = (row: Amounts) => ("factors" in row ? row.factors : row.limits);
const kindOfAmounts = (row: Amounts) => ("factors" in row ? ("factors" as const) : ("limits" as const));

export function AmountList() {
  const t = useText();
  const { document } = useOpened();
  const rows = useMemo<Amounts[]>(() => [...document.factorSets, ...(document.limits ?? [])], [document]);
  const columns = useMemo<Column<Amounts>[]>(
    () => [
      { key: "kind", header: { zh: "类别", en: "Kind" }, value: (row) => t(kinds[kindOfAmounts(row)]), width: "s" },
      { key: "uom", header: { zh: "计量单位", en: "Unit" }, value: ({ uom }) => uom, width: "m" },
      {
        key: "basis",
        header: { zh: "当量／等价", en: "Basis" },
        value: (row) => ("basis" in row && row.basis ? t(bases[row.basis]) : null),
        width: "m",
      },
      {
        key: "entries",
        header: { zh: "条数", en: "Entries" },
        type: "number",
        value: (row) => entriesOf(row).length,
        width: "s",
      },
      {
        key: "empty",
        header: { zh: "待录入", en: "Still empty" },
        type: "number",
        value: (row) =>
          (entriesOf(row) as readonly { value: string | null }[]).filter(({ value }) => value === null).length,
        width: "s",
      },
      { key: "source", header: { zh: "来源", en: "Source" }, value: ({ source }) => source ?? null, width: "fill" },
    ],
    [t],
  );
  return <EntryTable title={t(tabs.amounts)} rows={rows} kind={kindOfAmounts} columns={columns} />;
}

type Opinion = Survey | Rubric;
const kindOfOpinion = (row: Opinion) => ("questions" in row ? ("surveys" as const) : ("rubrics" as const));

export function OpinionList() {
  const t = useText();
  const { document } = useOpened();
  const rows = useMemo<Opinion[]>(() => [...(document.surveys ?? []), ...(document.rubrics ?? [])], [document]);
  const columns = useMemo<Column<Opinion>[]>(
    () => [
      { key: "kind", header: { zh: "类别", en: "Kind" }, value: (row) => t(kinds[kindOfOpinion(row)]), width: "s" },
      {
        key: "size",
        header: { zh: "题目或档次", en: "Questions or levels" },
        value: (row) =>
          "questions" in row
            ? t(`${row.questions.length} 题`, `${row.questions.length} questions`)
            : t(`${row.levels.length} 档`, `${row.levels.length} levels`),
        sortBy: (row) => ("questions" in row ? row.questions.length : row.levels.length),
        width: "m",
      },
      {
        key: "least",
        header: { zh: "最少", en: "At least" },
        value: (row) =>
          "questions" in row
            ? t(`有效答卷 ${row.minValid} 份`, `${row.minValid} valid answers`)
            : t(`评分人 ${row.raters} 名`, `${row.raters} raters`),
        sortBy: false,
        width: "m",
      },
      { key: "source", header: { zh: "来源", en: "Source" }, value: ({ source }) => source ?? null, width: "fill" },
    ],
    [t],
  );
  return <EntryTable title={t(tabs.opinions)} rows={rows} kind={kindOfOpinion} columns={columns} />;
}
