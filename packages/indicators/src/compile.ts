import type { Catalogue, Form, FormLine, Rule, Text } from "./catalogue.ts";
import { effectiveOn } from "./effective.ts";
import { FormulaFailure } from "./formula-error.ts";
import { resolveFormula, type Formula } from "./operands.ts";
import { externalName } from "./outside.ts";
import { askedBy, cellKey, vocabularyOf, type Vocabulary } from "./vocabulary.ts";

/** A rule of one form, ready to be asked. */
export type CompiledRule = { rule: Rule; expr: Formula; when: Formula | null };

/**
 * A form with its lines in order and the rules that it asks: its own, and those whose operands all belong to it. A rule
 * rests, and is not asked, while a limit that it needs is not known; `missing` names those limits.
 */
export type CompiledForm = {
  form: Form;
  lines: FormLine[];
  asked: ReadonlySet<string>;
  rules: CompiledRule[];
  resting: { rule: Rule; missing: Text[] }[];
  /** `measure == sum(measure[breakdown])` for each measure asked with its total and every member. */
  breakdowns: { measure: string; breakdown: string; expr: Formula }[];
};

/**
 * A catalogue whose formulas have been read once. Make it once per catalogue version and pass it around.
 * `formulas` holds every formula of indicators (with interval bounds) and derived measures by its text.
 */
export type Compiled = Vocabulary & {
  formulas: ReadonlyMap<string, Formula>;
  compiledForms: ReadonlyMap<string, CompiledForm>;
};

/**
 * Reads every formula of a catalogue as it applies on a day (see `effectiveOn`).
 * Throws a FormulaFailure naming the place (`indicators[3].formula`) at the first formula that cannot be used:
 * a catalogue that `lint` passed has none.
 */
export function compile(document: Catalogue, day?: string): Compiled {
  const catalogue = effectiveOn(document, day);
  const vocabulary = vocabularyOf(catalogue);
  const formulas = new Map<string, Formula>();
  const add = (path: string, text: string) => formulas.set(text, need(vocabulary, path, text, "number"));
  catalogue.derived.forEach((derived, at) => add(`derived[${at}].formula`, derived.formula));
  catalogue.indicators.forEach((indicator, at) => {
    add(`indicators[${at}].formula`, indicator.formula);
    if (!indicator.interval) return;
    add(`indicators[${at}].interval.lower`, indicator.interval.lower);
    add(`indicators[${at}].interval.upper`, indicator.interval.upper);
  });
  const named = catalogue.rules.map((rule, at) => measuresOf(vocabulary, rule, at));
  const compiledForms = new Map(catalogue.forms.map((form) => [form.key, compileForm(vocabulary, form, named)]));
  return { ...vocabulary, formulas, compiledForms };
}

/** The formula of numbers with this text: read once where the catalogue has it, else now. Throws a FormulaFailure when it is wrong. */
export function formulaOf(compiled: Compiled, text: string): Formula {
  return compiled.formulas.get(text) ?? need(compiled, "", text, "number");
}

/** The condition with this text, looked up now. Throws a FormulaFailure when it is wrong. */
export function conditionOf(vocabulary: Vocabulary, text: string): Formula {
  return need(vocabulary, "", text, "condition");
}

/** The measures that a rule names: a form that lacks one of them need not look at it. */
function measuresOf(vocabulary: Vocabulary, { expr, when }: Rule, at: number): string[] {
  const parts = [need(vocabulary, `rules[${at}].expr`, expr, "condition")];
  if (when !== undefined) parts.push(need(vocabulary, `rules[${at}].when`, when, "condition"));
  return [...new Set(parts.flatMap(({ refs }) => refs.map(({ measure }) => measure)))];
}

function compileForm(vocabulary: Vocabulary, form: Form, named: readonly string[][]): CompiledForm {
  const asked = askedBy(form);
  const lines = form.sections.flatMap((section) => section.lines);
  const own = new Set(lines.map(({ measure }) => measure));
  const rules = vocabulary.catalogue.rules.flatMap((rule, at) => {
    if (rule.form === undefined ? !named[at]?.every((key) => own.has(key)) : rule.form !== form.key) return [];
    const expr = need(vocabulary, `rules[${at}].expr`, rule.expr, "condition", asked);
    const when = rule.when === undefined ? null : need(vocabulary, `rules[${at}].when`, rule.when, "condition", asked);
    return [{ rule, expr, when }];
  });
  const mine = rules.flatMap((compiled) => {
    const parts = compiled.when === null ? [compiled.expr] : [compiled.expr, compiled.when];
    const isOwn = ({ refs }: Formula) => refs.every((ref) => asked.has(cellKey(ref.measure, ref.member)));
    if (compiled.rule.form === undefined && !parts.every(isOwn)) return [];
    return [{ ...compiled, missing: parts.flatMap((part) => unknownLimits(vocabulary, part)) }];
  });
  return {
    form,
    lines,
    asked,
    breakdowns: compileBreakdowns(vocabulary, lines, asked),
    rules: mine.flatMap(({ missing, ...compiled }) => (missing.length === 0 ? [compiled] : [])),
    resting: mine.flatMap(({ rule, missing }) => (missing.length === 0 ? [] : [{ rule, missing }])),
  };
}

/** Limits that nobody has entered. Over one of them a condition could decide nothing of any unit. */
function unknownLimits(vocabulary: Vocabulary, { externals }: Formula): Text[] {
  return externals.flatMap((external) =>
    external.kind === "limit" &&
    vocabulary.limits.get(external.table)?.limits.find(({ key }) => key === external.row)?.value === null
      ? [externalName(vocabulary, external)]
      : [],
  );
}

function compileBreakdowns(
  vocabulary: Vocabulary,
  lines: FormLine[],
  asked: ReadonlySet<string>,
): CompiledForm["breakdowns"] {
  return lines
    .filter((line) => (line.member ?? "total") === "total")
    .flatMap(({ measure }) =>
      (vocabulary.measures.get(measure)?.breakdowns ?? [])
        .filter((key) => {
          const members = vocabulary.breakdowns.get(key)?.members ?? [];
          return members.length > 0 && members.every((member) => asked.has(cellKey(measure, `${key}:${member.key}`)));
        })
        .map((breakdown) => ({
          measure,
          breakdown,
          expr: need(vocabulary, "", `${measure} == sum(${measure}[${breakdown}])`, "condition", asked),
        })),
    );
}

function need(
  vocabulary: Vocabulary,
  path: string,
  text: string,
  wanted: "number" | "condition",
  asked?: ReadonlySet<string>,
): Formula {
  const resolved = resolveFormula(vocabulary, text, wanted, asked);
  if (resolved.ok) return resolved.formula;
  const where = path === "" ? text : path;
  const placed: Text = {
    zh: `${where}:${resolved.error.text.zh}`,
    en: `${where}: ${resolved.error.text.en}`,
  };
  throw new FormulaFailure({ ...resolved.error, text: placed });
}
