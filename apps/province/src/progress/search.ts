import { wanted } from "@duibiao/screens/address";

const lenses = ["submitted", "county", "city", "province"] as const;

export const progressSearch = (search: Record<string, unknown>) => ({
  from: wanted.day(search["from"]),
  to: wanted.day(search["to"]),
  lens: wanted.oneOf(search["lens"], lenses),
  city: wanted.id(search["city"]),
  collection: wanted.id(search["collection"]),
  by: wanted.oneOf(search["by"], ["today", "line"]),
  figure: wanted.text(search["figure"]),
});
export type ProgressSearch = ReturnType<typeof progressSearch>;
