import { parse } from "./parse.ts";
import { resolveFormula } from "./operands.ts";
import { showFormula } from "./show.ts";
import { tokenize, type Token } from "./tokens.ts";
import type { Scheme, SchemeNode, Text } from "./catalogue.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Keys of what stands on an entry, each list in the catalogue's order. */
export type Touches = { derived: string[]; indicators: string[]; rules: string[]; schemes: string[]; forms: string[] };

/**
 * What formulas stand on, by marks: `measure:K`, `member:K[B:M]`, `breakdown:B` (all its members are added), `derived:K`,
 * `factors:S`, `factor:S/K`, `limit:T`, `limit:T/ROW`, `target:I`, `registry:F`.
 */
export type Reach = { vocabulary: Vocabulary; of: (formulas: readonly string[]) => ReadonlySet<string> };

/** Whether two formulas say the same: spaces and needless parentheses mean nothing. */
export function sameFormula(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && shapeOf(a) === shapeOf(b));
}

function shapeOf(text: string): string {
  const parsed = parse(text);
  if (!parsed.ok) return text.trim();
  return JSON.stringify(parsed.ast, function (this: { kind?: string }, key, value: unknown) {
    const written = key === "start" || key === "end" || (key === "text" && this.kind === "robustZ");
    return written ? undefined : value;
  });
}

/** A formula in words; as written where it cannot be read. */
export function formulaText(vocabulary: Vocabulary, text: string): Text {
  const resolved = resolveFormula(vocabulary, text);
  if (!resolved.ok) return { zh: text, en: text };
  const { formula } = resolved;
  return { zh: showFormula(vocabulary, formula, "zh"), en: showFormula(vocabulary, formula, "en") };
}

export function reachOf(vocabulary: Vocabulary): Reach {
  const known = new Map<string, ReadonlySet<string>>();
  const marksOf = (text: string, expanding: readonly string[]): ReadonlySet<string> => {
    const kept = known.get(text);
    if (kept) return kept;
    const marks = new Set<string>();
    for (const name of namesIn(text)) {
      for (const mark of name.marks) marks.add(mark);
      const derived = name.operand ? vocabulary.derived.get(name.key) : undefined;
      if (derived && !expanding.includes(name.key)) {
        marks.add(`derived:${name.key}`);
        for (const mark of marksOf(derived.formula, [...expanding, name.key])) marks.add(mark);
      }
      if (name.marks.includes(`factors:${name.key}`))
        for (const { measure } of vocabulary.factorSets.get(name.key)?.factors ?? []) {
          marks.add(`measure:${measure}`);
          marks.add(`factor:${name.key}/${measure}`);
        }
    }
    known.set(text, marks);
    return marks;
  };
  return { vocabulary, of: (formulas) => new Set(formulas.flatMap((text) => [...marksOf(text, [])])) };
}

type Name = { key: string; operand: boolean; marks: string[] };

/** Every name in a formula with what it stands for, read from its words so that a formula with an error has names too. */
function namesIn(text: string): Name[] {
  let tokens: Token[];
  try {
    tokens = tokenize(text);
  } catch {
    return [];
  }
  return tokens.flatMap((token, at): Name[] => {
    if (token.kind !== "name" || tokens[at + 1]?.text === "(") return [];
    const call = tokens[at - 1]?.text === "(" ? (tokens[at - 2]?.text ?? "") : "";
    const bracket = tokens[at + 1]?.kind === "bracket" ? tokens[at + 1]!.text : null;
    const { text: key } = token;
    if (call === "factors") return [{ key, operand: false, marks: [`factors:${key}`] }];
    if (call === "limit") return [{ key, operand: false, marks: [`limit:${key}`, `limit:${key}/${bracket ?? ""}`] }];
    if (call === "target") return [{ key, operand: false, marks: [`target:${key}`] }];
    if (call === "registry") return [{ key, operand: false, marks: [`registry:${key}`] }];
    const member =
      bracket === null ? [] : bracket.includes(":") ? [`member:${key}[${bracket}]`] : [`breakdown:${bracket}`];
    return [{ key, operand: true, marks: [`measure:${key}`, ...member] }];
  });
}

/** What stands on any of the marks. Forms are those that ask the measures named, or those that the touched formulas need. */
export function touching({ vocabulary, of }: Reach, marks: readonly string[], measures: readonly string[]): Touches {
  const { catalogue } = vocabulary;
  const stands = (formulas: (string | undefined)[]) => {
    const under = of(formulas.filter((text) => text !== undefined));
    return marks.some((mark) => under.has(mark));
  };
  const indicators = catalogue.indicators
    .filter(
      ({ key, formula, interval }) =>
        marks.includes(`indicator:${key}`) || stands([formula, interval?.lower, interval?.upper]),
    )
    .map(({ key }) => key);
  const asked = new Set(measures);
  return {
    derived: catalogue.derived.filter(({ formula }) => stands([formula])).map(({ key }) => key),
    indicators,
    rules: catalogue.rules.filter(({ expr, when }) => stands([expr, when])).map(({ key }) => key),
    schemes: catalogue.schemes.filter((scheme) => scores(scheme, indicators, stands)).map(({ key }) => key),
    forms: catalogue.forms
      .filter(({ sections }) => sections.some(({ lines }) => lines.some(({ measure }) => asked.has(measure))))
      .map(({ key }) => key),
  };
}

/** The measures that formulas stand on, directly or through derived measures and factor sets. */
export const measuresUnder = ({ of }: Reach, formulas: readonly string[]): string[] =>
  [...of(formulas)].filter((mark) => mark.startsWith("measure:")).map((mark) => mark.slice("measure:".length));

function scores(scheme: Scheme, indicators: readonly string[], stands: (formulas: (string | undefined)[]) => boolean) {
  const gates = scheme.gates ?? [];
  return (
    leavesOf(scheme.root).some((key) => indicators.includes(key)) ||
    gates.some(({ when, targets = [] }) => stands([when]) || targets.some((key) => indicators.includes(key)))
  );
}

/** Indicators at the leaves below a node. */
export const leavesOf = (node: SchemeNode): string[] => [
  ...(node.indicator === undefined ? [] : [node.indicator]),
  ...(node.children ?? []).flatMap(leavesOf),
];

export const nothing: Touches = { derived: [], indicators: [], rules: [], schemes: [], forms: [] };
