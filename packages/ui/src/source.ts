import { periodName, type Text } from "@duibiao/indicators";

/** 沿用 with the period that the answer comes from. */
export const carriedText = (period: string): Text => ({
  zh: `沿用${periodName(period)}`,
  en: `carried over from ${period}`,
});

/** Where a figure comes from, where that is worth a word to whoever reads it: typed ones have none. */
export function sourceText(source: string): Text | null {
  const system = /^system:(.+)$/.exec(source)?.[1];
  if (system !== undefined) return { zh: `来自${system}`, en: `from ${system}` };
  const carried = /^carried:(.+)$/.exec(source)?.[1];
  return carried === undefined ? null : carriedText(carried);
}
