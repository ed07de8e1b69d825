import {
  askedAt,
  childrenOf,
  compile,
  conditionOf,
  evaluateCondition,
  evaluateIndicator,
  formulaOf,
  externalKey,
  externalName,
  pathsOf,
  refKey,
  refName,
  showFormula,
  showNumbers,
  vocabularyOf,
  type Catalogue,
  type CellValue,
  type Compiled,
  type DerivedMeasure,
  type Formula,
  type Indicator,
  type Language,
  type Lookup,
  type Node,
  type OperandRef,
  type Rule,
} from "@duibiao/indicators";
import { readDataFile } from "./data-file.ts";
import { fail } from "./fault.ts";
import { readFigures, type Figures } from "./figures.ts";
import { rowsOf } from "./rows.ts";

/** Figures of one region in one period, to put into the formula. */
export type Asked = { figures: Figures; region: string; period: string };

/** Reads the file of figures that numbers are taken from. */
export const readAsked = async (
  catalogue: Catalogue,
  data: string,
  region: string,
  period: string,
): Promise<Asked> => ({
  figures: readFigures(vocabularyOf(catalogue), await readDataFile(data)),
  region,
  period,
});

type Line = (zh: string, en: string) => string;

/** An indicator or a rule in words; with figures also with the numbers put in, and the value or why there is none. */
export function explain(catalogue: Catalogue, key: string, language: Language, asked: Asked | null): string {
  const period = asked?.figures.periods.find((one) => one.key === asked.period);
  if (asked && !period) fail(`数据文件中没有报告期 ${asked.period}。`, `the data file has no period ${asked.period}.`);
  const region = asked?.figures.regions.find(({ name }) => name === asked.region);
  if (asked && !region) fail(`数据文件中没有地区 ${asked.region}。`, `the data file has no region ${asked.region}.`);
  const compiled = compile(catalogue, period?.end);
  const indicator = compiled.indicators.get(key);
  const rule = compiled.catalogue.rules.find((one) => one.key === key);
  if (!indicator && !rule)
    fail(`目录中没有指标或校验规则 ${key}。`, `the catalogue has no indicator and no rule ${key}.`);
  const line: Line = (zh, en) => (language === "zh" ? zh : en);
  const definition = indicator
    ? aboutIndicator(compiled, indicator, language, line)
    : aboutRule(compiled, rule!, language, line);
  if (!asked || !period || !region) return `${definition.join("\n")}\n`;
  const rows = rowsOf(compiled, asked.figures, period);
  const outside = { period, region: region.name };
  const answer = indicator
    ? indicatorAnswer(compiled, indicator, rows.source(region.id, outside), language, line)
    : ruleAnswer(compiled, rule!, (ref) => rows.cell(region.id, ref), outside, language, line);
  return `${[...definition, "", `${region.name} ${period.key}`, ...answer].join("\n")}\n`;
}

function aboutIndicator(compiled: Compiled, indicator: Indicator, language: Language, line: Line): string[] {
  const formula = formulaOf(compiled, indicator.formula);
  const directions = {
    higher: line("越高越好", "higher is better"),
    lower: line("越低越好", "lower is better"),
    interval: line("区间最好", "best in an interval"),
    none: line("不评高低", "neither better nor worse"),
  };
  return [
    `${line("指标", "Indicator")} ${indicator.key} ${indicator.name[language]}`,
    `${line("计算：", "Formula: ")}${showFormula(compiled, formula, language)}`,
    ...derivedIn(compiled, formula.root).map(({ name, formula: text }) => {
      const words = showFormula(compiled, formulaOf(compiled, text), language);
      return `  ${name[language]} = ${words}`;
    }),
    `${line("写法：", "Written: ")}${indicator.formula}`,
    `${line("计量单位：", "Unit of measure: ")}${indicator.uom}${line("；", "; ")}${directions[indicator.direction]}`,
    ...sourceOf(indicator, line),
    ...needsOf(compiled, formula, language, line),
    ...pathsOf(compiled.catalogue, indicator.key).map(
      ({ scheme, nodes, share }) =>
        `${line("评估方案", "Scheme")} ${scheme}${line("：", ": ")}${nodes.map((node) => node.name[language]).join(" > ")} (${(100 * share).toFixed(2)}%)`,
    ),
  ];
}

/** Derived measures in a formula, each once, outermost first. */
function derivedIn(compiled: Compiled, node: Node): DerivedMeasure[] {
  const own = node.kind === "derived" ? [compiled.derived.get(node.key)!] : [];
  return [...new Set([...own, ...childrenOf(node).flatMap((child) => derivedIn(compiled, child))])];
}

