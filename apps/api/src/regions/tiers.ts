import type { Tier } from "../policy.ts";

/** Under which tiers a region may hang; null: it may be a root. 省直管县 hang directly on the province. */
const above: Record<Tier, readonly (Tier | null)[]> = {
  county: ["city", "province"],
  city: ["province"],
  province: ["nation", null],
  nation: [null],
};

export const fits = (tier: Tier, parent: Tier | null): boolean => above[tier].includes(parent);

export const tierName: Record<Tier, string> = {
  county: "县级",
  city: "地级",
  province: "省级",
  nation: "国家",
};

/** What a tier may hang under, in words. */
export function allowedAbove(tier: Tier): { zh: string; en: string } {
  return {
    zh: above[tier].map((t) => (t === null ? "不填上级" : tierName[t])).join("或"),
    en: above[tier].map((t) => t ?? "no parent").join(" or "),
  };
}

export const isTier = (text: string): text is Tier => text in above;
