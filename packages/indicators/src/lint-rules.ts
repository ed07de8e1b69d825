import { auditChecks, auditWays, readCheck, waysOfCheck, type AuditWay } from "./audit-check.ts";
import type { Rule } from "./catalogue.ts";
import { canonicalDecimal } from "./decimal.ts";
import { childrenOf } from "./compute.ts";
import { effectiveOn } from "./effective.ts";
import { isPossible } from "./interval-logic.ts";
import { error, unknown, warn, type LintFinding, type LintOptions } from "./lint-finding.ts";
import { notCollected } from "./lint-formulas.ts";
import { rangesOf, unissued } from "./lint-ranges.ts";
import { broken, usable, type Reading } from "./lint-reading.ts";
import { resolveFormula, type Formula, type Node } from "./operands.ts";
import { askedBy, cellKey, isCurrent, vocabularyOf, type OperandRef, type Vocabulary } from "./vocabulary.ts";

/** 规则过严: a rule that fires for more than this share of the units it is asked of tells nobody anything. */
const TOO_STRICT = 0.2;

/** Rules that cannot be read, are asked nowhere, wait for something, or fire never, always or too often; and their homes. */
export function lintRules(reading: Reading, options: LintOptions): LintFinding[] {
  const { catalogue } = reading.vocabulary;
  const inForce = vocabularyOf(effectiveOn(catalogue, options.today));
  const forms = catalogue.forms.map(askedBy);
  return [
    ...catalogue.rules.flatMap((rule, at) => {
      const path = `rules[${at}]`;
      const findings = [
        ...broken(reading, `${path}.expr`, rule.expr, "condition"),
        ...(rule.when === undefined ? [] : broken(reading, `${path}.when`, rule.when, "condition")),
        ...tooStrict(rule, path, options.hits),
      ];
      const expr = usable(reading, rule.expr, "condition");
      const when = rule.when === undefined ? null : usable(reading, rule.when, "condition");
      if (!expr || (rule.when !== undefined && !when)) return findings;
      return [
        ...findings,
        ...lintTolerance(rule, expr, path),
        ...lintCheck(reading.vocabulary, rule, expr, path),
        ...lintAsked(reading.vocabulary, rule, { expr, when }, path, forms),
        ...lintWaits(inForce, { expr, when }, path),
        ...lintFires(inForce, rule, { expr, when }, path),
      ];
    }),
    ...lintHomes(reading.vocabulary),
  ];
}

type Read = { expr: Formula; when: Formula | null };

function lintTolerance({ tolerance }: Rule, { root }: Formula, path: string): LintFinding[] {
  if (tolerance === undefined) return [];
  const decimal = canonicalDecimal(tolerance);
  const compared = root.kind === "compare" && root.op !== "!=";
  if (compared && decimal !== null && !decimal.startsWith("-")) return [];
  return [
    error(
      "tolerance_unusable",
      `${path}.tolerance`,
      compared
        ? `容差“${tolerance}”应为不小于 0 的十进制数。`
        : "容差只用于最外层是比较（如 a == b）的规则；请改写规则，或去掉容差。",
      compared
        ? `the tolerance "${tolerance}" must be a plain decimal of 0 or more.`
        : "a tolerance needs a comparison (such as a == b) at the top of the rule; rewrite the rule or drop the tolerance.",
    ),
  ];
}

/** 审核方法: the way belongs to the check, and what it compares with stands in the condition. */
function lintCheck(vocabulary: Vocabulary, rule: Rule, expr: Formula, path: string): LintFinding[] {
  const { check, way } = rule;
  if (way === undefined) return [];
  // A document from outside may hold any word here.
  const zh = auditWays[way]?.zh ?? way;
  if (check === undefined || waysOfCheck[check]?.includes(way) !== true)
    return [
      error(
        "rule_check_unfit",
        `${path}.way`,
        check === undefined
          ? `写了审核方法细分“${zh}”，没有写审核方法（check）；请补上。`
          : `“${zh}”不属于“${auditChecks[check]?.zh ?? check}”；请改正。`,
        check === undefined
          ? `has the way ${way} and no check; state the check.`
          : `${way} is no way of ${check}; correct it.`,
      ),
    ];
  const read = readCheck(vocabulary, rule, expr).way;
  if (read === way || !readable.has(way)) return [];
  return [
    warn(
      "rule_check_doubtful",
      `${path}.way`,
      `写明为“${zh}”，条件里却没有所比的数；请改正其一。`,
      `stated as ${way}, while the condition names nothing of the kind to compare with; correct one of them.`,
    ),
  ];
}