function aboutRule(compiled: Compiled, rule: Rule, language: Language, line: Line): string[] {
  const severities = { block: "强制性", explain: "核实性", issue: "问题", warn: "提示", info: "信息" };
  const expr = conditionOf(compiled, rule.expr);
  const when = rule.when === undefined ? null : conditionOf(compiled, rule.when);
  const forms = [...compiled.compiledForms.values()].filter(({ rules }) =>
    rules.some((one) => one.rule.key === rule.key),
  );
  return [
    `${line("校验规则", "Rule")} ${rule.key} ${rule.name[language]}`,
    `${line("性质：", "Severity: ")}${line(severities[rule.severity], rule.severity)}`,
    `${line("应成立：", "Should hold: ")}${showFormula(compiled, expr, language)}`,
    `${line("写法：", "Written: ")}${rule.expr}`,
    ...(when ? [`${line("适用条件：", "Only where: ")}${showFormula(compiled, when, language)}`] : []),
    ...(rule.tolerance === undefined ? [] : [`${line("容差：", "Tolerance: ")}${rule.tolerance}`]),
    `${line("处理：", "Advice: ")}${rule.advice[language]}`,
    ...sourceOf(rule, line),
    `${line("执行报表：", "Asked by: ")}${forms.map(({ form }) => `${form.key} ${form.name[language]}`).join(line("；", "; ")) || line("无", "no form")}`,
    ...needsOf(compiled, expr, language, line),
  ];
}

const sourceOf = ({ source, status }: { source?: string; status?: string }, line: Line): string[] =>
  source === undefined && status === undefined
    ? []
    : [`${line("依据：", "Source: ")}${[source, status].filter((part) => part !== undefined).join(" ")}`];

/** What the formula needs, and the forms and lines that ask it. */
function needsOf(compiled: Compiled, { refs, externals }: Formula, language: Language, line: Line): string[] {
  const { catalogue } = compiled;
  const figures = refs.map((ref) => {
    const places = askedAt(catalogue, ref.measure, ref.member).map(
      ({ form, line: at }) => `${form.key} ${form.name[language]} ${line("行次", "line")} ${at.row}`,
    );
    const uom = compiled.measures.get(ref.measure)?.uom ?? "";
    return `  ${refKey(ref)} ${refName(compiled, ref)[language]} (${uom}) ← ${places.join(line("；", "; ")) || line("没有报表要求填报", "asked by no form")}`;
  });
  const others = externals.map(
    (external) => `  ${externalKey(external)} ${externalName(compiled, external)[language]}`,
  );
  return [`${line("需要：", "Needs:")}`, ...figures, ...others];
}

function indicatorAnswer(
  compiled: Compiled,
  indicator: Indicator,
  source: Parameters<typeof evaluateIndicator>[2],
  language: Language,
  line: Line,
): string[] {
  const { outcome, operands, matched, expected } = evaluateIndicator(compiled, indicator.key, source);
  const used = new Map(operands.map((operand) => [refKey(operand.ref), operand]));
  const lookup: Lookup = (ref: OperandRef): CellValue | undefined => {
    const operand = used.get(refKey(ref));
    if (operand?.sum != null) return { state: "number", value: operand.sum };
    return operand && operand.nNa > 0 && operand.nNa === operand.nAnswered ? { state: "na" } : { state: "missing" };
  };
  const around = source.outside === undefined ? {} : { outside: source.outside };
  const numbers = showNumbers(compiled, formulaOf(compiled, indicator.formula), language, lookup, around);
  const units = matched === expected ? "" : line("，不完整", ", incomplete");
  return [
    `${line("代入：", "With numbers: ")}${numbers}`,
    outcome.ok
      ? `${line("值：", "Value: ")}${outcome.value} ${indicator.uom}`
      : `${line("无值：", "No value: ")}${outcome.gap.text[language]}`,
    `${line("计入单位：", "Units: ")}${matched}/${expected}${units}`,
  ];
}

function ruleAnswer(
  compiled: Compiled,
  rule: Rule,
  lookup: Lookup,
  outside: { period: Figures["periods"][number]; region: string },
  language: Language,
  line: Line,
): string[] {
  const around = { outside, ...(rule.tolerance !== undefined && { tolerance: rule.tolerance }) };
  if (rule.when !== undefined) {
    const { verdict } = evaluateCondition(compiled, rule.when, lookup, { outside });
    if (verdict === "false") return [line("不适用此规则：适用条件不成立。", "Not asked: its condition does not hold.")];
  }
  const { verdict, gaps, imbalance } = evaluateCondition(compiled, rule.expr, lookup, around);
  const words = {
    true: line("成立", "holds"),
    false: line("不成立", "does not hold"),
    undecided: line("无法判定", "undecided"),
  };
  return [
    `${line("代入：", "With numbers: ")}${showNumbers(compiled, conditionOf(compiled, rule.expr), language, lookup, around)}`,
    `${line("结论：", "Verdict: ")}${words[verdict]}`,
    ...(imbalance === undefined || verdict === "true" ? [] : [`${line("相差：", "Off by: ")}${imbalance}`]),
    ...gaps.map((gap) => gap.text[language]),
  ];
}
