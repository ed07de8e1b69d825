import { wanted } from "@duibiao/screens/address";

export const compareSearch = (search: Record<string, unknown>) => ({
  period: wanted.id(search["period"]),
  tier: wanted.oneOf(search["tier"], ["county", "city"] as const),
  lens: wanted.oneOf(search["lens"], ["submitted", "county", "city", "province"] as const),
  /** Keys of the schemes compared, separated by commas; absent: all that have an evaluation. */
  schemes: wanted.text(search["schemes"]),
  /** The pair whose differences are traced to leaves. */
  a: wanted.text(search["a"]),
  b: wanted.text(search["b"]),
  /** The region whose leaves are all shown. */
  region: wanted.id(search["region"]),
  /** Only regions more than ten places apart. */
  far: wanted.flag(search["far"]),
  sort: wanted.text(search["sort"]),
});
export type CompareSearch = ReturnType<typeof compareSearch>;
