import type { FormLine, Member, Rule, Severity, Text } from "./catalogue.ts";
import { checkAnswer } from "./check-answer.ts";
import type { Compiled, CompiledForm } from "./compile.ts";
import { canonicalDecimal } from "./decimal.ts";
import { judge, verdictOf, type Judgement, type Lookup } from "./evaluate.ts";
import type { Formula } from "./operands.ts";
import { showFormula, showNumbers } from "./show.ts";
import type { CellValue } from "./value.ts";
import { cellKey, refName } from "./vocabulary.ts";

/** One answer of a unit: what it says for a line of a form. */
export type Cell = { measure: string; member: Member; value: CellValue };

/** What the rules need beside the form's own cells. Plain data: the server makes it, hashes it and sends it along. */
export type CheckContext = {
  /** The unit's answers to the same form for the same period one year earlier; absent = no history. */
  previousYear?: Cell[];
};

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
 * to the total (only where the form asks them all). Then the catalogue's rules whose operands all belong to the form;
 * the others are not this form's. Findings stand in the order of the form, then of the catalogue. An undecided
 * finding never blocks. Cells of other lines are ignored. Throws a RangeError for an unknown form.
 */
export function check(compiled: Compiled, formKey: string, cells: Cell[], context: CheckContext): Checked {
  const form = compiled.compiledForms.get(formKey);
  if (!form) throw new RangeError(`目录中没有报表 / no such form: ${formKey}`);
  const now = index(cells);
  const before = context.previousYear && index(context.previousYear);
  const lookup: Lookup = (ref) => {
    const found = (ref.lag === 0 ? now : before)?.get(cellKey(ref.measure, ref.member));
    return found && !isReadable(found) ? { state: "missing" } : found;
  };
  const results = [
    ...form.lines.flatMap((line) => checkLine(compiled, line, now)),
    ...form.breakdowns.map((entry) => checkBreakdown(compiled, entry, lookup)),
    ...form.rules.flatMap(({ rule, expr, when }) => checkRule(compiled, rule, expr, when, lookup)),
  ];
  return {
    findings: results.filter((result) => result !== "holds"),
    holds: results.filter((result) => result === "holds").length,
  };
}

function index(cells: Cell[]): Map<string, CellValue> {
  return new Map(cells.map((cell) => [cellKey(cell.measure, cell.member), cell.value]));
}

/** A number that cannot be read is VR03's business; to every other rule it is missing. */
function isReadable(cell: CellValue): boolean {
  return cell.state !== "number" || canonicalDecimal(cell.value) !== null;
}

function checkLine(compiled: Compiled, line: FormLine, cells: Map<string, CellValue>): (Finding | "holds")[] {
  const measure = compiled.measures.get(line.measure);
  if (!measure) return [];
  const member = line.member ?? "total";
  const name = refName(compiled, { measure: line.measure, member, lag: 0 });
  const place = { zh: `行次 ${line.row} ${name.zh}`, en: `Line ${line.row} ${name.en}` };
  return checkAnswer(measure, line.required !== false, cells.get(cellKey(line.measure, member))).map((result) =>
    result.problem === null
      ? "holds"
      : {
          rule: result.rule,
          severity: "block",
          verdict: "false",
          cells: [{ measure: line.measure, member }],
          text: {
            zh: `${place.zh}:${result.problem.text.zh}`,
            en: `${place.en}: ${result.problem.text.en}`,
          },
          advice: result.problem.advice,
        },
  );
}

const BREAKDOWN_ADVICE: Text = {
  zh: "核对各分类成员和合计,使其相等。",
  en: "Check the members and the total until they agree.",
};

function checkBreakdown(
  compiled: Compiled,
  entry: CompiledForm["breakdowns"][number],
  lookup: Lookup,
): Finding | "holds" {
  if (isNotApplicable(entry.expr, lookup)) return "holds";
  if (verdictOf(entry.expr, lookup) === "true") return "holds";
  const rule = {
    key: "VR32",
    name: { zh: "分类合计等于总数", en: "Breakdown adds up to the total" },
    severity: "block" as const,
    advice: BREAKDOWN_ADVICE,
  };
  return finding(compiled, rule, entry.expr, entry.expr, judge(compiled, entry.expr, lookup), lookup);
}

/** All that is compared is 不适用: there is nothing left open. Where only some of it is, a condition stays undecided. */
const isNotApplicable = (expr: Formula, lookup: Lookup): boolean =>
  expr.refs.length > 0 && expr.refs.every((ref) => lookup(ref)?.state === "na");

function checkRule(
  compiled: Compiled,
  rule: Rule,
  expr: Formula,
  when: Formula | null,
  lookup: Lookup,
): (Finding | "holds")[] {
  const asked = when && verdictOf(when, lookup);
  if (asked === "false") return [];
  if (isNotApplicable(expr, lookup)) return ["holds"];
  if (verdictOf(expr, lookup) === "true") return ["holds"];
  if (when && asked === "undecided") {
    const { gaps } = judge(compiled, when, lookup);
    return [finding(compiled, rule, expr, when, { verdict: "undecided", gaps }, lookup)];
  }
  return [finding(compiled, rule, expr, expr, judge(compiled, expr, lookup), lookup)];
}

/** `shown` is the condition that settled it: the rule's own, or its `when` where that cannot be decided. */
function finding(
  compiled: Compiled,
  rule: Pick<Rule, "key" | "name" | "severity" | "advice">,
  expr: Formula,
  shown: Formula,
  judgement: Judgement,
  lookup: Lookup,
): Finding {
  const { gaps, left, right, imbalance } = judgement;
  const verdict = judgement.verdict === "undecided" ? "undecided" : "false";
  const say = (language: "zh" | "en") => {
    const names = showFormula(compiled, shown, language);
    if (verdict === "undecided") return `${names}. ${gaps.map((gap) => gap.text[language]).join("")}`;
    return `${names} (${showNumbers(shown, language, lookup)})`;
  };
  return {
    rule: rule.key,
    severity: rule.severity,
    verdict,
    cells: expr.refs.filter((ref) => ref.lag === 0).map(({ measure, member }) => ({ measure, member })),
    text: {
      zh: `${rule.name.zh}${verdict === "undecided" ? ",无法判定" : ",不成立"}:${say("zh")}`,
      en: `${rule.name.en}, ${verdict === "undecided" ? "undecided" : "does not hold"}: ${say("en")}`,
    },
    advice: rule.advice,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(imbalance !== undefined && { imbalance }),
  };
}
