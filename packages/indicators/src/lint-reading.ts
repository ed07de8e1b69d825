import type { Catalogue } from "./catalogue.ts";
import { uomOf, type UomAnswer } from "./dimension.ts";
import { error, type LintFinding } from "./lint-finding.ts";
import { resolveFormula, type Formula, type Resolved } from "./operands.ts";
import { parse } from "./parse.ts";
import { vocabularyOf, type Vocabulary } from "./vocabulary.ts";
import type { Ast } from "./ast.ts";

/** A catalogue whose formulas are read once for all that the linter asks of them. */
export type Reading = {
  vocabulary: Vocabulary;
  read(text: string, wanted: "number" | "condition"): Resolved;
  uom(text: string): UomAnswer;
  /** Derived measures that lead back to themselves, each with the way round: a → b → a. */
  cycles: ReadonlyMap<string, string[]>;
};

export function readingOf(catalogue: Catalogue): Reading {
  const vocabulary = vocabularyOf(catalogue);
  const read = new Map<string, Resolved>();
  const uoms = new Map<string, UomAnswer>();
  return {
    vocabulary,
    read: (text, wanted) => kept(read, `${wanted} ${text}`, () => resolveFormula(vocabulary, text, wanted)),
    uom: (text) => kept(uoms, text, () => uomOf(vocabulary, { text })),
    cycles: cyclesOf(catalogue),
  };
}

function kept<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

/** What stops a formula: it cannot be read, names nothing, or mixes units of measure. */
export function broken(reading: Reading, path: string, text: string, wanted: "number" | "condition"): LintFinding[] {
  const resolved = reading.read(text, wanted);
  if (!resolved.ok) {
    // The derived measure on the way round is reported itself.
    if (leadsToCycle(reading, text)) return [];
    return [error("bad_formula", path, resolved.error.text.zh, resolved.error.text.en)];
  }
  const { refs, externals } = resolved.formula;
  if (refs.length === 0 && externals.length === 0)
    return [
      error(
        "no_operands",
        path,
        "公式没有引用任何数据项，请写明由哪些数据项计算。",
        "the formula names no measure; say which measures it is computed from.",
      ),
    ];
  const uom = reading.uom(text);
  return uom.ok ? [] : [error(uom.error.code, path, uom.error.text.zh, uom.error.text.en)];
}

/** The formula that was read, or null where it is broken. */
export function usable(reading: Reading, text: string, wanted: "number" | "condition"): Formula | null {
  const resolved = reading.read(text, wanted);
  return resolved.ok ? resolved.formula : null;
}

function leadsToCycle({ cycles, vocabulary }: Reading, text: string): boolean {
  if (cycles.size === 0) return false;
  const seen = new Set<string>();
  const reaches = (key: string): boolean => {
    if (cycles.has(key)) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return derivedIn(vocabulary.derived.get(key)?.formula ?? "").some(reaches);
  };
  return derivedIn(text).some(reaches);
}

function cyclesOf({ derived }: Catalogue): Map<string, string[]> {
  const uses = new Map(derived.map(({ key, formula }) => [key, derivedIn(formula)]));
  const cycles = new Map<string, string[]>();
  for (const key of uses.keys()) {
    const way = wayBack(key, uses);
    if (way) cycles.set(key, way);
  }
  return cycles;
}

/** The shortest way from a key back to itself; null where there is none. */
function wayBack(start: string, uses: ReadonlyMap<string, string[]>): string[] | null {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const longer: string[][] = [];
    for (const way of ways)
      for (const next of uses.get(way.at(-1) as string) ?? []) {
        if (next === start) return [...way, start];
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    ways = longer;
  }
  return null;
}

/** Names in a formula; none where it cannot be read. */
function derivedIn(text: string): string[] {
  const parsed = parse(text);
  return parsed.ok ? namesIn(parsed.ast) : [];
}

function namesIn(ast: Ast): string[] {
  const names: string[] = [];
  const pending: unknown[] = [ast];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) pending.push(...next);
    else if (typeof next === "object" && next !== null) {
      const node = next as Partial<Ast & { kind: "name" }>;
      if (node.kind === "name" && node.member === null) names.push(node.key as string);
      else pending.push(...Object.values(next));
    }
  }
  return names;
}
