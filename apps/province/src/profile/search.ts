import { wanted } from "@duibiao/screens/address";
import { gapSearch } from "@duibiao/screens/gap-search";

export const profileSearch = (search: Record<string, unknown>) => ({
  release: wanted.id(search["release"]),
  ...gapSearch(search),
});
export type ProfileSearch = ReturnType<typeof profileSearch>;
