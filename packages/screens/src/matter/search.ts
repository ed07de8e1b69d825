import { wanted } from "../address.ts";

export type MattersSearch = {
  kind?: "correction" | "objection" | undefined;
  show?: "mine" | "overdue" | "done" | "all" | undefined;
  sort?: string | undefined;
};

/** What is objected to: a region's line of a release. */
export type ObjectionSearch = { release?: number | undefined; region?: number | undefined };

export const objectionSearch = ({ release, region }: Record<string, unknown>): ObjectionSearch => ({
  release: wanted.id(release),
  region: wanted.id(region),
});

export const mattersSearch = ({ kind, show, sort }: Record<string, unknown>): MattersSearch => ({
  kind: wanted.oneOf(kind, ["correction", "objection"]),
  show: wanted.oneOf(show, ["mine", "overdue", "done", "all"]),
  sort: wanted.text(sort),
});
