import type { Decision } from "./report.ts";

type Tier = "county" | "city";

/** The code of the city that a county's code begins with; the province where none stands between. */
export const cityCodeOf = (code: string): string =>
  code.startsWith("9990") || code === "990000" ? "990000" : `${code.slice(0, 4)}00`;

const isCounty = (code: string) => !code.endsWith("00");

/** Who passes a tier for a region's unit. Where the unit lacks the tier, a second person of the same bureau does. */
export function reviewerOf(code: string, tier: Tier): string {
  if (tier === "county") return `reviewer.${code}`;
  return isCounty(code) ? `reviewer.${cityCodeOf(code)}` : `reviewer2.${code}`;
}

export const accepted = (code: string, tier: Tier, revision: number, at: Date): Decision => ({
  kind: "accept",
  tier,
  revision,
  by: reviewerOf(code, tier),
  at,
  reason: "",
  cells: [],
});

/** The city (or, for a city's own level, its second reviewer) sends a revision back over one cell. */
export const returned = (code: string, revision: number, at: Date, measure: string, reason: string): Decision => ({
  kind: "return",
  tier: "city",
  revision,
  by: reviewerOf(code, "city"),
  at,
  reason: "个别数据疑有误，请核对台账后重报（演示）",
  cells: [{ measure, member: "total", reason }],
});
