import { listWords, vocabularyOf, type Catalogue, type Text, type Vocabulary } from "@duibiao/indicators";

/** What a draft holds: a catalogue in the making, in which anything may still be missing. */
export type Content = Record<string, unknown>;
export type Entry = Record<string, unknown>;

const { head: _head, modules: _modules, ...lists } = listWords;

/** Lists of a catalogue whose entries have keys, with what an entry is called. */
export const LISTS: Readonly<Record<List, Text>> = lists;
export type List = Exclude<keyof typeof listWords, "head" | "modules">;

/** The entries of a list, each in its place; what is no entry is an empty one. */
export const entriesOf = (content: Content, list: List): Entry[] =>
  listed(content, list).map((entry) => (isEntry(entry) ? entry : {}));

const listed = (content: Content, list: List): unknown[] => {
  const entries = content[list];
  return Array.isArray(entries) ? entries : [];
};

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The content with another entry in a place; null takes it out; a place behind the last adds one. */
export function withEntry(content: Content, list: List, at: number, entry: Entry | null): Content {
  const entries = listed(content, list);
  return {
    ...content,
    [list]: [...entries.slice(0, at), ...(entry === null ? [] : [entry]), ...entries.slice(at + 1)],
  };
}

const NAME = { zh: "", en: "" };

/** What a new entry starts with; what is left empty is what its author must say. */
export const BLANKS: Readonly<Record<List, Entry>> = {
  breakdowns: { key: "", name: NAME, members: [] },
  measures: {
    key: "",
    name: NAME,
    uom: "",
    type: "decimal",
    aggRegion: "sum",
    aggTime: "sum",
    source: "",
    status: "PROPOSAL",
  },
  derived: { key: "", name: NAME, uom: "", formula: "", source: "", status: "PROPOSAL" },
  factorSets: { key: "", name: NAME, uom: "", factors: [] },
  limits: { key: "", name: NAME, uom: "", limits: [] },
  registry: { key: "", name: NAME, type: "flag" },
  indicators: { key: "", name: NAME, formula: "", uom: "", direction: "none", source: "", status: "PROPOSAL" },
  targets: { key: "", name: NAME, year: new Date().getFullYear(), value: null },
  rules: { key: "", name: NAME, severity: "warn", expr: "", advice: NAME, source: "", status: "PROPOSAL" },
  ruleHomes: { key: "", name: NAME, home: { kind: "waiting", for: NAME } },
  warnings: { key: "", name: NAME, levels: [] },
  forms: { key: "", name: NAME, period: "quarter", sections: [] },
  schemes: {
    key: "",
    name: NAME,
    weightsStatus: "PROPOSAL",
    minCoverage: 0.6,
    root: { key: "ROOT", name: NAME, weight: 1, children: [] },
  },
  rubrics: { key: "", name: NAME, measure: "", raters: 2, levels: [], evidence: [] },
  surveys: { key: "", name: NAME, minValid: 30, grades: [], questions: [], results: [] },
};

export const keyOf = (entry: Entry): string => (typeof entry["key"] === "string" ? entry["key"] : "");

/** An entry's name as far as it has one. */
export function nameOf(entry: Entry): Text {
  const name = entry["name"];
  const part = (language: "zh" | "en") => {
    const text = isEntry(name) ? name[language] : undefined;
    return typeof text === "string" ? text : "";
  };
  return { zh: part("zh"), en: part("en") };
}

/** Parts of entries that a vocabulary walks through. */
const PARTS: Readonly<Partial<Record<List, string>>> = {
  breakdowns: "members",
  factorSets: "factors",
  limits: "limits",
};

/** Names and keys of the base and of what is drafted over it, as far as that is finished: what a formula may say. */
export function draftVocabulary(content: Content, base: Catalogue | null): Vocabulary {
  const all = Object.fromEntries(
    (Object.keys(LISTS) as List[]).map((list) => [
      list,
      [...(base?.[list] ?? []), ...entriesOf(content, list).filter((entry) => isFinished(list, entry))],
    ]),
  );
  return vocabularyOf({ ...all, format: "duibiao-catalogue/1", key: "", version: "", name: NAME } as Catalogue);
}

function isFinished(list: List, entry: Entry): boolean {
  if (keyOf(entry) === "" || !isEntry(entry["name"])) return list === "targets" && keyOf(entry) !== "";
  const rows = (value: unknown) => Array.isArray(value) && value.every(isEntry);
  if (list === "forms")
    return rows(entry["sections"]) && (entry["sections"] as Entry[]).every(({ lines }) => rows(lines));
  if (list === "schemes") return isEntry(entry["root"]);
  const part = PARTS[list];
  return part === undefined || rows(entry[part]);
}
