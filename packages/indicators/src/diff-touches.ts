import { parse } from "./parse.ts";
import { resolveFormula } from "./operands.ts";
import { showFormula } from "./show.ts";
import type { SchemeNode, Text } from "./catalogue.ts";
import { usesOf, type Entry } from "./uses.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Keys of what stands on an entry, each list in the catalogue's order. */
export type Touches = { derived: string[]; indicators: string[]; rules: string[]; schemes: string[]; forms: string[] };

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

/**
 * What stands on any of the entries, through derived measures and factor sets; of an indicator also it itself. Forms are
 * those that ask any of the measures.
 */
export function touching(vocabulary: Vocabulary, entries: readonly Entry[], measures: readonly string[]): Touches {
  const { catalogue } = vocabulary;
  const uses = entries.flatMap((entry) => usesOf(vocabulary, entry));
  const used = (kind: string) => new Set(uses.filter((use) => use.kind === kind).map(({ key }) => key));
  const own = entries.filter(({ kind }) => kind === "indicator").map(({ key }) => key);
  const indicators = keysIn(catalogue.indicators, new Set([...used("indicator"), ...own]));
  const gated = new Set(uses.map(({ scheme }) => scheme));
  const asked = new Set(measures);
  return {
    derived: keysIn(catalogue.derived, used("derived")),
    indicators,
    rules: keysIn(catalogue.rules, used("rule")),
    schemes: catalogue.schemes
      .filter(({ key, root }) => gated.has(key) || leavesOf(root).some((leaf) => indicators.includes(leaf)))
      .map(({ key }) => key),
    forms: catalogue.forms
      .filter(({ sections }) => sections.some(({ lines }) => lines.some(({ measure }) => asked.has(measure))))
      .map(({ key }) => key),
  };
}

/** What names one of the members or adds all of its breakdown, and the forms that ask a measure split so. */
export function touchingMembers(
  vocabulary: Vocabulary,
  breakdown: string,
  members: readonly { key: string }[],
): Touches {
  const split = vocabulary.catalogue.measures.filter(({ breakdowns }) => breakdowns?.includes(breakdown));
  const measures = split.map(({ key }) => key);
  const cells = measures.flatMap((key) =>
    members.map((member) => ({ kind: "measure", key, member: `${breakdown}:${member.key}` }) as const),
  );
  return touching(vocabulary, cells, measures);
}

const keysIn = (entries: readonly { key: string }[], wanted: ReadonlySet<string>) =>
  entries.map(({ key }) => key).filter((key) => wanted.has(key));

/** The measures that formulas need; none of a formula that cannot be read. */
export const measuresUnder = (vocabulary: Vocabulary, formulas: readonly string[]): string[] =>
  formulas.flatMap((text) => {
    const resolved = resolveFormula(vocabulary, text);
    return resolved.ok ? resolved.formula.refs.map(({ measure }) => measure) : [];
  });

/** Indicators at the leaves below a node. */
export const leavesOf = (node: SchemeNode): string[] => [
  ...(node.indicator === undefined ? [] : [node.indicator]),
  ...(node.children ?? []).flatMap(leavesOf),
];

export const nothing: Touches = { derived: [], indicators: [], rules: [], schemes: [], forms: [] };
