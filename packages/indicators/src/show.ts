import type { Aggregate } from "./ast.ts";
import type { Around, Lookup } from "./evaluate.ts";
import type { Formula, Node } from "./operands.ts";
import type { Time } from "./operands-time.ts";
import { externalKey, externalName, externalValue, type External } from "./outside.ts";
import { refName, timeName, type OperandRef, type Vocabulary } from "./vocabulary.ts";

export type Language = "zh" | "en";

const WORDS = {
  zh: {
    and: "且",
    or: "或",
    not: "非",
    min: "最小值",
    max: "最大值",
    na: "不适用",
    missing: "暂缺",
    factor: "系数未核定",
    implies: "",
    unknown: "未知",
    robustZ: "稳健z值",
    given: "已填",
  },
  en: {
    and: "and",
    or: "or",
    not: "not",
    min: "min",
    max: "max",
    na: "n/a",
    missing: "missing",
    factor: "factor unknown",
    implies: "implies",
    unknown: "unknown",
    robustZ: "robust z",
    given: "given",
  },
} as const;

const AGGREGATES: Record<"zh" | "en", Record<Exclude<Aggregate, "sum">, string>> = {
  zh: { mean: "各分类平均", min: "各分类最小", max: "各分类最大", count: "有数的分类数", median: "各分类中位数" },
  en: { mean: "mean of", min: "least of", max: "largest of", count: "number of", median: "median of" },
};

const SIGNS: Record<string, string> = {
  "*": "×",
  "/": "÷",
  "-": "−",
  "==": "=",
  "!=": "≠",
  "<=": "≤",
  ">=": "≥",
  "<": "<",
  ">": ">",
};

/** How tightly a node holds together; a looser one inside a tighter one needs parentheses. */
const HOLD = { implies: 0.5, or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, sign: 7, power: 8, whole: 9 };

type Style = {
  language: Language;
  operand(operand: number): string;
  /** Name printed for a derived measure, or null to print what it is made of. */
  derived(key: string, time: Time): string | null;
};

const NOW: Time = { lag: 0 };

/** The formula with names: `综合能耗 × 1000 ÷ 建筑面积`. Derived measures by name; show their own formula beside it. */
export function showFormula(vocabulary: Vocabulary, formula: Formula, language: Language): string {
  return print(formula.root, 0, NOW, {
    language,
    operand: (operand) => {
      const ref = formula.refs[operand];
      if (ref) return refName(vocabulary, ref)[language];
      return externalName(vocabulary, formula.externals[operand - formula.refs.length] as External)[language];
    },
    derived: (key, time) => {
      const name = vocabulary.derived.get(key)?.name[language] ?? key;
      const when = timeName(time)[language];
      if (when === "") return name;
      return language === "zh" ? `${when}${name}` : `${name}, ${when}`;
    },
  });
}

/** The formula with the numbers put in: `(1000 × 0.1229) ÷ 1000 × 1000 ÷ 220`. Derived measures are written out. */
export function showNumbers(
  vocabulary: Vocabulary,
  formula: Formula,
  language: Language,
  lookup: Lookup,
  { outside = {}, settled }: Around = {},
): string {
  const signed = (value: string) => (value.startsWith("-") ? `(${value})` : value);
  return print(formula.root, 0, NOW, {
    language,
    operand: (operand) => {
      const ref = formula.refs[operand] as OperandRef | undefined;
      if (!ref) {
        const external = formula.externals[operand - formula.refs.length] as External;
        const known = settled?.get(externalKey(external));
        if (known !== undefined) return known;
        const found = externalValue(vocabulary, external, outside);
        if (found.state !== "number") return WORDS[language].unknown;
        return found.over === undefined ? signed(found.value) : `${found.value}/${found.over}`;
      }
      const cell = lookup(ref);
      if (cell?.state !== "number") return WORDS[language][cell?.state ?? "missing"];
      return signed(cell.value);
    },
    derived: () => null,
  });
}

function print(node: Node, outer: number, time: Time, style: Style): string {
  const words = WORDS[style.language];
  const inner = (child: Node, hold: number) => print(child, hold, time, style);
  const held = (hold: number, text: string) => (hold < outer ? `(${text})` : text);
  switch (node.kind) {
    case "number":
      return node.text;
    case "operand":
      return style.operand(node.operand);
    case "derived":
      return style.derived(node.key, time) ?? print(node.of, outer, time, style);
    case "time":
      return print(node.of, outer, node.time, style);
    case "add":
      return printAdded(
        node.terms.map((term, at) => inner(term, at === 0 ? HOLD.add : HOLD.add + 1)),
        outer,
      );
    case "factors":
      return printAdded(
        node.terms.map((term) => `${style.operand(term.operand)} × ${term.factor ?? words.factor}`),
        outer,
      );
    case "aggregate": {
      const members = node.terms.map((term, at) =>
        inner(term, at === 0 || node.name !== "sum" ? HOLD.add : HOLD.add + 1),
      );
      if (node.name === "sum") return printAdded(members, outer);
      return `${AGGREGATES[style.language][node.name]}(${members.join(", ")})`;
    }
    case "robustZ":
      return `${words.robustZ}(${inner(node.of, 0)})`;
    case "if":
      return style.language === "zh"
        ? `(如果 ${inner(node.condition, 0)}，则 ${inner(node.ifTrue, 0)}，否则 ${inner(node.ifFalse, 0)})`
        : `(if ${inner(node.condition, 0)} then ${inner(node.ifTrue, 0)} else ${inner(node.ifFalse, 0)})`;
    case "given":
      return `${words.given}(${style.operand(node.operand)})`;
    case "power":
      return held(HOLD.power, `${inner(node.of, HOLD.whole)}^${node.exponent}`);
    case "negate":
      return held(HOLD.sign, `−${inner(node.of, HOLD.sign)}`);
    case "not":
      return held(HOLD.not, `${words.not} ${inner(node.of, HOLD.not)}`);
    case "call": {
      const args = node.args.map((arg) => inner(arg, 0));
      return node.name === "abs" ? `|${args.join("")}|` : `${words[node.name]}(${args.join(", ")})`;
    }
    case "logic":
      if (node.op === "implies" && style.language === "zh")
        return held(HOLD.implies, `若 ${inner(node.left, HOLD.or)}，则 ${inner(node.right, HOLD.implies)}`);
      return held(
        HOLD[node.op],
        `${inner(node.left, node.op === "implies" ? HOLD.or : HOLD[node.op])} ${words[node.op]} ${inner(node.right, HOLD[node.op])}`,
      );
    default: {
      const hold = holdOf(node);
      // Of equal operations the right one needs parentheses (a - (b - c)); comparisons need them on both sides.
      const left = inner(node.left, hold === HOLD.compare ? hold + 1 : hold);
      return held(hold, `${left} ${SIGNS[node.op]} ${inner(node.right, hold + 1)}`);
    }
  }
}

function printAdded(terms: string[], outer: number): string {
  const text = terms.join(" + ");
  return terms.length > 1 && HOLD.add < outer ? `(${text})` : text;
}

function holdOf(node: Node & { kind: "arithmetic" | "compare" | "agree" }): number {
  if (node.kind !== "arithmetic") return HOLD.compare;
  return node.op === "-" ? HOLD.add : HOLD.multiply;
}
