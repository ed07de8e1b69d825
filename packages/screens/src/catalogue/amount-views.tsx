import { useMemo } from "react";
import type { Entry, FactorSet, LimitTable } from "@duibiao/indicators";
import { DataTable, groupDigits, Tag, useText, type Column } from "@duibiao/ui";
import { EntryLink, useOpened } from "./opened.tsx";
import { bases } from "./other-lists.tsx";
import { EntryPage, Facts, SourceFacts, statusColumn } from "./parts.tsx";
import { UsesTable } from "./uses-table.tsx";
import { validity } from "./words.ts";

type Factor = FactorSet["factors"][number];
type Limit = LimitTable["limits"][number];
type Amount = Factor | Limit;
type Say = ReturnType<typeof useText>;

/** Value, days, source and status of an entry; an empty one says what it does. */
const amountColumns = <Row extends Amount>(t: Say): Column<Row>[] => [
  {
    key: "value",
    header: { zh: "数值", en: "Value" },
    type: "number",
    value: ({ value }) => value,
    cell: ({ value }) => (value === null ? <Tag tone="warning">○ {t("待录入", "empty")}</Tag> : groupDigits(value)),
    width: "m",
  },
  {
    key: "valid",
    header: { zh: "有效期", en: "In force" },
    value: (row) => {
      const valid = validity(row);
      return valid === null ? null : t(valid);
    },
    width: "m",
  },
  { key: "source", header: { zh: "来源", en: "Source" }, value: ({ source }) => source ?? null, width: "fill" },
  { key: "note", header: { zh: "说明", en: "Note" }, value: ({ note }) => note ?? null, width: "l" },
  statusColumn((row: Row) => row, t),
];

/** 系数表: factors of all days, 当量 or 等价. */
export function FactorView({ entry }: { entry: FactorSet }) {
  const t = useText();
  const { compiled } = useOpened();
  const uses = useMemo<Entry>(() => ({ kind: "factorSet", key: entry.key }), [entry.key]);
  const columns = useMemo<Column<Factor>[]>(
    () => [
      {
        key: "measure",
        header: { zh: "数据项", en: "Measure" },
        value: ({ measure }) => t(compiled.measures.get(measure)?.name ?? { zh: measure, en: measure }),
        cell: ({ measure }) => (
          <EntryLink kind="measures" id={measure}>
            {t(compiled.measures.get(measure)?.name ?? { zh: measure, en: measure })}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      {
        key: "per",
        header: { zh: "每单位", en: "Per" },
        value: ({ measure }) => compiled.measures.get(measure)?.uom ?? null,
        width: "s",
      },
      ...amountColumns<Factor>(t),
    ],
    [compiled, t],
  );
  return (
    <EntryPage kind="factors" entry={entry}>
      <section className="card">
        <h2>{t("系数表", "Factor set")}</h2>
        <Facts
          of={[
            [t("计量单位", "Unit"), entry.uom],
            [t("当量／等价", "Basis"), entry.basis === undefined ? null : t(bases[entry.basis])],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <DataTable
        title={t(`${entry.name.zh}：系数`, `${entry.name.en}: factors`)}
        columns={columns}
        rows={entry.factors}
        rowKey={({ measure, validFrom }) => `${measure} ${validFrom}`}
        empty={t("没有系数。", "No factors.")}
        footer={t("空着的系数不参与计算，用到它的指标没有数值。", "An empty factor blocks whatever needs it.")}
      />
      <section>
        <h2>{t("被谁使用", "Used by")}</h2>
        <UsesTable title={t(`${entry.name.zh}：被使用`, `${entry.name.en}: uses`)} entry={uses} />
      </section>
    </EntryPage>
  );
}

/** 限额表: ceilings of law and standards. */
export function LimitView({ entry }: { entry: LimitTable }) {
  const t = useText();
  const uses = useMemo<Entry>(() => ({ kind: "limitTable", key: entry.key }), [entry.key]);
  const columns = useMemo<Column<Limit>[]>(
    () => [
      { key: "name", header: { zh: "对象", en: "Of" }, value: ({ name }) => t(name), head: true, width: "l" },
      { key: "key", header: { zh: "键", en: "Key" }, value: ({ key }) => key, width: "m" },
      ...amountColumns<Limit>(t),
    ],
    [t],
  );
  return (
    <EntryPage kind="limits" entry={entry}>
      <section className="card">
        <h2>{t("限额表", "Limit table")}</h2>
        <Facts of={[[t("计量单位", "Unit"), entry.uom]]} />
        <SourceFacts of={entry} />
      </section>
      <DataTable
        title={t(`${entry.name.zh}：限额`, `${entry.name.en}: limits`)}
        columns={columns}
        rows={entry.limits}
        rowKey={({ key, validFrom }) => `${key} ${validFrom}`}
        empty={t("没有限额。", "No limits.")}
        footer={t("空着的限额不作判断。", "Nothing is judged by an empty limit.")}
      />
      <section>
        <h2>{t("被谁使用", "Used by")}</h2>
        <UsesTable title={t(`${entry.name.zh}：被使用`, `${entry.name.en}: uses`)} entry={uses} />
      </section>
    </EntryPage>
  );
}
