import { Link } from "@tanstack/react-router";
import { cellKey } from "@duibiao/indicators";
import { DataTable, groupDigits, nameOf, roles, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import type { Leaf, Sheet } from "./norm.ts";

type Unit = NonNullable<Leaf["units"]>[number];
type Row = { unit: Unit; cell: Unit["cells"][number] };

const states = {
  na: { zh: "不适用", en: "n/a" },
  missing: { zh: "暂缺", en: "missing" },
  absent: { zh: "未报", en: "not reported" },
  number: { zh: "", en: "" },
};

/** Every unit's figure behind an indicator, with the revision, its hash, its signers and what was asked about it. */
export function CellTable({ sheet, leaf }: { sheet: Sheet; leaf: Leaf }) {
  const t = useText();
  const { language } = useLanguage();
  const names = new Map(leaf.operands.map(({ operand, name }) => [operand, name]));
  const rows: Row[] = (leaf.units ?? []).flatMap((unit) => unit.cells.map((cell) => ({ unit, cell })));
  const firsts = new Map(rows.toReversed().map((row) => [row.cell.operand, row]));
  const columns: Column<Row>[] = [
    { key: "unit", header: { zh: "填报单位", en: "Unit" }, value: ({ unit }) => unit.name, head: true, width: "l" },
    // Of a county all units are of the county itself.
    ...(new Set(rows.map(({ unit }) => unit.regionName)).size > 1
      ? [
          {
            key: "region",
            header: { zh: "地区", en: "Region" },
            value: ({ unit }: Row) => unit.regionName,
            width: "s",
          } as const,
        ]
      : []),
    {
      key: "measure",
      header: { zh: "数据项", en: "Measure" },
      value: ({ cell }) => t(names.get(cell.operand) ?? { zh: cell.operand, en: cell.operand }),
      cell: (row) => (
        <span {...(firsts.get(row.cell.operand) === row && { id: `cells-${row.cell.operand}` })}>
          {t(names.get(row.cell.operand) ?? { zh: row.cell.operand, en: row.cell.operand })}
        </span>
      ),
      width: "l",
    },
    { key: "period", header: { zh: "报告期", en: "Period" }, value: ({ cell }) => cell.period, width: "xs" },
    {
      key: "value",
      header: { zh: "数值", en: "Figure" },
      type: "number",
      value: ({ cell }) => cell.value,
      cell: ({ cell }) => {
        const text =
          cell.value === null
            ? `${t(states[cell.state])}${cell.reason ? t(`（${cell.reason}）`, ` (${cell.reason})`) : ""}`
            : groupDigits(cell.value);
        const shown = (
          <>
            {text}
            {cell.estimated ? t("（暂估）", " (estimated)") : ""}
          </>
        );
        if (cell.submission === null || cell.revision === null) return <span className="quiet">{shown}</span>;
        return (
          <Link
            to="/revisions/$submission/$revision"
            params={{ submission: String(cell.submission), revision: String(cell.revision) }}
            search={
              {
                cell: cellKey(cell.measure, cell.member),
                sheet: `${sheet.evaluation}-${sheet.region.id}-${leaf.indicator}`,
              } as never
            }
          >
            {shown}
          </Link>
        );
      },
      width: "m",
    },
    {
      key: "used",
      header: { zh: "计入", en: "Counts" },
      value: ({ unit }) => (unit.used ? t("是", "yes") : t("否", "no")),
      width: "xs",
    },
    {
      key: "revision",
      header: { zh: "版次", en: "Revision" },
      value: ({ cell }) => (cell.revision === null ? null : `${cell.revision}`),
      width: "xs",
    },
    {
      key: "signers",
      header: { zh: "签署人", en: "Signers" },
      value: ({ cell }) => cell.signers.map(({ name, as }) => `${name} (${t(nameOf(roles, as))})`).join(t("、", ", ")),
      width: "fill",
    },
    {
      key: "submitted",
      header: { zh: "报送时间", en: "Submitted" },
      value: ({ cell }) => (cell.submittedAt === null ? null : showMoment(cell.submittedAt, language)),
      width: "m",
    },
    {
      key: "hash",
      header: { zh: "回执哈希", en: "Receipt hash" },
      value: ({ cell }) => cell.hash,
      cell: ({ cell }) => (cell.hash === null ? null : <code title={cell.hash}>{cell.hash.slice(0, 12)}</code>),
      width: "m",
    },
    {
      key: "questions",
      header: { zh: "核实单", en: "Questions" },
      type: "number",
      decimals: 0,
      value: ({ cell }) => cell.questions,
      width: "xs",
    },
  ];
  return (
    <DataTable
      title={t(`${sheet.region.name} ${leaf.name.zh} 单元格`, `${sheet.region.name}: ${leaf.name.en}, cells`)}
      columns={columns}
      rows={rows}
      rowKey={({ unit, cell }) => `${unit.unit}/${cell.operand}/${cell.period}`}
      empty={t("没有单位填报这些数据项。", "No unit reports these measures.")}
      about={{ stamps: sheet.stamps.map((stamp) => t(stamp)), notes: [t(leaf.formula)] }}
    />
  );
}
