import type { FormLine, Member, Rule, Severity, Text } from "./catalogue.ts";
import { checkAnswer } from "./check-answer.ts";
import { asking, asksCopies, index, type Asking, type CheckContext } from "./check-context.ts";
import type { Compiled, CompiledForm, CompiledRule } from "./compile.ts";
import { judge, verdictOf, type Judgement, type Lookup } from "./evaluate.ts";
import type { Formula } from "./operands.ts";
import { showFormula, showNumbers } from "./show.ts";
import type { CellValue } from "./value.ts";
import { cellKey, isCurrent, refName } from "./vocabulary.ts";

/** One answer of a unit: what it says for a line of a form. */
export type Cell = { measure: string; member: Member; value: CellValue };

/** 核验结果: a rule that does not hold, or cannot be decided. `cells` are the form's cells it is about. */
export type Finding = {
  rule: string;
  severity: Severity;
  verdict: "false" | "undecided";
  cells: { measure: string; member: Member }[];
  text: Text;
  advice: Text;
  left?: string;
  right?: string;
  imbalance?: string;
};

/** `holds` counts the rules (per cell for the built-in ones) that were asked and hold. */
export type Checked = { findings: Finding[]; holds: number };

/**
 * Checks a unit's answers to a form: the one check of browser and server.
 *
 * Built in: VR01 required answer present, VR02 non-negative, VR03 number, integer and precision, VR32 members add up
 * to the total (only where the form asks them all). Then the rules that the form asks (see CompiledForm). Findings stand in the order of the form, then of the catalogue. An undecided
 * finding never blocks. Cells of other lines are ignored. Throws a RangeError for an unknown form.
 */
export function check(compiled: Compiled, formKey: string, cells: Cell[], context: CheckContext): Checked {
  const form = compiled.compiledForms.get(formKey);
  if (!form) throw new RangeError(`目录中没有报表 / no such form: ${formKey}`);
  const now = index(cells);
  const asked = asking(compiled, form, now, context);
  const results = [
    ...form.lines.flatMap((line) => checkLine(compiled, line, now)),
    ...form.breakdowns.map((entry) => checkBreakdown(asked, entry)),
    ...form.rules.flatMap((rule) => checkRule(asked, rule)),
  ];
  return {
    findings: results.filter((result) => result !== "holds"),
    holds: results.filter((result) => result === "holds").length,
  };
}

function checkLine(compiled: Compiled, line: FormLine, cells: Map<string, CellValue>): (Finding | "holds")[] {
  const measure = compiled.measures.get(line.measure);
  if (!measure) return [];
  const member = line.member ?? "total";
  const answers = checkAnswer(measure, line.required !== false, cells.get(cellKey(line.measure, member)));
  return answers.map(({ rule, problem }) => {
    if (problem === null) return "holds";
    const name = refName(compiled, { measure: line.measure, member, lag: 0 });
    const text = {
      zh: `行次 ${line.row} ${name.zh}：${problem.text.zh}`,
      en: `Line ${line.row} ${name.en}: ${problem.text.en}`,
    };
    const cell = { measure: line.measure, member };
    return { rule, severity: "block", verdict: "false", cells: [cell], text, advice: problem.advice };
  });
}

const BREAKDOWN_ADVICE: Text = {
  zh: "核对各分类成员和合计，使其相等。",
  en: "Check the members and the total until they agree.",
};

function checkBreakdown(asking: Asking, entry: CompiledForm["breakdowns"][number]): Finding | "holds" {
  if (isNotApplicable(entry.expr, asking.lookup)) return "holds";
  if (verdictOf(asking.compiled, entry.expr, asking.lookup, asking.around) === "true") return "holds";
  const rule = {
    key: "VR32",
    name: { zh: "分类合计等于总数", en: "Breakdown adds up to the total" },
    severity: "block" as const,
    advice: BREAKDOWN_ADVICE,
  };
  return finding(asking, rule, entry.expr, entry.expr, judge(asking.compiled, entry.expr, asking.lookup));
}

/** All that is compared is 不适用: there is nothing left open. Where only some of it is, a condition stays undecided. */
const isNotApplicable = (expr: Formula, lookup: Lookup): boolean =>
  expr.refs.length > 0 && expr.refs.every((ref) => lookup(ref)?.state === "na");

