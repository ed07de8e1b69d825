import { canonicalJson } from "./canonical.ts";
import type { Breakdown, Catalogue, Measure, Text } from "./catalogue.ts";
import type { CatalogueChange, ChangeList, Sides } from "./diff.ts";
import { effectsOf, meaningOf } from "./diff-fields.ts";
import {
  formulaText,
  measuresUnder,
  nothing,
  sameFormula,
  touching,
  touchingMembers,
  type Touches,
} from "./diff-touches.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { both, fromTo, told, valueText } from "./diff-words.ts";

type Entry = { key: string; name: Text } & Record<string, unknown>;
type EntryList = Exclude<ChangeList, "head" | "modules">;

const ENTRY_LISTS: readonly EntryList[] = [
  "breakdowns",
  "measures",
  "derived",
  "factorSets",
  "limits",
  "registry",
  "indicators",
  "targets",
  "rules",
  "ruleHomes",
  "warnings",
  "forms",
  "schemes",
  "rubrics",
  "surveys",
];

/** Parts of entries with a comparison of their own. */
const APART: Readonly<Partial<Record<EntryList, string>>> = {
  breakdowns: "members",
  factorSets: "factors",
  limits: "limits",
  forms: "sections",
  schemes: "root",
};

/** Entries that came, went, took over from another or changed a field; names and source of the catalogue; modules. */
export function diffEntries(sides: Sides): CatalogueChange[] {
  return [...diffHead(sides), ...diffModules(sides), ...ENTRY_LISTS.flatMap((list) => diffList(sides, list))];
}

export const entriesOf = (catalogue: Catalogue, list: EntryList) => (catalogue[list] ?? []) as unknown as Entry[];

function diffList(sides: Sides, list: EntryList): CatalogueChange[] {
  const before = entriesOf(sides.before, list);
  const after = entriesOf(sides.after, list);
  const old = new Map(before.map((entry) => [entry.key, entry]));
  const now = new Set(after.map(({ key }) => key));
  const taken = new Set(list === "measures" ? sides.after.measures.flatMap(({ replaces }) => replaces ?? []) : []);
  return [
    ...after.flatMap((entry, at) => {
      const known = old.get(entry.key);
      const path = `${list}[${at}]`;
      return known === undefined ? [came(sides, list, entry, path)] : diffFields(sides, list, known, entry, path);
    }),
    ...before.flatMap((entry, at) =>
      // What another measure takes over from is told there.
      now.has(entry.key) || taken.has(entry.key) ? [] : [went(sides, list, entry, `${list}[${at}]`)],
    ),
  ];
}

function came(sides: Sides, list: EntryList, entry: Entry, path: string): CatalogueChange {
  const head = { list, key: entry.key, name: nameOf(entry), path } as const;
  const touches = touchesOf(sides.now, list, entry);
  const replaced = list === "measures" ? (entry as unknown as Measure).replaces : undefined;
  if (replaced === undefined)
    return told(sides, {
      ...head,
      kind: "added",
      effect: effectsOf(list).added,
      touches,
      what: { zh: "新增", en: "is new" },
    });
  const before = sides.old.measures.get(replaced)?.name ?? both(replaced);
  const earlier = touching(sides.old, [{ kind: "measure", key: replaced }], [replaced]);
  return told(sides, {
    ...head,
    kind: "replaced",
    effect: "break",
    before,
    after: head.name,
    touches: union(earlier, touches),
    what: { zh: `取代“${before.zh}”（${replaced}）`, en: `replaces "${before.en}" (${replaced})` },
  });
}

function went(sides: Sides, list: EntryList, entry: Entry, path: string): CatalogueChange {
  return told(sides, {
    kind: "removed",
    effect: effectsOf(list).removed,
    list,
    key: entry.key,
    name: nameOf(entry),
    path,
    touches: touchesOf(sides.old, list, entry),
    what: { zh: "删除", en: "is removed" },
  });
}

function diffFields(sides: Sides, list: EntryList, before: Entry, after: Entry, path: string): CatalogueChange[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const head = { list, key: after.key, name: nameOf(after) } as const;
  return fields.flatMap((field) => {
    if (field === "key" || field === APART[list] || same(before[field], after[field])) return [];
    const at = `${path}.${field}`;
    if (field === "name") return [renamed(sides, head, before.name, after.name, at, touchesOf(sides.now, list, after))];
    const meaning = meaningOf(list, field);
    const isFormula = meaning.formula === true;
    if (isFormula && sameFormula(before[field] as string | undefined, after[field] as string | undefined)) return [];
    const worded = (of: Vocabulary, value: unknown) =>
      isFormula && typeof value === "string"
        ? formulaText(of, value)
        : (meaning.values?.[String(value)] ?? valueText(value));
    const [was, is] = [worded(sides.old, before[field]), worded(sides.now, after[field])];
    return [
      told(sides, {
        ...head,
        kind: meaning.kind,
        effect: meaning.effect,
        path: at,
        before: was,
        after: is,
        touches: meaning.effect === "label" ? nothing : touchesOf(sides.now, list, after),
        what: fromTo(meaning.word, was, is),
      }),
    ];
  });
}

