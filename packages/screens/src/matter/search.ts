import { wanted } from "../address.ts";

export type MattersSearch = {
  kind?: "correction" | "objection" | undefined;
  show?: "overdue" | "done" | "all" | undefined;
  sort?: string | undefined;
};

export const mattersSearch = ({ kind, show, sort }: Record<string, unknown>): MattersSearch => ({
  kind: wanted.oneOf(kind, ["correction", "objection"]),
  show: wanted.oneOf(show, ["overdue", "done", "all"]),
  sort: wanted.text(sort),
});
