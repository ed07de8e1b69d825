import type { Catalogue, Text } from "./catalogue.ts";
import { diffAmounts } from "./diff-amounts.ts";
import { diffEntries } from "./diff-entries.ts";
import { diffForms } from "./diff-forms.ts";
import { diffBreakdowns } from "./diff-members.ts";
import { diffSchemes } from "./diff-schemes.ts";
import type { Touches } from "./diff-touches.ts";
import { vocabularyOf, type Vocabulary } from "./vocabulary.ts";

/**
 * What a change does. `break` 序列中断: figures before and after are not comparable. `score`: scores change, figures do
 * not. `check`: what is checked. `collect`: what is reported. `new`: something begins. `label`: names and notes only.
 */
export type ChangeEffect = "break" | "score" | "check" | "collect" | "new" | "label";

export type ChangeKind =
  | "added"
  | "removed"
  | "replaced"
  | "renamed"
  | "formula"
  | "uom"
  | "aggregation"
  | "weight"
  | "norm"
  | "severity"
  | "condition"
  | "dates"
  | "factor"
  | "limit"
  | "line_added"
  | "line_removed"
  | "line_moved"
  | "renumbered"
  | "changed";

/** Lists of a catalogue; `head` is what stands above them. */
export type ChangeList = (typeof LISTS)[number];

export const LISTS = [
  "head",
  "modules",
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
] as const;

/** One difference between two catalogues. */
export type CatalogueChange = {
  kind: ChangeKind;
  effect: ChangeEffect;
  list: ChangeList;
  /** The entry: its key and its name as it is now (as it was, of something removed). */
  key: string;
  name: Text;
  /** Leads to the place in the later document, of something removed in the earlier one: `indicators[3].formula`. */
  path: string;
  before: Text | null;
  after: Text | null;
  /** What stands on it, through derived measures and factor sets. */
  touches: Touches;
  /** The whole in a sentence: what changed and what that means. */
  text: Text;
};

/** Both documents, and both looked up. */
export type Sides = {
  before: Catalogue;
  after: Catalogue;
  old: Vocabulary;
  now: Vocabulary;
};

/**
 * What differs between two catalogues in meaning: formulas are compared as read, entries by key, lines of forms by
 * measure and member, nodes of schemes by their path of keys. Format, key and version of the documents and the order of
 * their lists mean nothing. Ordered by list, key and place; the same documents give the same answer.
 */
export function diffCatalogues(before: Catalogue, after: Catalogue): CatalogueChange[] {
  const sides: Sides = { before, after, old: vocabularyOf(before), now: vocabularyOf(after) };
  const changes = [
    ...diffEntries(sides),
    ...diffBreakdowns(sides),
    ...diffAmounts(sides),
    ...diffForms(sides),
    ...diffSchemes(sides),
  ];
  const rank = new Map<string, number>(LISTS.map((list, at) => [list, at]));
  return changes
    .map((change, at) => ({ change, at }))
    .sort((a, b) => {
      const lists = rank.get(a.change.list)! - rank.get(b.change.list)!;
      if (lists !== 0) return lists;
      if (a.change.key !== b.change.key) return a.change.key < b.change.key ? -1 : 1;
      return a.at - b.at;
    })
    .map(({ change }) => change);
}
