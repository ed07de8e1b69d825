import { wanted } from "../address.ts";

export const burdenSearch = (search: Record<string, unknown>) => ({
  /** Year in which units were due. */
  year: wanted.id(search["year"]),
  by: wanted.oneOf(search["by"], ["unit"]),
  monthly: wanted.flag(search["monthly"]),
  region: wanted.id(search["region"]),
  sort: wanted.text(search["sort"]),
});
export type BurdenSearch = ReturnType<typeof burdenSearch>;
