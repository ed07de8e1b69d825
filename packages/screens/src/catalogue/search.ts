import { wanted } from "../address.ts";
import { tabs, type Tab } from "./kinds.ts";

/** What the address of the catalogue says; without a version it is the one in use. */
export const catalogueSearch = (search: Record<string, unknown>) => ({
  version: wanted.id(search["version"]),
  tab: wanted.oneOf(search["tab"], Object.keys(tabs) as Tab[]),
  /** Words of a name, or of a key. */
  text: wanted.text(search["text"]),
  /** Of the rules: the expressions, or the list of demanded ones (which is shown first). */
  list: wanted.oneOf(search["list"], ["expressions"] as const),
  sort: wanted.text(search["sort"]),
});
export type CatalogueSearch = ReturnType<typeof catalogueSearch>;

/** What the address of one entry says. */
export const entrySearch = (search: Record<string, unknown>) => ({
  version: wanted.id(search["version"]),
  /** Of a measure: one cell of it (`total`, `breakdown:member`). */
  cell: wanted.text(search["cell"]),
  /** Of a scheme: the node that is opened, by its path below the root (`ZN/office`). */
  node: wanted.text(search["node"]),
});
export type EntrySearch = ReturnType<typeof entrySearch>;
