import type { Cell, ScoringInput } from "./columns.ts";
import type { Direction, Norm, Scheme, SchemeNode } from "./scheme.ts";
import { score } from "./score.ts";
import type { DataStep } from "./steps.ts";

const name = { zh: "名称", en: "name" };
export const minMax: Norm = { method: "min_max" };
export const leaf = (key: string, weight: number, norm: Norm = minMax): SchemeNode => ({
  key,
  name,
  weight,
  indicator: key,
  norm,
});

export function schemeOf(children: SchemeNode[], steps?: DataStep[], minCoverage = 0.5): Scheme {
  const root = { key: "root", name, weight: 1, children };
  return { key: "S", name, minCoverage, root, ...(steps && { steps }) };
}

export const N = NaN;
const ids = "abcdefghijklmn";
export function inputOf(
  columns: Record<string, readonly number[] | readonly Cell[]>,
  directions: Record<string, Direction> = {},
): ScoringInput {
  const typed = Object.entries(columns).map(([key, own]) => [
    key,
    typeof own[0] === "number" ? Float64Array.from(own as number[]) : (own as Cell[]),
  ]);
  const n = Object.values(columns)[0]!.length;
  return {
    regions: Array.from({ length: n }, (_, r) => ({ id: ids[r]!, peerGroup: r % 2 === 0 ? "even" : "odd" })),
    columns: Object.fromEntries(typed) as ScoringInput["columns"],
    directions: Object.fromEntries(Object.keys(columns).map((key) => [key, directions[key] ?? "higher"])),
  };
}
export const scores = (scheme: Scheme, input: ScoringInput) => score(scheme, input).regions.map((r) => r.score);