/** Ways that show in a condition: whoever states one without it means something else. */
const readable: ReadonlySet<AuditWay> = new Set([
  "peers",
  "unit_price",
  "year_on_year",
  "period_on_period",
  "registry",
]);

/** Whether some form asks the rule and can decide it. Another form's figures are known of the current period only. */
function lintAsked(
  vocabulary: Vocabulary,
  rule: Rule,
  { expr, when }: Read,
  path: string,
  forms: ReadonlySet<string>[],
): LintFinding[] {
  const unasked = (zh: string, en: string) => [warn("rule_unasked", path, zh, en)];
  if (rule.form === undefined) {
    if (forms.some((asked) => asksAll(vocabulary, rule, { expr, when }, asked))) return [];
    return unasked(
      "没有一张报表包含该规则的全部数据项，规则不会执行；请用 form 指明由哪张报表提问。",
      "no form asks every figure of this rule, it is never asked; name with form the one that asks it.",
    );
  }
  const form = vocabulary.forms.get(rule.form);
  if (!form) return [unknown("rule_form_unknown", `${path}.form`, "报表", "form", rule.form)];
  const asked = askedBy(form);
  const formulas = [expr, ...(when ? [when] : [])];
  const absent = formulas.flatMap((formula) => notCollected(vocabulary, formula));
  if (absent.length > 0)
    return unasked(
      `没有报表要求 ${[...new Set(absent)].join("、")}，规则无法判定；请列入报表。`,
      `no form asks ${[...new Set(absent)].join(", ")}, the rule cannot be decided; ask them in a form.`,
    );
  const refs = formulas.flatMap((formula) => formula.refs);
  const own = refs.filter((ref) => asked.has(cellKey(ref.measure, ref.member)));
  if (refs.length > 0 && own.length === 0)
    return unasked(
      `报表 ${form.key} 没有该规则的任何数据项；请改 form。`,
      `form ${form.key} has no figure of this rule; change form.`,
    );
  const past = refs.filter((ref) => !isCurrent(ref) && !asked.has(cellKey(ref.measure, ref.member)));
  if (past.length === 0) return [];
  const keys = [...new Set(past.map((ref) => cellKey(ref.measure, ref.member)))];
  return unasked(
    `${keys.join("、")} 属于其他报表，只知道本期值，规则无法判定；请去掉时间函数，或改由其所属报表提问。`,
    `${keys.join(", ")} belong to another form, whose earlier periods are not known here; drop the time function or let that form ask the rule.`,
  );
}

function asksAll(vocabulary: Vocabulary, rule: Rule, { expr, when }: Read, asked: ReadonlySet<string>): boolean {
  const has = ({ measure, member }: OperandRef) => asked.has(cellKey(measure, member));
  const asks = (text: string, { root, refs }: Formula) => {
    if (refs.every(has)) return true;
    if (!aggregates(root)) return false;
    // Of a breakdown each form takes the members that it asks itself.
    const own = resolveFormula(vocabulary, text, "condition", asked);
    return own.ok && own.formula.refs.every(has);
  };
  return asks(rule.expr, expr) && (!when || asks(rule.when as string, when));
}

const aggregates = (node: Node): boolean => node.kind === "aggregate" || childrenOf(node).some(aggregates);

function lintWaits(vocabulary: Vocabulary, { expr, when }: Read, path: string): LintFinding[] {
  const waiting = [expr, ...(when ? [when] : [])].flatMap((formula) => unissued(vocabulary, formula));
  if (waiting.length === 0) return [];
  const list = (language: "zh" | "en", mark: string) => [...new Set(waiting.map((name) => name[language]))].join(mark);
  return [
    warn(
      "rule_waits",
      path,
      `规则等待${list("zh", "、")}的值（待核对 NEEDS_CHECK），在此之前无法判定；请录入有来源的值。`,
      `the rule waits for the value of ${list("en", ", ")} (NEEDS_CHECK) and is undecided until then; enter it with its source.`,
    ),
  ];
}

