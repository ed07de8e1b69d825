import type { api, Answer } from "@duibiao/client";

type Item = Answer<typeof api.lines.readLines>["items"][number];

/** One part of a total: a region, its own level, or a line ("" = 未归口). */
export type Part = {
  key: string;
  name: string;
  own: boolean;
  nExpected: number;
  nAnswered: number;
  sum: string | null;
  estimatedSum: string | null;
  /** Of the roll-up, in percent; null without either, or where the roll-up is 0. */
  share: number | null;
};

export function partsOf({ total, byRegion, byLine }: Item, by: "region" | "line"): Part[] {
  const whole = total?.sum == null ? 0 : Number(total.sum);
  const share = (sum: string | null) => (sum === null || whole === 0 ? null : (Number(sum) / whole) * 100);
  const part = ({ nExpected, nAnswered, sum, estimatedSum }: Item["byLine"][number] | Item["byRegion"][number]) => ({
    nExpected,
    nAnswered,
    sum,
    estimatedSum,
    share: share(sum),
  });
  return by === "line"
    ? byLine.map((row) => ({ key: `line ${row.line}`, name: row.line, own: false, ...part(row) }))
    : byRegion.map((row) => ({ key: `${row.regionId}`, name: row.regionName, own: row.own, ...part(row) }));
}
