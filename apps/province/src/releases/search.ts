import { wanted } from "@duibiao/screens/address";

export const releasesSearch = (search: Record<string, unknown>) => ({
  period: wanted.id(search["period"]),
  /** The dialog for a new evaluation stands open. */
  evaluate: wanted.flag(search["evaluate"]),
  /** The coverage of this scheme is shown. */
  scheme: wanted.text(search["scheme"]),
});
export type ReleasesSearch = ReturnType<typeof releasesSearch>;

export const releaseSearch = (search: Record<string, unknown>) => ({
  part: wanted.oneOf(search["part"], ["results", "coverage", "editions", "checks", "paper"] as const),
  /** The edition it is compared with. */
  with: wanted.id(search["with"]),
  group: wanted.text(search["group"]),
  view: wanted.oneOf(search["view"], ["chart", "table"] as const),
  sort: wanted.text(search["sort"]),
});
export type ReleaseSearch = ReturnType<typeof releaseSearch>;
