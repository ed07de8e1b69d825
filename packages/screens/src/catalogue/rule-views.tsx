import { useMemo } from "react";
import type { Rule, RuleHome, Warning } from "@duibiao/indicators";
import { DataTable, NameTag, ruleHomeKinds, severities, useText, warningLevels, type Column } from "@duibiao/ui";
import { CellsTable, useThrough } from "./cells-table.tsx";
import { EntryLink, useOpened } from "./opened.tsx";
import { EntryPage, Facts, FormulaWords, SourceFacts } from "./parts.tsx";
import { homeText } from "./rule-lists.tsx";
import { inWords, validity } from "./words.ts";

/** 校验规则: what should hold, of what, and what to do where it does not. */
export function RuleView({ entry }: { entry: Rule }) {
  const t = useText();
  const { document, compiled } = useOpened();
  const { expr, when } = entry;
  const formulas = useMemo(() => [expr, ...(when === undefined ? [] : [when])], [expr, when]);
  const through = useThrough(formulas);
  const homes = (document.ruleHomes ?? []).filter(
    ({ home }) => home.kind === "expression" && home.rules.includes(entry.key),
  );
  const asked = [...compiled.compiledForms.values()].filter(({ rules }) =>
    rules.some(({ rule }) => rule.key === entry.key),
  );
  return (
    <EntryPage kind="rules" entry={entry}>
      <section className="card">
        <h2>{t("规则", "Rule")}</h2>
        <Facts
          of={[
            [t("级别", "Severity"), <NameTag key="severity" name={severities[entry.severity]} />],
            [t("应满足", "Should hold"), <FormulaWords key="expr" text={expr} />],
            [t("适用于", "When"), when === undefined ? null : <FormulaWords key="when" text={when} />],
            [t("经由", "Through"), through],
            [t("容差", "Tolerance"), entry.tolerance ?? t("0（必须完全满足）", "0 (exactly)")],
            [
              t("哪些报表核验", "Asked by"),
              asked.length === 0
                ? t("没有报表：所需数据项未在同一报表采集", "no form: its measures are not asked together")
                : asked.map(({ form }) => (
                    <span key={form.key}>
                      <EntryLink kind="forms" id={form.key}>
                        {t(form.name)}
                      </EntryLink>{" "}
                    </span>
                  )),
            ],
            [t("怎么办", "What to do"), t(entry.advice)],
            [
              t("对应要求", "Answers"),
              homes.length === 0
                ? null
                : homes.map(({ key, name }) => (
                    <span key={key}>
                      <EntryLink kind="demanded" id={key}>
                        {key} {t(name)}
                      </EntryLink>{" "}
                    </span>
                  )),
            ],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <section>
        <h2>{t("核验哪些单元格", "Cells that it checks")}</h2>
        <CellsTable title={t(`${entry.name.zh}：单元格`, `${entry.name.en}: cells`)} formulas={formulas} />
      </section>
    </EntryPage>
  );
}

/** One of the demanded rules: its one home. */
export function DemandedView({ entry }: { entry: RuleHome }) {
  const t = useText();
  const { document, compiled } = useOpened();
  const { home } = entry;
  const rows = useMemo(
    () =>
      home.kind === "expression"
        ? home.rules.flatMap((key) => document.rules.find((rule) => rule.key === key) ?? [])
        : [],
    [home, document],
  );
  const columns = useMemo<Column<Rule>[]>(
    () => [
      {
        key: "name",
        header: { zh: "规则", en: "Rule" },
        value: ({ name }) => t(name),
        cell: ({ key, name }) => (
          <EntryLink kind="rules" id={key}>
            {t(name)}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      { key: "key", header: { zh: "键", en: "Key" }, value: ({ key }) => key, width: "m" },
      {
        key: "severity",
        header: { zh: "级别", en: "Severity" },
        value: ({ severity }) => t(severities[severity]),
        cell: ({ severity }) => <NameTag name={severities[severity]} />,
        width: "s",
      },
      {
        key: "expr",
        header: { zh: "应满足", en: "Should hold" },
        value: ({ expr }) => t(inWords(compiled, expr)),
        width: "fill",
      },
      {
        key: "valid",
        header: { zh: "有效期", en: "In force" },
        value: (rule) => {
          const valid = validity(rule);
          return valid === null ? null : t(valid);
        },
        width: "m",
      },
    ],
    [compiled, t],
  );
  return (
    <EntryPage kind="demanded" entry={entry}>
      <section className="card">
        <h2>{t("落在何处", "Where it is at home")}</h2>
        <Facts
          of={[
            [t("状态", "State"), <NameTag key="state" name={ruleHomeKinds[home.kind]} />],
            [home.kind === "expression" ? t("表达式", "Expressions") : t("说明", "In words"), homeText(entry, t)],
          ]}
        />
        {home.kind === "waiting" ? (
          <p className="quiet">
            {t("未启用：不核验任何数据，也不计为通过。", "Not in use: it checks nothing and never counts as passed.")}
          </p>
        ) : null}
        <SourceFacts of={entry} />
      </section>
      {home.kind === "expression" ? (
        <DataTable
          title={t(`${entry.name.zh}：表达式`, `${entry.name.en}: expressions`)}
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          empty={t("本版目录没有所列的表达式。", "This version lacks the expressions listed.")}
        />
      ) : null}
    </EntryPage>
  );
}

type Level = Warning["levels"][number];

/** 预警: when it is raised, at which level. */
export function WarningView({ entry }: { entry: Warning }) {
  const t = useText();
  const { compiled } = useOpened();
  const formulas = useMemo(() => entry.levels.map(({ when }) => when), [entry]);
  const through = useThrough(formulas);
  const columns = useMemo<Column<Level>[]>(
    () => [
      {
        key: "level",
        header: { zh: "级别", en: "Level" },
        value: ({ level }) => t(warningLevels[level]),
        cell: ({ level }) => <NameTag name={warningLevels[level]} />,
        sortBy: false,
        head: true,
        width: "s",
      },
      {
        key: "when",
        header: { zh: "何时发出", en: "Raised when" },
        value: ({ when }) => t(inWords(compiled, when)),
        cell: ({ when }) => <FormulaWords text={when} />,
        sortBy: false,
        width: "fill",
      },
    ],
    [compiled, t],
  );
  return (
    <EntryPage kind="warnings" entry={entry}>
      <section className="card">
        <h2>{t("预警", "Warning")}</h2>
        <Facts
          of={[
            [
              t("状态", "State"),
              entry.levels.length > 0 ? t("生效", "in force") : <NameTag key="state" name={ruleHomeKinds.waiting} />,
            ],
            [t("经由", "Through"), through],
            [t("等待", "Waiting for"), entry.waitingFor === undefined ? null : t(entry.waitingFor)],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      {entry.levels.length === 0 ? null : (
        <>
          <DataTable
            title={t(`${entry.name.zh}：级别`, `${entry.name.en}: levels`)}
            columns={columns}
            rows={entry.levels}
            rowKey={({ level }) => level}
            empty=""
            footer={t("同时满足几级的，按最重的一级发出。", "Where several hold, the gravest is raised.")}
          />
          <section>
            <h2>{t("看哪些单元格", "Cells that it looks at")}</h2>
            <CellsTable title={t(`${entry.name.zh}：单元格`, `${entry.name.en}: cells`)} formulas={formulas} />
          </section>
        </>
      )}
    </EntryPage>
  );
}
