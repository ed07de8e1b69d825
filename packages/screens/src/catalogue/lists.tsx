import { useMemo } from "react";
import {
  askedAt,
  isModuleAbsent,
  pathsOf,
  usesOf,
  type DerivedMeasure,
  type Form,
  type Indicator,
  type Measure,
} from "@duibiao/indicators";
import {
  directions,
  evidenceGrades,
  indicatorKinds,
  nameOf,
  origins,
  periodKinds,
  useText,
  type Column,
} from "@duibiao/ui";
import { EntryTable } from "./entry-table.tsx";
import { tabs } from "./kinds.ts";
import { useOpened } from "./opened.tsx";
import { inWords } from "./words.ts";

export function IndicatorList() {
  const t = useText();
  const { document, compiled } = useOpened();
  const columns = useMemo<Column<Indicator>[]>(
    () => [
      { key: "uom", header: { zh: "计量单位", en: "Unit" }, value: ({ uom }) => uom, width: "s" },
      {
        key: "formula",
        header: { zh: "公式", en: "Formula" },
        value: ({ formula }) => t(inWords(compiled, formula)),
        width: "fill",
      },
      {
        key: "direction",
        header: { zh: "方向", en: "Direction" },
        value: ({ direction }) => t(nameOf(directions, direction)),
        width: "s",
      },
      {
        key: "kind",
        header: { zh: "性质", en: "Nature" },
        value: ({ kind }) => t(nameOf(indicatorKinds, kind ?? "quantitative")),
        width: "s",
      },
      {
        key: "grade",
        header: { zh: "证据等级", en: "Evidence" },
        value: ({ evidenceGrade }) => (evidenceGrade === undefined ? null : t(nameOf(evidenceGrades, evidenceGrade))),
        width: "s",
      },
      {
        key: "schemes",
        header: { zh: "所在方案", en: "In schemes" },
        value: ({ key }) =>
          [...new Set(pathsOf(document, key).map(({ scheme }) => scheme))].join(t("、", ", ")) || null,
        width: "m",
      },
    ],
    [compiled, document, t],
  );
  return <EntryTable title={t(tabs.indicators)} rows={document.indicators} kind={ofIndicators} columns={columns} />;
}
const ofIndicators = () => "indicators" as const;

type AnyMeasure = Measure | DerivedMeasure;
const isDerived = (row: AnyMeasure): row is DerivedMeasure => "formula" in row;
const kindOfMeasure = (row: AnyMeasure) => (isDerived(row) ? ("derived" as const) : ("measures" as const));

export function MeasureList() {
  const t = useText();
  const { document, compiled } = useOpened();
  const rows = useMemo(() => [...document.measures, ...document.derived], [document]);
  const columns = useMemo<Column<AnyMeasure>[]>(
    () => [
      { key: "uom", header: { zh: "计量单位", en: "Unit" }, value: ({ uom }) => uom, width: "s" },
      {
        key: "origin",
        header: { zh: "来源", en: "Origin" },
        value: (row) =>
          isDerived(row)
            ? t("由公式计算", "computed")
            : t(nameOf(origins, row.origin ?? "form")) +
              (isModuleAbsent(compiled, row.key) ? t("（模块未启用）", " (module not in use)") : ""),
        width: "m",
      },
      {
        key: "where",
        header: { zh: "报表与行次", en: "Form and row" },
        value: (row) => {
          if (isDerived(row)) return t(inWords(compiled, row.formula));
          const rowsOf = new Map<string, string[]>();
          for (const { form, line } of askedAt(document, row.key))
            rowsOf.set(form.key, [...(rowsOf.get(form.key) ?? []), line.row]);
          return (
            [...rowsOf].map(([form, lines]) => `${form} ${lines.join(t("、", ", "))}`).join(t("；", "; ")) ||
            t("没有报表采集", "asked by no form")
          );
        },
        width: "fill",
      },
      {
        key: "uses",
        header: { zh: "被引用", en: "Uses" },
        type: "number",
        highFirst: true,
        value: (row) => usesOf(compiled, { kind: isDerived(row) ? "derived" : "measure", key: row.key }).length,
        width: "s",
      },
    ],
    [compiled, document, t],
  );
  return <EntryTable title={t(tabs.measures)} rows={rows} kind={kindOfMeasure} columns={columns} />;
}

export function FormList() {
  const t = useText();
  const { document, compiled } = useOpened();
  const columns = useMemo<Column<Form>[]>(
    () => [
      {
        key: "period",
        header: { zh: "周期", en: "Period" },
        value: ({ period }) => t(nameOf(periodKinds, period)),
        width: "s",
      },
      {
        key: "filled",
        header: { zh: "填写", en: "Filled in by" },
        value: ({ filledBy, ledgerOf }) =>
          filledBy === "system"
            ? t("平台写入", "the platform")
            : ledgerOf === undefined
              ? t("填报单位", "units")
              : t(`台账（${ledgerOf}）`, `ledger of ${ledgerOf}`),
        width: "m",
      },
      {
        key: "number",
        header: { zh: "表号", en: "Number" },
        value: ({ number }) => number ?? t("未下达", "not issued"),
        width: "m",
      },
      {
        key: "approval",
        header: { zh: "批准文号", en: "Approval" },
        value: ({ approval }) => approval ?? t("未下达", "not issued"),
        width: "l",
      },
      {
        key: "valid",
        header: { zh: "有效期至", en: "Valid until" },
        value: ({ validUntil }) => validUntil ?? null,
        width: "s",
      },
      {
        key: "lines",
        header: { zh: "行数", en: "Lines" },
        type: "number",
        value: ({ key }) => compiled.compiledForms.get(key)?.lines.length ?? null,
        width: "s",
      },
      {
        key: "rules",
        header: { zh: "校验规则", en: "Rules" },
        type: "number",
        value: ({ key }) => compiled.compiledForms.get(key)?.rules.length ?? null,
        width: "s",
      },
    ],
    [compiled, t],
  );
  return <EntryTable title={t(tabs.forms)} rows={document.forms} kind={ofForms} columns={columns} />;
}
const ofForms = () => "forms" as const;
