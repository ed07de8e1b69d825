import { wanted } from "@duibiao/screens/address";

const kinds = ["month", "quarter", "half", "year"] as const;
const lenses = ["submitted", "county", "city", "province"] as const;

/** `regions`: up to ten ids, joined by dashes. */
export function trendSearch(search: Record<string, unknown>) {
  return {
    catalogue: wanted.id(search["catalogue"]),
    indicator: wanted.text(search["indicator"]),
    kind: wanted.oneOf(search["kind"], kinds),
    lens: wanted.oneOf(search["lens"], lenses),
    boundaries: wanted.oneOf(search["boundaries"], ["today"] as const),
    regions: joined(regionsOf(search["regions"])),
    view: wanted.oneOf(search["view"], ["chart", "table"] as const),
  };
}
export type TrendSearch = ReturnType<typeof trendSearch>;

/** More lines than this cannot be told apart, and the server answers no more. */
export const most = 10;

export const regionsOf = (text: unknown): number[] =>
  [
    ...new Set(
      String(text ?? "")
        .split("-")
        .flatMap((part) => wanted.id(part) ?? []),
    ),
  ].slice(0, most);

export const joined = (ids: readonly number[]): string | undefined => (ids.length === 0 ? undefined : ids.join("-"));
