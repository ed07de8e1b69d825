import type { Rule } from "./catalogue.ts";
import { error, warn, type LintFinding } from "./lint-finding.ts";
import { resolveFormula, type Formula } from "./operands.ts";
import { askedBy, cellKey, type Vocabulary } from "./vocabulary.ts";

/** Formulas that cannot be used, and formulas over figures that nobody is asked for. */
export function lintFormulas(vocabulary: Vocabulary): LintFinding[] {
  const { catalogue } = vocabulary;
  return [
    ...catalogue.derived.flatMap((derived, at) =>
      broken(vocabulary, `derived[${at}].formula`, derived.formula, "number"),
    ),
    ...catalogue.indicators.flatMap((indicator, at) => {
      const path = `indicators[${at}]`;
      const bounds = indicator.interval;
      return [
        ...lintIndicator(vocabulary, `${path}.formula`, indicator.formula),
        ...(bounds ? broken(vocabulary, `${path}.interval.lower`, bounds.lower, "number") : []),
        ...(bounds ? broken(vocabulary, `${path}.interval.upper`, bounds.upper, "number") : []),
      ];
    }),
    ...catalogue.rules.flatMap((rule, at) => lintRule(vocabulary, `rules[${at}]`, rule)),
  ];
}

/** Figures of a formula that no form asks: 未采集. Last year's are this year's form a year ago. */
export function notCollected(vocabulary: Vocabulary, formula: Formula): string[] {
  return [...new Set(formula.refs.map((ref) => cellKey(ref.measure, ref.member)))].filter(
    (key) => !vocabulary.asked.has(key),
  );
}

function lintIndicator(vocabulary: Vocabulary, path: string, text: string): LintFinding[] {
  const resolved = resolveFormula(vocabulary, text, "number");
  if (!resolved.ok || resolved.formula.refs.length === 0) return broken(vocabulary, path, text, "number");
  const absent = notCollected(vocabulary, resolved.formula);
  if (absent.length === 0) return [];
  return [
    warn(
      "not_collected",
      path,
      `未采集:没有报表要求 ${absent.join("、")}。`,
      `not collected: no form asks ${absent.join(", ")}.`,
    ),
  ];
}

function lintRule(vocabulary: Vocabulary, path: string, rule: Rule): LintFinding[] {
  const findings = [
    ...broken(vocabulary, `${path}.expr`, rule.expr, "condition"),
    ...(rule.when === undefined ? [] : broken(vocabulary, `${path}.when`, rule.when, "condition")),
  ];
  if (findings.length > 0) return findings;
  const askedSomewhere = vocabulary.catalogue.forms.some((form) => {
    if (rule.form !== undefined) return rule.form === form.key;
    const asked = askedBy(form);
    return [rule.expr, ...(rule.when === undefined ? [] : [rule.when])].every((text) => {
      const resolved = resolveFormula(vocabulary, text, "condition", asked);
      return resolved.ok && resolved.formula.refs.every((ref) => asked.has(cellKey(ref.measure, ref.member)));
    });
  });
  if (askedSomewhere) return [];
  return [
    warn(
      "rule_unasked",
      path,
      "没有一张报表包含该规则的全部数据项,规则不会执行。",
      "no form asks every figure of this rule; it is never asked.",
    ),
  ];
}

function broken(vocabulary: Vocabulary, path: string, text: string, wanted: "number" | "condition"): LintFinding[] {
  const resolved = resolveFormula(vocabulary, text, wanted);
  if (!resolved.ok) return [error("bad_formula", path, resolved.error.text.zh, resolved.error.text.en)];
  if (resolved.formula.refs.length + resolved.formula.externals.length > 0) return [];
  return [error("no_operands", path, "公式没有引用任何数据项。", "the formula names no measure.")];
}
