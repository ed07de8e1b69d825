import { auditChecks, auditCheckOf, auditWays } from "../src/audit-check.ts";
import type { Catalogue, RuleHome } from "../src/catalogue.ts";
import { compile } from "../src/compile.ts";
import type { Vocabulary } from "../src/vocabulary.ts";

const SEVERITIES = { block: "强制性", explain: "核实性", issue: "问题", warn: "提示", info: "参考" } as const;

/** docs/RULES.md: the home of every demanded rule, then the expressions with the forms that ask them. */
export function rulesTable(catalogue: Catalogue): string {
  const homes = catalogue.ruleHomes ?? [];
  const count = (kind: RuleHome["home"]["kind"]) => homes.filter(({ home }) => home.kind === kind).length;
  const asking = new Map<string, string[]>();
  const compiled = compile(catalogue);
  for (const [form, { rules }] of compiled.compiledForms)
    for (const { rule } of rules) asking.set(rule.key, [...(asking.get(rule.key) ?? []), form]);
  const homeRows = homes.map(({ key, name, home }) => row(key, name.zh, name.en, ...describeHome(home)));
  const ruleRows = catalogue.rules.map((rule) =>
    row(
      rule.key,
      rule.name.zh,
      `${rule.severity} ${SEVERITIES[rule.severity]}`,
      checkOf(compiled, rule.key),
      asking.get(rule.key)?.join(", ") ?? "rests 暂不执行",
      code(rule.expr),
      rule.when === undefined ? "" : code(rule.when),
    ),
  );
  return `# Validation rules 校验规则

Made from \`packages/indicators/base/rule-homes.yaml\`; after a change, \`npx vitest run tests/rule-homes.test.ts -u\` in the indicators package writes it anew.

Each of the ${homes.length} demanded rules has exactly one home: ${count("expression")} are stated as ${catalogue.rules.length} expressions of the base catalogue, ${count("platform")} are invariants of the platform with the test that guards them, and ${count("waiting")} wait for something: these are inactive and never count as passed.

## Homes 归属

| rule | 规则 | in English | home | by |
|---|---|---|---|---|
${homeRows.join("\n")}

## Expressions 表达式

A rule rests while a limit that it needs has not been entered.

| key | 规则 | severity | audit check 审核方法 | asked by | must hold | where |
|---|---|---|---|---|---|---|
${ruleRows.join("\n")}
`;
}

function checkOf(vocabulary: Vocabulary, rule: string): string {
  const { check, way } = auditCheckOf(vocabulary, rule)!;
  return [auditChecks[check].zh, ...(way === null ? [] : [auditWays[way].zh])].join(" · ");
}

function describeHome(home: RuleHome["home"]): [string, string] {
  switch (home.kind) {
    case "expression":
      return ["expression 表达式", home.rules.join(", ")];
    case "platform":
      return ["platform 平台保证", `test "${home.test}"`];
    case "waiting":
      return ["waiting 等待", `${home.for.zh} ${home.for.en}`];
  }
}

const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
const code = (text: string) => `\`${text}\``;
