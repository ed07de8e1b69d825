import { useMemo, type ReactNode } from "react";
import type { Compiled, Rule, RuleHome, Warning } from "@duibiao/indicators";
import { nameOf, NameTag, ruleHomeKinds, Segments, severities, useText, warningLevels, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { EntryTable } from "./entry-table.tsx";
import { tabs } from "./kinds.ts";
import { EntryLink, useOpened } from "./opened.tsx";
import type { CatalogueSearch } from "./search.ts";
import { inWords, validity } from "./words.ts";

/** 校验规则: the demanded ones, each with its one home, or the expressions themselves. */
export function RuleList() {
  const t = useText();
  const { document } = useOpened();
  const [search, change] = useAddress<CatalogueSearch>();
  const homes = document.ruleHomes ?? [];
  const list = homes.length === 0 ? "expressions" : (search.list ?? "demanded");
  const tools =
    homes.length === 0 ? null : (
      <Segments
        label={t("看什么", "Shown as")}
        value={list}
        options={[
          { value: "demanded", label: t(`要求的 ${homes.length} 条`, `The ${homes.length} demanded`) },
          {
            value: "expressions",
            label: t(`表达式 ${document.rules.length} 条`, `${document.rules.length} expressions`),
          },
        ]}
        onChange={(next) => change({ list: next === "expressions" ? next : undefined, sort: undefined })}
      />
    );
  return list === "demanded" ? (
    <>
      <HomeCounts homes={homes} />
      <Demanded homes={homes} tools={tools} />
    </>
  ) : (
    <Expressions tools={tools} />
  );
}

/** How many are in force, by what; those that wait for something never count as passed. */
export function HomeCounts({ homes }: { homes: readonly RuleHome[] }) {
  const t = useText();
  const count = (kind: RuleHome["home"]["kind"]) => homes.filter(({ home }) => home.kind === kind).length;
  const [expression, platform, waiting] = [count("expression"), count("platform"), count("waiting")];
  return (
    <p className="row" role="status">
      <NameTag name={ruleHomeKinds.expression} detail={t(`生效 ${expression} 条`, `${expression} in force`)} />
      <NameTag name={ruleHomeKinds.platform} detail={t(`${platform} 条`, String(platform))} />
      <NameTag name={ruleHomeKinds.waiting} detail={t(`${waiting} 条`, String(waiting))} />
      <span className="quiet">
        {t(
          "未启用的规则不核验任何数据，也不计为通过。",
          "Rules that are not in use check nothing, and never count as passed.",
        )}
      </span>
    </p>
  );
}

/** What stands behind a demanded rule, in words. */
export function homeText({ home }: RuleHome, t: ReturnType<typeof useText>): string {
  if (home.kind === "expression") return home.rules.join(t("、", ", "));
  if (home.kind === "platform") return t(`由测试保证：“${home.test}”`, `guaranteed by the test "${home.test}"`);
  return t(`等待：${home.for.zh}`, `waiting for ${home.for.en}`);
}

function Demanded({ homes, tools }: { homes: readonly RuleHome[]; tools: ReactNode }) {
  const t = useText();
  const columns = useMemo<Column<RuleHome>[]>(
    () => [
      {
        key: "state",
        header: { zh: "状态", en: "State" },
        value: ({ home }) => t(ruleHomeKinds[home.kind]),
        cell: ({ home }) => <NameTag name={ruleHomeKinds[home.kind]} />,
        width: "m",
      },
      {
        key: "home",
        header: { zh: "落在何处", en: "Where it is at home" },
        value: (row) => homeText(row, t),
        cell: (row) =>
          row.home.kind !== "expression"
            ? homeText(row, t)
            : row.home.rules.map((key, at) => (
                <span key={key}>
                  {at > 0 ? t("、", ", ") : ""}
                  <EntryLink kind="rules" id={key}>
                    {key}
                  </EntryLink>
                </span>
              )),
        sortBy: false,
        width: "fill",
      },
      { key: "source", header: { zh: "来源", en: "Source" }, value: ({ source }) => source ?? null, width: "l" },
    ],
    [t],
  );
  return (
    <EntryTable
      title={t("要求的校验规则", "Demanded rules")}
      rows={homes}
      kind={ofDemanded}
      columns={columns}
      tools={tools}
      rowClass={({ home }) => (home.kind === "waiting" ? "catalogue-waiting" : undefined)}
    />
  );
}
const ofDemanded = () => "demanded" as const;

function Expressions({ tools }: { tools: ReactNode }) {
  const t = useText();
  const { document, compiled } = useOpened();
  const columns = useMemo<Column<Rule>[]>(
    () => [
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
        key: "when",
        header: { zh: "适用于", en: "When" },
        value: ({ when }) => (when === undefined ? null : t(inWords(compiled, when))),
        width: "l",
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
  return <EntryTable title={t(tabs.rules)} rows={document.rules} kind={ofRules} columns={columns} tools={tools} />;
}
const ofRules = () => "rules" as const;

export function WarningList() {
  const t = useText();
  const { document, compiled } = useOpened();
  const columns = useMemo<Column<Warning>[]>(
    () => [
      {
        key: "levels",
        header: { zh: "级别", en: "Levels" },
        value: ({ levels }) =>
          levels.map(({ level }) => t(nameOf(warningLevels, level))).join(t("、", ", ")) || t("未启用", "not in use"),
        cell: ({ levels }) =>
          levels.length === 0 ? (
            <NameTag name={ruleHomeKinds.waiting} />
          ) : (
            <span className="row">
              {levels.map(({ level }) => (
                <NameTag key={level} name={warningLevels[level]} />
              ))}
            </span>
          ),
        width: "l",
      },
      {
        key: "when",
        header: { zh: "何时发出", en: "Raised when" },
        value: (warning) => whenText(warning, compiled, t),
        cell: (warning) => <span className="catalogue-clamp">{whenText(warning, compiled, t)}</span>,
        width: "fill",
      },
    ],
    [compiled, t],
  );
  return (
    <EntryTable
      title={t(tabs.warnings)}
      rows={document.warnings ?? none}
      kind={ofWarnings}
      columns={columns}
      rowClass={({ levels }) => (levels.length === 0 ? "catalogue-waiting" : undefined)}
    />
  );
}
function whenText({ levels, waitingFor }: Warning, compiled: Compiled, t: ReturnType<typeof useText>): string | null {
  if (waitingFor !== undefined) return t(`等待：${waitingFor.zh}`, `waiting for ${waitingFor.en}`);
  return (
    levels
      .map(({ level, when }) => {
        const [name, words] = [nameOf(warningLevels, level), inWords(compiled, when)];
        return t(`${name.zh}：${words.zh}`, `${name.en}: ${words.en}`);
      })
      .join(t("；", "; ")) || null
  );
}
const ofWarnings = () => "warnings" as const;
const none: Warning[] = [];
