import type { Answer, api } from "@duibiao/client";

export type Release = Answer<typeof api.releases.readRelease>;
export type Scores = Answer<typeof api.releases.readScores>;
export type Item = Release["items"][number];

/** 3, or 3–5 where equal scores share places; null without a place. */
export const placeText = (place: { rank: number; rankTo: number } | null): string | null =>
  place === null ? null : place.rankTo > place.rank ? `${place.rank}–${place.rankTo}` : `${place.rank}`;
