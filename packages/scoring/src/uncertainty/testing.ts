import type { Cell } from "../scheme/columns.ts";
import type { Scheme, SchemeNode } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";

/** A small tree of four leaves and seven regions for tests. */

const name = { zh: "名", en: "name" };
export const leaf = (key: string, weight: number): SchemeNode => ({
  key,
  name,
  weight,
  indicator: key,
  norm: { method: "goalposts", lo: 0, hi: 100 },
});
export const node = (
  key: string,
  weight: number,
  children: SchemeNode[],
  more: Partial<SchemeNode> = {},
): SchemeNode => ({
  key,
  name,
  weight,
  children,
  ...more,
});

/** Rows of a, b, c, d by region; null = missing, "na" = 不适用. */
export function scored(rows: Record<string, (number | null | "na")[]>, root: SchemeNode, more: Partial<Scheme> = {}) {
  const ids = Object.keys(rows);
  const cell = (own: number | null | "na"): Cell =>
    own === "na"
      ? { status: "not_applicable" }
      : own === null
        ? { status: "missing" }
        : { status: "value", value: own };
  const keys = ["a", "b", "c", "d"];
  return score(
    { key: "S", name, minCoverage: 0.3, floor: 1, root, ...more },
    {
      regions: ids.map((id) => ({ id, peerGroup: "p" })),
      columns: Object.fromEntries(keys.map((key, k) => [key, ids.map((id) => cell(rows[id]![k]!))])),
      directions: Object.fromEntries(keys.map((key) => [key, "higher"] as const)),
    },
  );
}

export const tree = (more: Partial<SchemeNode> = {}) =>
  node(
    "root",
    1,
    [node("x", 0.6, [leaf("a", 0.5), leaf("b", 0.5)]), node("y", 0.4, [leaf("c", 0.7), leaf("d", 0.3)])],
    more,
  );

export const ROWS = {
  even: [60, 60, 60, 60],
  strong: [95, 90, 92, 97],
  close1: [70, 50, 60, 62],
  close2: [50, 70, 61, 60],
  gap: [80, null, 60, 60],
  partly: [70, "na", 55, 65] as (number | "na")[],
  weak: [10, 5, 20, 0],
};