function lintFires(vocabulary: Vocabulary, rule: Rule, { expr, when }: Read, path: string): LintFinding[] {
  const never = (where: string, zh: string, en: string) => [warn("rule_never_fires", where, zh, en)];
  if ((rule.validFrom ?? "") > (rule.validTo ?? "9999-12-31"))
    return never(
      `${path}.validTo`,
      `失效日 ${rule.validTo} 早于生效日 ${rule.validFrom}，规则从不生效；请改日期。`,
      `the rule ends on ${rule.validTo}, before it begins on ${rule.validFrom}; correct the dates.`,
    );
  const decimal = rule.tolerance === undefined ? null : canonicalDecimal(rule.tolerance);
  const tolerance = decimal === null || decimal.startsWith("-") ? {} : { tolerance: decimal };
  const asked = when ? [{ condition: when.root, ranges: rangesOf(vocabulary, when), is: true }] : [];
  const holds = { condition: expr.root, ranges: rangesOf(vocabulary, expr), ...tolerance };
  if (!isPossible(asked))
    return never(
      `${path}.when`,
      "适用条件自相矛盾，规则从不适用；请改写 when。",
      "the condition when contradicts itself, the rule is never asked; rewrite it.",
    );
  if (!isPossible([...asked, { ...holds, is: false }]))
    return never(
      `${path}.expr`,
      "无论填什么数，规则都成立，从不触发；请改写，或删去。",
      "the rule holds whatever is reported and never fires; rewrite or remove it.",
    );
  if (isPossible([...asked, { ...holds, is: true }])) return [];
  return [
    error(
      "rule_always_fires",
      `${path}.expr`,
      "无论填什么数，规则都不成立，每次都触发；请改写。",
      "the rule fails whatever is reported and fires each time; rewrite it.",
    ),
  ];
}

function tooStrict(rule: Rule, path: string, hits: LintOptions["hits"]): LintFinding[] {
  const found = hits?.[rule.key];
  if (!found || !(found.hits > found.asked * TOO_STRICT)) return [];
  const share = Math.round((found.hits / found.asked) * 1000) / 10;
  return [
    warn(
      "rule_too_strict",
      path,
      `规则过严：${found.asked} 家中 ${found.hits} 家触发（${share}%，超过 20%）；请放宽阈值，或降低强度。`,
      `too strict: fires for ${found.hits} of ${found.asked} units (${share}%, above 20%); widen the threshold or lower the severity.`,
    ),
  ];
}

/** Rules named after a demanded one (VR35_GAS): a province's own rules meet no demand. */
const DEMANDED = /^VR\d/;

/** Each demanded rule has exactly one home, where homes are given at all. */
function lintHomes({ catalogue }: Vocabulary): LintFinding[] {
  const { ruleHomes } = catalogue;
  if (ruleHomes === undefined) return [];
  const rules = new Set(catalogue.rules.map(({ key }) => key));
  const housed = new Map<string, string>();
  const homes = ruleHomes.flatMap(({ key, home }, at) =>
    home.kind !== "expression"
      ? []
      : home.rules.flatMap((rule, index) => {
          const path = `ruleHomes[${at}].home.rules[${index}]`;
          const other = housed.get(rule);
          housed.set(rule, key);
          if (!rules.has(rule)) return [unknown("rule_homes", path, "规则", "rule", rule)];
          if (other === undefined) return [];
          return [
            error(
              "rule_homes",
              path,
              `规则 ${rule} 已归入 ${other}，每条规则只有一个归属；请删去一处。`,
              `rule ${rule} is at home in ${other} already; each rule has one home, remove it from one.`,
            ),
          ];
        }),
  );
  const homeless = catalogue.rules.flatMap(({ key }, at) =>
    housed.has(key) || !DEMANDED.test(key)
      ? []
      : [
          error(
            "rule_homes",
            `rules[${at}].key`,
            `键以 VR 加数字开头的规则须归入一项要求，${key} 还没有归属；请在规则归宿（ruleHomes）中归入，或换一个键。`,
            `rule ${key} has no home; name it in ruleHomes under the demand that it meets.`,
          ),
        ],
  );
  return [...homes, ...homeless];
}