/** A name that changed, of an entry or of something in it. */
export function renamed(
  sides: Sides,
  head: { list: ChangeList; key: string; name: Text },
  before: Text,
  after: Text,
  path: string,
  touches: Touches = nothing,
): CatalogueChange {
  const what = fromTo({ zh: "名称", en: "name" }, before, after);
  return told(sides, { ...head, kind: "renamed", effect: "label", path, before, after, touches, what });
}

/** What stands on an entry of a list. */
export function touchesOf(vocabulary: Vocabulary, list: EntryList, entry: Entry): Touches {
  const { key } = entry;
  const texts = (...formulas: unknown[]) => formulas.filter((text) => typeof text === "string");
  const under = (...formulas: unknown[]) => measuresUnder(vocabulary, texts(...formulas));
  switch (list) {
    case "measures":
      return touching(vocabulary, [{ kind: "measure", key }], [key]);
    case "derived":
      return touching(vocabulary, [{ kind: "derived", key }], under(entry["formula"]));
    case "factorSets":
      return touching(vocabulary, [{ kind: "factorSet", key }], under(`factors(${key})`));
    case "limits":
      return touching(vocabulary, [{ kind: "limitTable", key }], []);
    case "registry":
      return touching(vocabulary, [{ kind: "registry", key }], []);
    case "indicators":
      return touching(vocabulary, [{ kind: "indicator", key }], under(entry["formula"]));
    case "rules":
      return { ...touching(vocabulary, [], under(entry["expr"], entry["when"])), rules: [key] };
    case "targets": {
      const { indicator, measure } = entry as { indicator?: string; measure?: string };
      if (indicator !== undefined) return touching(vocabulary, [{ kind: "indicator", key: indicator }], []);
      return measure === undefined ? nothing : touching(vocabulary, [{ kind: "measure", key: measure }], []);
    }
    case "breakdowns":
      return touchingMembers(vocabulary, key, (entry as unknown as Breakdown).members);
    case "forms":
      return { ...nothing, forms: [key] };
    case "schemes":
      return { ...nothing, schemes: [key] };
    default:
      return nothing;
  }
}

const nameOf = (entry: Entry): Text => entry.name ?? both(entry.key);
export const same = (a: unknown, b: unknown) =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

const union = (a: Touches, b: Touches): Touches => ({
  derived: [...new Set([...a.derived, ...b.derived])],
  indicators: [...new Set([...a.indicators, ...b.indicators])],
  rules: [...new Set([...a.rules, ...b.rules])],
  schemes: [...new Set([...a.schemes, ...b.schemes])],
  forms: [...new Set([...a.forms, ...b.forms])],
});

function diffHead(sides: Sides): CatalogueChange[] {
  const { before, after } = sides;
  const head = { list: "head", key: after.key, name: after.name } as const;
  const [was, is] = [valueText(before.source), valueText(after.source)];
  const what = fromTo({ zh: "来源", en: "source" }, was, is);
  return [
    ...(same(before.name, after.name) ? [] : [renamed(sides, head, before.name, after.name, "name")]),
    ...(before.source === after.source
      ? []
      : [
          told(sides, {
            ...head,
            kind: "changed",
            effect: "label",
            path: "source",
            before: was,
            after: is,
            touches: nothing,
            what,
          }),
        ]),
  ];
}

/** Counters of a module that is taken into use have figures from then on; those of one that is given up have none. */
function diffModules(sides: Sides): CatalogueChange[] {
  const [before, after] = [sides.before.modules ?? [], sides.after.modules ?? []];
  const change = (module: string, kind: "added" | "removed", path: string) => {
    const vocabulary = kind === "added" ? sides.now : sides.old;
    const counters = vocabulary.catalogue.measures.filter((measure) => measure.module === module);
    const keys = counters.map(({ key }) => key);
    return told(sides, {
      kind,
      effect: kind === "added" ? "new" : "break",
      list: "modules",
      key: module,
      name: both(module),
      path,
      touches: touching(
        vocabulary,
        keys.map((key) => ({ kind: "measure", key })),
        keys,
      ),
      what: kind === "added" ? { zh: "启用", en: "is taken into use" } : { zh: "停用", en: "is given up" },
    });
  };
  return [
    ...after.flatMap((module, at) => (before.includes(module) ? [] : [change(module, "added", `modules[${at}]`)])),
    ...before.flatMap((module, at) => (after.includes(module) ? [] : [change(module, "removed", `modules[${at}]`)])),
  ];
}
