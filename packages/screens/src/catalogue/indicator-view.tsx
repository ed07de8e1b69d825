import { useMemo } from "react";
import { pathsOf, type Entry, type Indicator, type SchemePath, type Target } from "@duibiao/indicators";
import {
  DataTable,
  directions,
  evidenceGrades,
  indicatorKinds,
  nameOf,
  NameTag,
  showNumber,
  sourceStatuses,
  Tag,
  useText,
  type Column,
} from "@duibiao/ui";
import { CellsTable, useThrough } from "./cells-table.tsx";
import { useOpened } from "./opened.tsx";
import { EntryPage, Facts, FormulaWords, SourceFacts, statusColumn } from "./parts.tsx";
import { pathColumns, UsesTable } from "./uses-table.tsx";
import { inWords, normText } from "./words.ts";

/** 指标: what it is, what it is computed from down to the cell, where it counts. */
export function IndicatorView({ entry }: { entry: Indicator }) {
  const t = useText();
  const { compiled } = useOpened();
  const { formula, interval, natural } = entry;
  const formulas = useMemo(() => [formula, ...(interval ? [interval.lower, interval.upper] : [])], [formula, interval]);
  const through = useThrough(formulas);
  const itself = useMemo<Entry>(() => ({ kind: "indicator", key: entry.key }), [entry.key]);
  return (
    <EntryPage kind="indicators" entry={entry}>
      <section className="card">
        <h2>{t("定义", "Definition")}</h2>
        <Facts
          of={[
            [t("公式", "Formula"), <FormulaWords key="formula" text={formula} />],
            [t("经由", "Through"), through],
            [t("计量单位", "Unit"), entry.uom],
            [t("方向", "Direction"), t(nameOf(directions, entry.direction))],
            [t("性质", "Nature"), t(nameOf(indicatorKinds, entry.kind ?? "quantitative"))],
            [
              t("证据等级", "Evidence"),
              entry.evidenceGrade === undefined
                ? t("未标注", "not stated")
                : t(nameOf(evidenceGrades, entry.evidenceGrade)),
            ],
            [t("自然边界", "Natural bounds"), natural ? `${natural.lo} – ${natural.hi} ${entry.uom}` : null],
            [
              t("公布区间", "Published interval"),
              interval
                ? `${interval.level}%: ${t(inWords(compiled, interval.lower))} – ${t(inWords(compiled, interval.upper))}`
                : null,
            ],
            [t("小数位", "Decimals"), entry.decimals === undefined ? null : String(entry.decimals)],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <Targets indicator={entry} />
      <section>
        <h2>{t("由哪些数据项算出", "Computed from")}</h2>
        <CellsTable
          title={t(`${entry.name.zh}：数据项与行次`, `${entry.name.en}: measures and rows`)}
          formulas={formulas}
        />
      </section>
      <section>
        <h2>{t("在哪些方案中计分", "Scored in")}</h2>
        <Paths indicator={entry} />
      </section>
      <section>
        <h2>{t("被哪些预警、规则、一票否决引用", "Named by warnings, rules and gates")}</h2>
        <UsesTable
          title={t(`${entry.name.zh}：被引用`, `${entry.name.en}: uses`)}
          entry={itself}
          empty={t("没有预警、规则或一票否决引用它。", "No warning, rule or gate names it.")}
        />
      </section>
    </EntryPage>
  );
}

type TargetRow = Pick<Target, "value" | "source" | "status" | "note"> & {
  key: string;
  region?: string;
  year?: number;
  documentNo?: string;
};

/** 目标值 with 文号; not issued is unknown, never met. */
function Targets({ indicator }: { indicator: Indicator }) {
  const t = useText();
  const { document } = useOpened();
  const rows = useMemo<TargetRow[]>(
    () => [
      ...(indicator.target ? [{ ...indicator.target, key: "" }] : []),
      ...(document.targets ?? []).filter((target) => target.indicator === indicator.key),
    ],
    [document, indicator],
  );
  const columns = useMemo<Column<TargetRow>[]>(
    () => [
      {
        key: "year",
        header: { zh: "年度", en: "Year" },
        value: ({ year }) => (year === undefined ? t("不分年度", "any year") : String(year)),
        width: "s",
      },
      {
        key: "region",
        header: { zh: "地区", en: "Region" },
        value: ({ region }) => region ?? t("全部", "all"),
        width: "m",
      },
      {
        key: "value",
        header: { zh: "目标值", en: "Target" },
        uom: indicator.uom,
        type: "number",
        value: ({ value }) => value,
        cell: ({ value }) =>
          value === null ? <Tag>○ {t("未下达", "not issued")}</Tag> : showNumber(value, indicator.decimals),
        width: "m",
      },
      {
        key: "document",
        header: { zh: "文号", en: "Document" },
        value: ({ documentNo }) => documentNo ?? t("未下达", "not issued"),
        width: "l",
      },
      { key: "source", header: { zh: "来源", en: "Source" }, value: ({ source }) => source ?? null, width: "fill" },
      statusColumn((row: TargetRow) => row, t),
    ],
    [indicator, t],
  );
  return (
    <section>
      <h2>{t("目标值", "Targets")}</h2>
      {rows.length === 0 ? (
        <p>
          <Tag>○ {t("未下达", "not issued")}</Tag>{" "}
          {t("没有下达目标值的，不判断是否达标。", "Without an issued target nothing is said to be met.")}
        </p>
      ) : (
        <DataTable
          title={t(`${indicator.name.zh}：目标值`, `${indicator.name.en}: targets`)}
          columns={columns}
          rows={rows}
          rowKey={({ key, year, region }) => `${key} ${year} ${region}`}
          empty=""
        />
      )}
    </section>
  );
}

function Paths({ indicator }: { indicator: Indicator }) {
  const t = useText();
  const opened = useOpened();
  const rows = useMemo(() => pathsOf(opened.document, indicator.key), [opened, indicator]);
  const columns = useMemo<Column<SchemePath>[]>(
    () => [
      ...pathColumns<SchemePath>((path) => path, opened, t),
      {
        key: "norm",
        header: { zh: "计分标准", en: "Norm" },
        value: ({ nodes }) => {
          const norm = nodes.at(-1)!.norm;
          return norm === undefined ? null : t(normText(norm, indicator));
        },
        sortBy: false,
        width: "xl",
      },
      {
        key: "normStatus",
        header: { zh: "标准来源", en: "Norm's status" },
        value: ({ nodes }) => {
          const status = nodes.at(-1)!.norm?.status;
          return status === undefined ? null : t(nameOf(sourceStatuses, status));
        },
        cell: ({ nodes }) => {
          const status = nodes.at(-1)!.norm?.status;
          return status === undefined ? null : <NameTag name={nameOf(sourceStatuses, status)} />;
        },
        width: "s",
      },
    ],
    [opened, indicator, t],
  );
  return (
    <DataTable
      title={t(`${indicator.name.zh}：计分方案`, `${indicator.name.en}: schemes`)}
      columns={columns}
      rows={rows}
      rowKey={({ scheme, nodes }) => `${scheme} ${nodes.map(({ key }) => key).join("/")}`}
      empty={t("没有方案用它计分。", "No scheme scores it.")}
    />
  );
}