function checkRule(asking: Asking, { rule, expr, when }: CompiledRule): (Finding | "holds")[] {
  const { compiled, lookup } = asking;
  if (asksCopies(expr) && asking.copied === null) return [];
  const asked = when && verdictOf(compiled, when, lookup, asking.around);
  if (asked === "false") return [];
  const around = rule.tolerance === undefined ? asking.around : { ...asking.around, tolerance: rule.tolerance };
  const verdict = verdictOf(compiled, expr, lookup, around);
  // 不适用 leaves nothing open, unless the rule asks for a number: given(x).
  if (verdict === "true" || (verdict === "undecided" && isNotApplicable(expr, lookup))) return ["holds"];
  if (when && asked === "undecided") {
    const { gaps } = judge(compiled, when, lookup, asking.around);
    return [finding(asking, rule, expr, when, { verdict: "undecided", gaps })];
  }
  return [finding(asking, rule, expr, expr, judge(compiled, expr, lookup, around))];
}

/** The form's cells that a condition is about, each once; a window that ends with this period (今年以来) ends in one of them. */
function ownCells(form: CompiledForm, { refs }: Formula): { measure: string; member: string }[] {
  const own = refs
    .filter(({ lag, periods }) => lag === 0 && !periods)
    .map((ref) => [cellKey(ref.measure, ref.member), ref] as const)
    .filter(([key]) => form.asked.has(key));
  return [...new Map(own).values()];
}

/** A condition of the catalogue in words is the same in every form that is checked. */
const spoken = new WeakMap<Formula, Text>();

function inWords(compiled: Compiled, formula: Formula): Text {
  const known = spoken.get(formula) ?? {
    zh: showFormula(compiled, formula, "zh"),
    en: showFormula(compiled, formula, "en"),
  };
  spoken.set(formula, known);
  return known;
}

/** What to do where nothing can be decided: a figure of another form that is still out is told with that form's name. */
function undecidedAdvice(compiled: Compiled, form: CompiledForm, { refs }: Formula, lookup: Lookup): Text {
  const out = refs.filter(
    (ref) => isCurrent(ref) && !form.asked.has(cellKey(ref.measure, ref.member)) && lookup(ref) === undefined,
  );
  if (out.length === 0) return UNDECIDED_ADVICE;
  const asks = ({ form: { ledgerOf }, asked }: CompiledForm) =>
    ledgerOf === undefined && out.some((ref) => asked.has(cellKey(ref.measure, ref.member)));
  const forms = [...compiled.compiledForms.values()].filter(asks);
  return {
    zh: `所缺的数在${forms.map((other) => `《${other.form.name.zh}》`).join("、")}中填报，先报送该表，本条即可判定；本表不必改数。`,
    en: `The missing figure is asked by ${forms.map((other) => other.form.name.en).join(", ")}; submit that first and this can be decided. Nothing to change here.`,
  };
}

const UNDECIDED_ADVICE: Text = {
  zh: "所缺的补齐后自动核验；补不齐的不影响报送，审核人会看到。",
  en: "Once what is missing is there this is checked by itself; it does not keep you from submitting, and reviewers see it.",
};

/** `shown` is the condition that settled it: the rule's own, or its `when` where that cannot be decided. */
function finding(
  { compiled, lookup, around, form, copied }: Asking,
  rule: Pick<Rule, "key" | "name" | "severity" | "advice">,
  expr: Formula,
  shown: Formula,
  judgement: Judgement,
): Finding {
  const { gaps, left, right, imbalance } = judgement;
  const verdict = judgement.verdict === "undecided" ? "undecided" : "false";
  const say = (language: "zh" | "en") => {
    const names = inWords(compiled, shown)[language];
    const told = gaps.map((gap) => gap.text[language]).join("");
    const numbers = () => showNumbers(compiled, shown, language, lookup, around);
    if (language === "zh") return verdict === "undecided" ? `${names}。${told}` : `${names}（${numbers()}）`;
    return verdict === "undecided" ? `${names}. ${told}` : `${names} (${numbers()})`;
  };
  const cells = asksCopies(expr) ? (copied ?? []) : ownCells(form, expr);
  return {
    rule: rule.key,
    severity: rule.severity,
    verdict,
    cells: cells.map(({ measure, member }) => ({ measure, member })),
    // Some rules are named for what is wanted, others for what is found: it is the condition that does not hold.
    text: {
      zh: `${rule.name.zh}：${verdict === "undecided" ? "无法判定" : "不满足"} ${say("zh")}`,
      en: `${rule.name.en}: ${verdict === "undecided" ? "cannot decide" : "does not satisfy"} ${say("en")}`,
    },
    advice: verdict === "undecided" ? undecidedAdvice(compiled, form, shown, lookup) : rule.advice,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(imbalance !== undefined && { imbalance }),
  };
}
