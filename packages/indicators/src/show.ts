import type { Lookup } from "./evaluate.ts";
import type { Formula, Node } from "./operands.ts";
import { refName, type OperandRef, type Vocabulary } from "./vocabulary.ts";

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
    year: "上年同期",
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
    year: "a year earlier: ",
  },
} as const;

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
const HOLD = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, sign: 7, whole: 8 };

type Style = {
  language: Language;
  operand(operand: number): string;
  /** Name printed for a derived measure, or null to print what it is made of. */
  derived(key: string, lag: 0 | 1): string | null;
};

/** The formula with names: `综合能耗 × 1000 ÷ 建筑面积`. Derived measures by name; show their own formula beside it. */
export function showFormula(vocabulary: Vocabulary, formula: Formula, language: Language): string {
  return print(formula.root, 0, 0, {
    language,
    operand: (operand) => refName(vocabulary, formula.refs[operand] as OperandRef)[language],
    derived: (key, lag) => {
      const name = vocabulary.derived.get(key)?.name[language] ?? key;
      return lag === 1 ? WORDS[language].year + name : name;
    },
  });
}

/** The formula with the numbers put in: `(1000 × 0.1229) ÷ 1000 × 1000 ÷ 220`. Derived measures are written out. */
export function showNumbers(formula: Formula, language: Language, lookup: Lookup): string {
  return print(formula.root, 0, 0, {
    language,
    operand: (operand) => {
      const cell = lookup(formula.refs[operand] as OperandRef);
      if (cell?.state !== "number") return WORDS[language][cell?.state ?? "missing"];
      return cell.value.startsWith("-") ? `(${cell.value})` : cell.value;
    },
    derived: () => null,
  });
}

function print(node: Node, outer: number, lag: 0 | 1, style: Style): string {
  const words = WORDS[style.language];
  const inner = (child: Node, hold: number) => print(child, hold, lag, style);
  const held = (hold: number, text: string) => (hold < outer ? `(${text})` : text);
  switch (node.kind) {
    case "number":
      return node.text;
    case "operand":
      return style.operand(node.operand);
    case "derived":
      return style.derived(node.key, lag) ?? print(node.of, outer, lag, style);
    case "prevYear":
      return print(node.of, outer, 1, style);
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
    case "negate":
      return held(HOLD.sign, `−${inner(node.of, HOLD.sign)}`);
    case "not":
      return held(HOLD.not, `${words.not} ${inner(node.of, HOLD.not)}`);
    case "call": {
      const args = node.args.map((arg) => inner(arg, 0));
      return node.name === "abs" ? `|${args.join("")}|` : `${words[node.name]}(${args.join(", ")})`;
    }
    case "logic":
      return held(
        HOLD[node.op],
        `${inner(node.left, HOLD[node.op])} ${words[node.op]} ${inner(node.right, HOLD[node.op])}`,
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
