import type { Ast } from "./ast.ts";
import type { Catalogue, Form, FormLine, Member, Scheme, SchemeNode } from "./catalogue.ts";
import { parse } from "./parse.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Something of a catalogue that formulas name. A measure's `member` is one cell of it, a table's `row` one limit; without, any. */
export type Entry =
  | { kind: "measure"; key: string; member?: Member }
  | { kind: "limitTable"; key: string; row?: string }
  | { kind: "derived" | "factorSet" | "registry" | "indicator"; key: string };

/**
 * Something whose formula names an entry, itself or through what stands in `via` (keys of derived measures and factor
 * sets, the nearest to the entry first). A gate belongs to its `scheme`.
 */
export type Use = {
  kind: "derived" | "factorSet" | "indicator" | "rule" | "warning" | "gate";
  key: string;
  scheme?: string;
  via: string[];
};

/** A way through a scheme's tree to an indicator, from the root to the leaf; `share` is its part of the whole (0..1). */
export type SchemePath = { scheme: string; nodes: SchemeNode[]; share: number };

/** A line of a form that asks a figure. */
export type AskedAt = { form: Form; line: FormLine };

/** Every use of an entry, also through derived measures and factor sets; each once, by its shortest way. */
export function usesOf(vocabulary: Vocabulary, entry: Entry): Use[] {
  const users = usersOf(vocabulary);
  const found = new Map<string, Use>();
  let ring: { id: string; via: string[] }[] = idsOf(users, entry).map((id) => ({ id, via: [] }));
  while (ring.length > 0) {
    const next: typeof ring = [];
    for (const { id, via } of ring)
      for (const user of users.get(id) ?? []) {
        const known = `${user.kind} ${user.scheme ?? ""} ${user.key}`;
        if (found.has(known)) continue;
        found.set(known, { ...user, via });
        if (["derived", "factorSet", "indicator"].includes(user.kind))
          next.push({ id: `${user.kind} ${user.key}`, via: [...via, user.key] });
      }
    ring = next;
  }
  return [...found.values()];
}

/**
 * What formulas stand on apart from measures: derived measures, factor sets, limits, registry facts and targets of
 * indicators, also those named by the derived measures themselves; each once, the nearest first.
 */
export function entriesIn(vocabulary: Vocabulary, formulas: readonly string[]): Exclude<Entry, { kind: "measure" }>[] {
  const found = new Map<string, Exclude<Entry, { kind: "measure" }>>();
  let texts = formulas;
  while (texts.length > 0)
    texts = texts
      .flatMap((text) => idsNamed(vocabulary, text))
      .flatMap((id) => {
        const [kind, key] = id.split(/[ /]/) as [Entry["kind"], string];
        if (kind === "measure" || found.has(`${kind} ${key}`)) return [];
        found.set(`${kind} ${key}`, { kind, key });
        return kind === "derived" ? (vocabulary.derived.get(key)?.formula ?? []) : [];
      });
  return [...found.values()];
}

/** Every place of an indicator in the catalogue's schemes. */
export const pathsOf = ({ schemes }: Pick<Catalogue, "schemes">, indicator: string): SchemePath[] =>
  schemes.flatMap((scheme) => leafPaths(scheme).filter(({ nodes }) => nodes.at(-1)!.indicator === indicator));

/** The way to every leaf of a scheme, in the order of its tree. */
export function leafPaths(scheme: Scheme): SchemePath[] {
  const below = (node: SchemeNode, above: SchemeNode[], share: number): SchemePath[] => {
    const nodes = [...above, node];
    if (node.indicator !== undefined) return [{ scheme: scheme.key, nodes, share }];
    return (node.children ?? []).flatMap((child) => below(child, nodes, share * child.weight));
  };
  return below(scheme.root, [], 1);
}

/** The lines of all forms that ask a measure, or one member of it. */
export const askedAt = ({ forms }: Pick<Catalogue, "forms">, measure: string, member?: Member): AskedAt[] =>
  forms.flatMap((form) =>
    form.sections.flatMap(({ lines }) =>
      lines
        .filter((line) => line.measure === measure && (member === undefined || (line.member ?? "total") === member))
        .map((line) => ({ form, line })),
    ),
  );

type User = Omit<Use, "via">;
type Users = ReadonlyMap<string, readonly User[]>;
const kept = new WeakMap<Vocabulary, Users>();

/** Who names what directly: `measure key/member`, or kind and key. */
function usersOf(vocabulary: Vocabulary): Users {
  const known = kept.get(vocabulary);
  if (known !== undefined) return known;
  const users = new Map<string, User[]>();
  const add = (user: User, ids: Iterable<string>) => {
    for (const id of new Set(ids)) {
      const list = users.get(id);
      if (list === undefined) users.set(id, [user]);
      else list.push(user);
    }
  };
  const named = (...texts: (string | undefined)[]) =>
    texts.flatMap((text) => (text === undefined ? [] : idsNamed(vocabulary, text)));
  const { derived, factorSets, indicators, rules, warnings = [], schemes } = vocabulary.catalogue;
  for (const { key, factors } of factorSets)
    add(
      { kind: "factorSet", key },
      factors.map(({ measure }) => `measure ${measure}/total`),
    );
  for (const { key, formula } of derived) add({ kind: "derived", key }, named(formula));
  for (const { key, formula, interval } of indicators)
    add({ kind: "indicator", key }, named(formula, interval?.lower, interval?.upper));
  for (const { key, expr, when } of rules) add({ kind: "rule", key }, named(expr, when));
  for (const { key, levels } of warnings) add({ kind: "warning", key }, named(...levels.map((level) => level.when)));
  for (const scheme of schemes)
    for (const { key, when, targets = [] } of scheme.gates ?? [])
      add({ kind: "gate", key, scheme: scheme.key }, [
        ...named(when),
        ...targets.map((target) => `indicator ${target}`),
      ]);
  kept.set(vocabulary, users);
  return users;
}

function idsOf(users: Users, entry: Entry): string[] {
  const { kind, key } = entry;
  if (kind !== "measure" && kind !== "limitTable") return [`${kind} ${key}`];
  const part = kind === "measure" ? entry.member : entry.row;
  if (part !== undefined) return [`${kind} ${key}/${part}`];
  return [...users.keys()].filter((id) => id.startsWith(`${kind} ${key}/`));
}

/** What a formula names as it is written. A formula that cannot be read names nothing: the lint says so. */
function idsNamed(vocabulary: Vocabulary, text: string): string[] {
  const parsed = parse(text);
  return parsed.ok ? idsIn(vocabulary, parsed.ast) : [];
}

function idsIn(vocabulary: Vocabulary, ast: Ast): string[] {
  switch (ast.kind) {
    case "name":
      return [vocabulary.derived.has(ast.key) ? `derived ${ast.key}` : `measure ${ast.key}/${ast.member ?? "total"}`];
    case "aggregate":
      return (vocabulary.breakdowns.get(ast.breakdown)?.members ?? []).map(
        (member) => `measure ${ast.key}/${ast.breakdown}:${member.key}`,
      );
    case "factors":
      return [`factorSet ${ast.set}`];
    case "limit":
      return [`limitTable ${ast.table}/${ast.row}`];
    case "target":
      return [`indicator ${ast.indicator}`];
    case "registry":
      return [`registry ${ast.fact}`];
    default:
      return Object.values(ast)
        .flat()
        .flatMap((part: unknown) => (isAst(part) ? idsIn(vocabulary, part) : []));
  }
}

const isAst = (part: unknown): part is Ast => typeof part === "object" && part !== null && "kind" in part;
