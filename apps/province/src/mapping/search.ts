import { wanted } from "@duibiao/screens/address";

export const mappingsSearch = (search: Record<string, unknown>) => ({
  /** Id of the mapping looked at. */
  mapping: wanted.text(search["mapping"]),
});
export type MappingsSearch = ReturnType<typeof mappingsSearch>;
