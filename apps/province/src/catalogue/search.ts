import { wanted } from "@duibiao/screens/address";
import { LISTS, type List } from "./content.ts";

/** What the address of the list of drafts says. */
export const draftsSearch = (search: Record<string, unknown>) => ({
  new: wanted.flag(search["new"]),
  /** The catalogue that a new draft is to be made from. */
  from: wanted.id(search["from"]),
});
export type DraftsSearch = ReturnType<typeof draftsSearch>;

/** What the address of a draft says. */
export const draftSearch = (search: Record<string, unknown>) => ({
  list: wanted.oneOf(search["list"], Object.keys(LISTS) as List[]),
  /** The entry that is open, counted from 1 in its list. */
  at: wanted.id(search["at"]),
  /** Words of a name, or of a key. */
  text: wanted.text(search["text"]),
  /** The open entry, or without one the whole content, as it is written. */
  raw: wanted.flag(search["raw"]),
  see: wanted.oneOf(search["see"], ["changes"] as const),
  publish: wanted.flag(search["publish"]),
});
export type DraftSearch = ReturnType<typeof draftSearch>;
