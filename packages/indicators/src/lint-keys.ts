import type { Catalogue } from "./catalogue.ts";
import { BUILT_IN_RULES } from "./check-answer.ts";
import { error, type LintFinding } from "./lint-finding.ts";
import { RESERVED } from "./tokens.ts";

/** Keys that formulas name. */
const STRICT = /^[a-z][a-z0-9_]*$/;
/** Keys that documents and people name: forms, rules, schemes, breakdowns and members, factor sets. */
const LOOSE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
/** Factor sets, limit tables and registry facts stand in formulas like names, so no hyphen and no digit first. */
const NAMED = /^[A-Za-z][A-Za-z0-9_]*$/;

type Keyed = { key: string };

/** Form of keys and keys given twice. Measures and derived measures share one space of names. */
export function lintKeys(catalogue: Catalogue): LintFinding[] {
  const nameTaken = new Set(catalogue.measures.map((measure) => measure.key));
  return [
    ...keysOf("measures", catalogue.measures, STRICT),
    ...keysOf("derived", catalogue.derived, STRICT),
    ...catalogue.derived.flatMap((derived, at) =>
      nameTaken.has(derived.key) ? [duplicate(`derived[${at}].key`, derived.key)] : [],
    ),
    ...[...catalogue.measures.map(placed("measures")), ...catalogue.derived.map(placed("derived"))].flatMap(reserved),
    ...keysOf("indicators", catalogue.indicators, STRICT),
    ...keysOf("factorSets", catalogue.factorSets, NAMED),
    ...keysOf("breakdowns", catalogue.breakdowns, LOOSE),
    ...catalogue.breakdowns.flatMap((breakdown, at) => keysOf(`breakdowns[${at}].members`, breakdown.members, LOOSE)),
    ...keysOf("rules", catalogue.rules, LOOSE),
    ...catalogue.rules.flatMap((rule, at) =>
      BUILT_IN_RULES.some((key) => key === rule.key)
        ? [
            error(
              "reserved_key",
              `rules[${at}].key`,
              `${rule.key} 是每张报表自带的规则，请改用别的键。`,
              `${rule.key} is a rule that every form has; use another key.`,
            ),
          ]
        : [],
    ),
    ...keysOf("forms", catalogue.forms, LOOSE),
    ...catalogue.forms.flatMap((form, at) => keysOf(`forms[${at}].sections`, form.sections, LOOSE)),
    ...keysOf("schemes", catalogue.schemes, LOOSE),
    ...catalogue.schemes.flatMap(({ gates = [], grades = [] }, at) => [
      ...keysOf(`schemes[${at}].gates`, gates, LOOSE),
      ...keysOf(`schemes[${at}].grades`, grades, LOOSE),
    ]),
    ...keysOf("limits", catalogue.limits ?? [], NAMED),
    ...keysOf("registry", catalogue.registry ?? [], NAMED),
    ...keysOf("targets", catalogue.targets ?? [], LOOSE),
    ...keysOf("warnings", catalogue.warnings ?? [], LOOSE),
    ...keysOf("rubrics", catalogue.rubrics ?? [], LOOSE),
    ...keysOf("surveys", catalogue.surveys ?? [], LOOSE),
    ...keysOf("ruleHomes", catalogue.ruleHomes ?? [], LOOSE),
    ...(["limits", "registry"] as const).flatMap((list) => keysOf(list, catalogue[list] ?? [], NAMED)),
    ...(["targets", "warnings", "rubrics", "surveys", "ruleHomes"] as const).flatMap((list) =>
      keysOf(list, catalogue[list] ?? [], LOOSE),
    ),
  ];
}

function keysOf(path: string, entries: Keyed[], pattern: RegExp): LintFinding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key }, at) => {
    const findings: LintFinding[] = [];
    const where = `${path}[${at}].key`;
    if (!pattern.test(key))
      findings.push(
        error(
          "key_pattern",
          where,
          `键“${key}”应符合 ${pattern.source}，请改名。`,
          `key "${key}" should match ${pattern.source}; rename it.`,
        ),
      );
    if (seen.has(key)) findings.push(duplicate(where, key));
    seen.add(key);
    return findings;
  });
}

function duplicate(path: string, key: string): LintFinding {
  return error("duplicate_key", path, `键 ${key} 重复，请改名。`, `key ${key} is used twice; rename one.`);
}

function placed(list: string): (entry: Keyed, at: number) => { path: string; key: string } {
  return ({ key }, at) => ({ path: `${list}[${at}].key`, key });
}

function reserved({ path, key }: { path: string; key: string }): LintFinding[] {
  if (!RESERVED.includes(key)) return [];
  return [
    error(
      "reserved_key",
      path,
      `${key} 是公式语言的保留字，请改名。`,
      `${key} is a word of the formula language; rename it.`,
    ),
  ];
}
