import { wanted } from "@duibiao/screens/address";

export const collectionsSearch = (search: Record<string, unknown>) => ({
  /** Year in which the period ends; absent: the last ones. */
  year: wanted.id(search["year"]),
  sort: wanted.text(search["sort"]),
});
export type CollectionsSearch = ReturnType<typeof collectionsSearch>;

export const openSearch = (search: Record<string, unknown>) => ({
  catalogue: wanted.id(search["catalogue"]),
  form: wanted.text(search["form"]),
  /** Keys of periods, divided by commas. */
  periods: wanted.text(search["periods"]),
});
export type OpenSearch = ReturnType<typeof openSearch>;

export const collectionSearch = (search: Record<string, unknown>) => ({
  part: wanted.oneOf(search["part"], ["units", "extensions", "changes"] as const),
  /** Part of a unit's name or code. */
  text: wanted.text(search["text"]),
});
export type CollectionSearch = ReturnType<typeof collectionSearch>;
