import { useMemo } from "react";
import { askedAt, type AskedAt, type DerivedMeasure, type Entry, type Measure, type Member } from "@duibiao/indicators";
import { Alert, DataTable, nameOf, periodKinds, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { CellsTable, useThrough, figureName, originText } from "./cells-table.tsx";
import { EntryLink, useOpened, type Opened } from "./opened.tsx";
import { EntryPage, Facts, FormulaWords, SourceFacts } from "./parts.tsx";
import type { EntrySearch } from "./search.ts";
import { UsesTable } from "./uses-table.tsx";

const types = {
  integer: { zh: "整数", en: "Whole number" },
  decimal: { zh: "小数", en: "Decimal" },
  money: { zh: "金额", en: "Amount of money" },
} as const;
const overRegions = {
  sum: { zh: "本级与下级相加", en: "own level plus children" },
  none: { zh: "不相加，只代表本地区", en: "never added: stands for its own region" },
} as const;
const overTime = {
  sum: { zh: "各期相加", en: "periods are added" },
  last: { zh: "取期末最近值", en: "the latest value counts" },
  none: { zh: "只用于本期", en: "used in its own period only" },
} as const;

/** 数据项: what is asked, where it is asked, and everything that stands on it. */
export function MeasureView({ entry }: { entry: Measure }) {
  const t = useText();
  const opened = useOpened();
  const { document, compiled } = opened;
  const [{ cell }, change] = useAddress<EntrySearch>();
  const breakdowns = (entry.breakdowns ?? []).flatMap((key) => compiled.breakdowns.get(key) ?? []);
  const members: Member[] = [
    "total",
    ...breakdowns.flatMap(({ key, members: own }) => own.map((member) => `${key}:${member.key}`)),
  ];
  const chosen = members.find((member) => member === cell);
  const uses = useMemo<Entry>(
    () => ({ kind: "measure", key: entry.key, ...(chosen !== undefined && { member: chosen }) }),
    [entry.key, chosen],
  );
  const successor = document.measures.filter(({ replaces }) => replaces === entry.key);
  const feeds = feedsOf(opened, entry.key);
  return (
    <EntryPage kind="measures" entry={entry}>
      <section className="card">
        <h2>{t("定义", "Definition")}</h2>
        <Facts
          of={[
            [t("计量单位", "Unit"), entry.uom],
            [t("数值", "Value"), t(types[entry.type])],
            [t("小数位", "Decimals"), entry.decimals === undefined ? null : String(entry.decimals)],
            [t("向上汇总", "Over regions"), t(overRegions[entry.aggRegion])],
            [t("跨期", "Over time"), t(overTime[entry.aggTime])],
            [t("来源", "Origin"), t(originText(compiled, entry.key))],
            [
              t("由谁回答", "Answered by"),
              entry.reporter === "bureau"
                ? t("同级机关事务主管部门", "the bureau of the region")
                : entry.reporter === "unit"
                  ? t("各单位", "each unit")
                  : null,
            ],
            [t("佐证材料", "Evidence"), entry.evidence?.join("、")],
            [
              t("分类", "Breakdowns"),
              breakdowns.length === 0
                ? null
                : breakdowns
                    .map(
                      ({ name, members: own }) =>
                        `${t(name)}${t("：", ": ")}${own.map((m) => t(m.name)).join(t("、", ", "))}`,
                    )
                    .join(t("；", "; ")),
            ],
            [
              t("代替", "Replaces"),
              entry.replaces === undefined ? null : (
                <EntryLink kind="measures" id={entry.replaces}>
                  {t(figureName(compiled, { measure: entry.replaces, member: "total" }))}
                </EntryLink>
              ),
            ],
            [
              t("已被代替", "Replaced by"),
              successor.length === 0
                ? null
                : successor.map(({ key, name }) => (
                    <span key={key}>
                      <EntryLink kind="measures" id={key}>
                        {t(name)}
                      </EntryLink>{" "}
                    </span>
                  )),
            ],
            [
              t("汇入自", "Fed by"),
              feeds.length === 0
                ? null
                : feeds.map(({ kind, key, name }) => (
                    <span key={key}>
                      <EntryLink kind={kind} id={key}>
                        {t(name)}
                      </EntryLink>{" "}
                    </span>
                  )),
            ],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <section>
        <h2>{t("在哪里采集", "Where it is asked")}</h2>
        <Places measure={entry} />
      </section>
      <section>
        <h2>{t("被谁使用", "Used by")}</h2>
        {members.length > 1 ? (
          <label className="inline-field catalogue-cell">
            {t("只看单元格", "Only the cell")}
            <select
              className="input"
              value={chosen ?? ""}
              onChange={({ target }) => change({ cell: target.value || undefined }, { replace: true })}
            >
              <option value="">{t("全部", "All")}</option>
              {members.map((member) => (
                <option key={member} value={member}>
                  {member === "total" ? t("合计", "Total") : t(figureName(compiled, { measure: entry.key, member }))}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {cell !== undefined && chosen === undefined ? (
          <Alert
            tone="warning"
            title={t(`这个数据项没有单元格“${cell}”，以下为全部。`, `It has no cell "${cell}"; all uses are shown.`)}
          />
        ) : null}
        <UsesTable title={t(`${entry.name.zh}：被使用`, `${entry.name.en}: uses`)} entry={uses} />
      </section>
    </EntryPage>
  );
}

/** Rubrics and surveys whose points are written into the measure. */
function feedsOf({ document }: Opened, measure: string) {
  const rubrics = (document.rubrics ?? []).filter((rubric) => rubric.measure === measure);
  const surveys = (document.surveys ?? []).filter(({ results }) =>
    results.some(({ n, sum, sumsq }) => [n, sum, sumsq].includes(measure)),
  );
  return [
    ...rubrics.map(({ key, name }) => ({ kind: "rubrics" as const, key, name })),
    ...surveys.map(({ key, name }) => ({ kind: "surveys" as const, key, name })),
  ];
}

function Places({ measure }: { measure: Measure }) {
  const t = useText();
  const { document, compiled } = useOpened();
  const rows = useMemo(() => askedAt(document, measure.key), [document, measure]);
  const columns = useMemo<Column<AskedAt>[]>(
    () => [
      {
        key: "form",
        header: { zh: "报表", en: "Form" },
        value: ({ form }) => t(form.name),
        cell: ({ form }) => (
          <EntryLink kind="forms" id={form.key}>
            {t(form.name)}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      { key: "row", header: { zh: "行次", en: "Row" }, value: ({ line }) => line.row, sortBy: false, width: "xs" },
      {
        key: "member",
        header: { zh: "单元格", en: "Cell" },
        value: ({ line }) => t(figureName(compiled, { measure: measure.key, member: line.member ?? "total" })),
        cell: ({ line }) => (
          <EntryLink kind="measures" id={measure.key} cell={line.member ?? "total"}>
            {t(figureName(compiled, { measure: measure.key, member: line.member ?? "total" }))}
          </EntryLink>
        ),
        width: "fill",
      },
      {
        key: "period",
        header: { zh: "周期", en: "Period" },
        value: ({ form }) => t(nameOf(periodKinds, form.period)),
        width: "s",
      },
      {
        key: "required",
        header: { zh: "必答", en: "Required" },
        value: ({ line }) => (line.required === false ? t("否", "no") : t("是", "yes")),
        width: "s",
      },
    ],
    [compiled, measure, t],
  );
  return (
    <DataTable
      title={t(`${measure.name.zh}：报表与行次`, `${measure.name.en}: forms and rows`)}
      columns={columns}
      rows={rows}
      rowKey={({ form, line }) => `${form.key} ${line.row}`}
      empty={t("没有报表采集它。", "No form asks it.")}
    />
  );
}

/** 派生数据项: a named formula that indicators and rules use like a measure. */
export function DerivedView({ entry }: { entry: DerivedMeasure }) {
  const t = useText();
  const formulas = useMemo(() => [entry.formula], [entry.formula]);
  const through = useThrough(formulas);
  const uses = useMemo<Entry>(() => ({ kind: "derived", key: entry.key }), [entry.key]);
  return (
    <EntryPage kind="derived" entry={entry}>
      <section className="card">
        <h2>{t("定义", "Definition")}</h2>
        <Facts
          of={[
            [t("公式", "Formula"), <FormulaWords key="formula" text={entry.formula} />],
            [t("经由", "Through"), through],
            [t("计量单位", "Unit"), entry.uom],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <section>
        <h2>{t("由哪些数据项算出", "Computed from")}</h2>
        <CellsTable
          title={t(`${entry.name.zh}：数据项与行次`, `${entry.name.en}: measures and rows`)}
          formulas={formulas}
        />
      </section>
      <section>
        <h2>{t("被谁使用", "Used by")}</h2>
        <UsesTable title={t(`${entry.name.zh}：被使用`, `${entry.name.en}: uses`)} entry={uses} />
      </section>
    </EntryPage>
  );
}
