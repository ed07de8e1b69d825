import { periodName, type Text } from "@duibiao/indicators";

/** 沿用 with the period that the answer comes from. */
export const carriedText = (period: string): Text => ({
  zh: `沿用${periodName(period)}`,
  en: `carried over from ${period}`,
});

/** 账期: how many bills a figure was apportioned from. */
const billsText = (bills: number): Text => ({
  zh: `由 ${bills} 张账单按天分摊`,
  en: `apportioned by days from ${bills} ${bills === 1 ? "bill" : "bills"}`,
});

/** Where a figure comes from, where that is worth a word to whoever reads it: typed ones have none. */
export function sourceText(source: string): Text | null {
  const system = /^system:(.+)$/.exec(source)?.[1];
  if (system !== undefined) return { zh: `来自${system}`, en: `from ${system}` };
  const carried = /^carried:(.+)$/.exec(source)?.[1];
  const bills = /^bills:(.+)$/.exec(source)?.[1];
  if (source.startsWith("items:")) return { zh: "由明细逐行相加", en: "added up from its items" };
  if (bills !== undefined) return billsText(bills.split(",").length);
  return carried === undefined ? null : carriedText(carried);
}
