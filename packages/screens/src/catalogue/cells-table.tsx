import { useMemo, type ReactNode } from "react";
import {
  askedAt,
  entriesIn,
  isModuleAbsent,
  refName,
  resolveFormula,
  type Compiled,
  type Form,
  type Member,
  type Text,
} from "@duibiao/indicators";
import { DataTable, nameOf, origins, periodKinds, useText, type Column } from "@duibiao/ui";
import { EntryLink, useOpened } from "./opened.tsx";

/** A figure that a formula needs, and one place where it is asked (none: it is collected nowhere). */
type Row = { measure: string; member: Member; form: Form | null; row: string };

/** 数据项 → 报表 → 行次: every cell that the formulas need, derived measures and factor sets written out. */
export function CellsTable({ title, formulas }: { title: string; formulas: readonly string[] }) {
  const t = useText();
  const { compiled } = useOpened();
  const rows = useMemo(() => cellsOf(compiled, formulas), [compiled, formulas]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "measure",
        header: { zh: "数据项", en: "Measure" },
        value: (row) => t(figureName(compiled, row)),
        cell: (row) => (
          <EntryLink kind="measures" id={row.measure} cell={row.member}>
            {t(figureName(compiled, row))}
          </EntryLink>
        ),
        head: true,
        width: "fill",
      },
      {
        key: "uom",
        header: { zh: "计量单位", en: "Unit" },
        value: ({ measure }) => compiled.measures.get(measure)?.uom ?? null,
        width: "s",
      },
      {
        key: "origin",
        header: { zh: "来源", en: "Origin" },
        value: ({ measure }) => t(originText(compiled, measure)),
        width: "m",
      },
      {
        key: "form",
        header: { zh: "报表", en: "Form" },
        value: ({ form }) => (form === null ? t("未采集", "not collected") : t(form.name)),
        cell: ({ form }) =>
          form === null ? (
            t("未采集", "not collected")
          ) : (
            <EntryLink kind="forms" id={form.key}>
              {t(form.name)}
            </EntryLink>
          ),
        width: "l",
      },
      { key: "row", header: { zh: "行次", en: "Row" }, value: ({ row }) => row || null, sortBy: false, width: "xs" },
      {
        key: "period",
        header: { zh: "周期", en: "Period" },
        value: ({ form }) => (form === null ? null : t(nameOf(periodKinds, form.period))),
        width: "s",
      },
    ],
    [compiled, t],
  );
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={rows}
      rowKey={({ measure, member, form, row }) => `${measure} ${member} ${form?.key} ${row}`}
      empty={t("公式中没有数据项。", "The formula names no measure.")}
    />
  );
}

const kindOf = {
  derived: "derived",
  factorSet: "factors",
  limitTable: "limits",
  indicator: "indicators",
} as const;

/** 经由: derived measures, factor sets, limits, registry facts and targets that stand between formulas and cells; null without. */
export function useThrough(formulas: readonly string[]): ReactNode {
  const t = useText();
  const { compiled, document } = useOpened();
  const entries = useMemo(() => entriesIn(compiled, formulas), [compiled, formulas]);
  if (entries.length === 0) return null;
  return entries.map(({ kind, key }, at) => {
    const list: readonly { key: string; name: Text }[] = {
      derived: document.derived,
      factorSet: document.factorSets,
      limitTable: document.limits ?? [],
      registry: document.registry ?? [],
      indicator: document.indicators,
    }[kind];
    const name = t(list.find((entry) => entry.key === key)?.name ?? { zh: key, en: key });
    return (
      <span key={`${kind} ${key}`}>
        {at > 0 ? t("、", ", ") : ""}
        {kind === "registry" ? (
          t(`名录库信息“${name}”`, `registry fact "${name}"`)
        ) : (
          <EntryLink kind={kindOf[kind]} id={key}>
            {kind === "indicator" ? t(`${name}目标值`, `target of ${name}`) : name}
          </EntryLink>
        )}
      </span>
    );
  });
}

/** Name of a cell's figure: the measure, and the member where it is one. */
export const figureName = (compiled: Compiled, { measure, member }: { measure: string; member: Member }): Text =>
  refName(compiled, { measure, member, lag: 0 });

/** Where a measure's figures come from, and whether their module is absent. */
export function originText(compiled: Compiled, key: string): Text {
  const { zh, en } = nameOf(origins, compiled.measures.get(key)?.origin ?? "form");
  return isModuleAbsent(compiled, key) ? { zh: `${zh}（模块未启用）`, en: `${en} (module not in use)` } : { zh, en };
}

function cellsOf(compiled: Compiled, formulas: readonly string[]): Row[] {
  const cells = new Map<string, { measure: string; member: Member }>();
  for (const text of formulas) {
    const resolved = resolveFormula(compiled, text);
    if (!resolved.ok) continue;
    for (const { measure, member } of resolved.formula.refs) cells.set(`${measure} ${member}`, { measure, member });
  }
  return [...cells.values()].flatMap(({ measure, member }): Row[] => {
    const places = askedAt(compiled.catalogue, measure, member);
    if (places.length === 0) return [{ measure, member, form: null, row: "" }];
    return places.map(({ form, line }) => ({ measure, member, form, row: line.row }));
  });
}
