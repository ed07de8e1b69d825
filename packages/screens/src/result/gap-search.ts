import type { Answer, api } from "@duibiao/client";
import { wanted } from "../address.ts";

export type Against = Answer<typeof api.explanations.explainEvaluation>["against"];

/** Whom a region may be measured against. */
export const againstWords = {
  peer_median: { zh: "同组中位", en: "median of peers" },
  peer_best: { zh: "同组最好", en: "best of peers" },
  median: { zh: "全部中位", en: "median of all" },
  best: { zh: "全部最好", en: "best of all" },
  region: { zh: "指定地区", en: "a region" },
  year: { zh: "上年同期", en: "a year before" },
} as const satisfies Record<Against, { zh: string; en: string }>;

export type GapSearch = { against?: Against | undefined; other?: number | undefined };

/** What of a gap's choice stands in the address. */
export const gapSearch = (search: Record<string, unknown>): GapSearch => ({
  against: wanted.oneOf(search["against"], Object.keys(againstWords) as Against[]),
  other: wanted.id(search["other"]),
});
