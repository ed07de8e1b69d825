import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

export type Release = Answer<typeof api.releases.readRelease>;
export type Scores = Answer<typeof api.releases.readScores>;
export type Item = Release["items"][number];

/** 3, or 3–5 where equal scores share places; null without a place. */
export const placeText = (place: { rank: number; rankTo: number } | null): string | null =>
  place === null ? null : place.rankTo > place.rank ? `${place.rank}–${place.rankTo}` : `${place.rank}`;

/** Whether it takes part: under 档次 nobody's place is told, and a band stands for it. */
export const isRanked = ({ place, standing }: Pick<Item, "place" | "standing">): boolean =>
  place !== null || standing !== null;

/** 第 2 档. */
export const bandInWords = (band: number): Text => ({ zh: `第 ${band} 档`, en: `band ${band}` });
