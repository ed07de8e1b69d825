import { wanted } from "@duibiao/screens/address";

export const regionsSearch = (search: Record<string, unknown>) => ({
  /** The day whose tree is shown; absent: today. */
  date: wanted.day(search["date"]),
  text: wanted.text(search["text"]),
});
export type RegionsSearch = ReturnType<typeof regionsSearch>;
