import { useMemo } from "react";
import { lineName, usesOf, type CompiledRule, type Form, type FormLine, type Text } from "@duibiao/indicators";
import { DataTable, nameOf, NameTag, periodKinds, severities, useText, type Column } from "@duibiao/ui";
import { figureName, originText } from "./cells-table.tsx";
import { EntryLink, useOpened } from "./opened.tsx";
import { EntryPage, Facts, SourceFacts } from "./parts.tsx";
import { inWords } from "./words.ts";

type Row = { section: Text; line: FormLine; uses: number };

/** 报表: its legal particulars, its lines with 行次, the rules that it asks. */
export function FormView({ entry }: { entry: Form }) {
  const t = useText();
  const notIssued = t("未下达", "not issued");
  return (
    <EntryPage kind="forms" entry={entry}>
      <section className="card">
        <h2>{t("报表", "Form")}</h2>
        <Facts
          of={[
            [t("周期", "Period"), t(nameOf(periodKinds, entry.period))],
            [t("表号", "Number"), entry.number ?? notIssued],
            [t("制定机关", "Issued by"), entry.maker ?? notIssued],
            [t("批准文号", "Approval"), entry.approval ?? notIssued],
            [t("有效期至", "Valid until"), entry.validUntil ?? notIssued],
            [
              t("填写", "Filled in by"),
              entry.filledBy === "system"
                ? t("平台写入，任何人不能填写", "the platform; nobody types it")
                : t("填报单位", "units"),
            ],
            [
              t("台账", "Ledger"),
              entry.ledgerOf === undefined ? null : (
                <>
                  {t("自愿填写，汇总成 ", "optional; adds up to ")}
                  <EntryLink kind="forms" id={entry.ledgerOf}>
                    {entry.ledgerOf}
                  </EntryLink>
                </>
              ),
            ],
            [
              t("签署", "Signing"),
              entry.signing === undefined
                ? null
                : entry.signing === "online"
                  ? t("线上签署", "online")
                  : t("纸质签章", "on paper"),
            ],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <Lines form={entry} />
      <Rules form={entry} />
    </EntryPage>
  );
}

function Lines({ form }: { form: Form }) {
  const t = useText();
  const { compiled } = useOpened();
  const rows = useMemo(
    () =>
      form.sections.flatMap(({ name, lines }) =>
        lines.map((line): Row => {
          const { measure, member = "total" } = line;
          return { section: name, line, uses: usesOf(compiled, { kind: "measure", key: measure, member }).length };
        }),
      ),
    [compiled, form],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: "row", header: { zh: "行次", en: "Row" }, value: ({ line }) => line.row, sortBy: false, width: "xs" },
      {
        key: "name",
        header: { zh: "数据项", en: "Measure" },
        value: ({ line: { measure, member = "total" } }) => t(figureName(compiled, { measure, member })),
        cell: ({ line }) => (
          <EntryLink kind="measures" id={line.measure} cell={line.member ?? "total"}>
            {t(lineName(compiled, line))}
          </EntryLink>
        ),
        sortBy: false,
        head: true,
        width: "fill",
      },
      { key: "section", header: { zh: "部分", en: "Section" }, value: ({ section }) => t(section), width: "m" },
      {
        key: "uom",
        header: { zh: "计量单位", en: "Unit" },
        value: ({ line }) => compiled.measures.get(line.measure)?.uom ?? null,
        width: "s",
      },
      {
        key: "origin",
        header: { zh: "来源", en: "Origin" },
        value: ({ line }) => t(originText(compiled, line.measure)),
        width: "m",
      },
      {
        key: "required",
        header: { zh: "必答", en: "Required" },
        value: ({ line }) => (line.required === false ? t("否", "no") : t("是", "yes")),
        width: "s",
      },
      {
        key: "uses",
        header: { zh: "被引用", en: "Uses" },
        type: "number",
        highFirst: true,
        value: ({ uses }) => uses,
        width: "s",
      },
    ],
    [compiled, t],
  );
  return (
    <section>
      <h2>{t("各行", "Lines")}</h2>
      <DataTable
        title={t(`${form.name.zh}：各行`, `${form.name.en}: lines`)}
        columns={columns}
        rows={rows}
        rowKey={({ line }) => line.row}
        empty={t("没有行。", "No lines.")}
      />
    </section>
  );
}

function Rules({ form }: { form: Form }) {
  const t = useText();
  const { compiled } = useOpened();
  const columns = useMemo<Column<CompiledRule>[]>(
    () => [
      {
        key: "name",
        header: { zh: "规则", en: "Rule" },
        value: ({ rule }) => t(rule.name),
        cell: ({ rule }) => (
          <EntryLink kind="rules" id={rule.key}>
            {t(rule.name)}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      { key: "key", header: { zh: "键", en: "Key" }, value: ({ rule }) => rule.key, width: "m" },
      {
        key: "severity",
        header: { zh: "级别", en: "Severity" },
        value: ({ rule }) => t(severities[rule.severity]),
        cell: ({ rule }) => <NameTag name={severities[rule.severity]} />,
        width: "s",
      },
      {
        key: "expr",
        header: { zh: "应满足", en: "Should hold" },
        value: ({ rule }) => t(inWords(compiled, rule.expr)),
        width: "fill",
      },
    ],
    [compiled, t],
  );
  return (
    <section>
      <h2>{t("校验规则", "Rules")}</h2>
      <DataTable
        title={t(`${form.name.zh}：校验规则`, `${form.name.en}: rules`)}
        columns={columns}
        rows={compiled.compiledForms.get(form.key)?.rules ?? none}
        rowKey={({ rule }) => rule.key}
        empty={t("没有规则核验这张报表。", "No rule checks this form.")}
      />
    </section>
  );
}
const none: CompiledRule[] = [];
