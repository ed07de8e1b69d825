import type { ScoreResult } from "../scheme/score.ts";
import { rankColumn, type Place } from "./rank.ts";

/** A place among the ranked regions of the own peer group, and how many those are. */
export type PeerPlace = Place & { peerGroup: string; of: number };

/**
 * Places within every peer group (对标组内名次), by the totals of regions that are ranked at all; null for others. Quartiles and gaps are
 * those of the group. Same rules as `rankColumn`.
 */
export function peerPlaces({ regions }: Pick<ScoreResult, "regions">): (PeerPlace | null)[] {
  const places: (PeerPlace | null)[] = regions.map(() => null);
  for (const peerGroup of new Set(regions.map((own) => own.peerGroup))) {
    const rows = regions.flatMap((own, r) => (own.peerGroup === peerGroup && own.place !== null ? [r] : []));
    const { places: inGroup, nRanked } = rankColumn(
      rows.map((r) => regions[r]!.score),
      "higher",
    );
    rows.forEach((r, at) => {
      places[r] = { ...inGroup[at]!, peerGroup, of: nRanked };
    });
  }
  return places;
}
