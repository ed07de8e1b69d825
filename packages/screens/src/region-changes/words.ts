import type { api, Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

export type Change = Answer<typeof api.regions.listRegionChanges>["items"][number];
export type Planned = Answer<typeof api.regions.changeRegions>;
export type HandOver = Planned["handOver"][number];
export type BoundaryShare = Answer<typeof api.consolidations.readRollUps>["items"][number]["boundaryShares"][number];
export type ChangeKind = Change["kind"];

export const kindWords: Record<ChangeKind, Text> = {
  rename: { zh: "更名", en: "Rename" },
  code: { zh: "代码变更", en: "Change of code" },
  transfer: { zh: "划转", en: "Transfer" },
  merge: { zh: "撤并", en: "Merger" },
  split: { zh: "拆分", en: "Split" },
  new: { zh: "新设", en: "New region" },
};

/** What a change does to series over time. */
export const seriesWords: Record<ChangeKind, Text> = {
  rename: { zh: "历史序列不断，仍是同一地区。", en: "Series go on: it is the same region." },
  code: { zh: "历史序列不断，仍是同一地区。", en: "Series go on: it is the same region." },
  transfer: {
    zh: "本地区的序列不断；原上级与新上级的序列在此断开，可按可比口径接续。",
    en: "The region's own series goes on; those of its old and new superior break here and can be carried on on today's boundaries.",
  },
  merge: {
    zh: "接收地区的序列在此断开；趋势和合计可选可比口径，把原各地区的历史并入。",
    en: "The heir's series breaks here; on today's boundaries the past of all predecessors is added up.",
  },
  split: {
    zh: "各地区的序列在此断开；可比口径按份额推算历史，并标为推算。",
    en: "Series break here; on today's boundaries the past is estimated with the shares, and marked.",
  },
  new: { zh: "新地区的序列自此开始。", en: "The new region's series begins here." },
};

/** What makes a figure on today's boundaries an estimate: 原乙县 × 0.6（依据）. */
export function sharesInWords(shares: readonly BoundaryShare[]): Text {
  return {
    zh: shares.map(({ name, share, basis }) => `原${name} × ${share}${basis && `（${basis}）`}`).join("、"),
    en: shares.map(({ name, share, basis }) => `${share} × ${name}${basis && ` (${basis})`}`).join(", "),
  };
}
