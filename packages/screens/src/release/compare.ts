import { isRanked, type Item, type Release, type Scores } from "./release.ts";

/** What moved a region's score: one leaf with its change in points, and its value before and after. */
export type Moved = { path: string; points: number; before: number | null; after: number | null };

export type Change = {
  regionId: number;
  name: string;
  code: string;
  before: Pick<Item, "score" | "place" | "standing" | "unranked"> | null;
  after: Pick<Item, "score" | "place" | "standing" | "unranked"> | null;
  /** Places gained (above 0) or lost; null where it had no place in one of the editions. */
  places: number | null;
  /** 基本持平: the old place lies inside the new interval, or the band is the same; null where it cannot be told. */
  steady: boolean | null;
  score: number | null;
  /** Largest change first; empty where the region's own score did not change. */
  causes: Moved[];
};

/** Below this a difference of points is the rounding of binary numbers, not a change. */
export const noise = 1e-9;

/** Every region of two editions, those that moved first: by places, then by points. */
export function compareEditions(
  before: { release: Release; scores: Scores },
  after: { release: Release; scores: Scores },
): Change[] {
  const old = new Map(before.release.items.map((item) => [item.regionId, item]));
  const now = new Map(after.release.items.map((item) => [item.regionId, item]));
  const ids = [...new Set([...now.keys(), ...old.keys()])];
  const changes = ids.map((regionId): Change => {
    const [was, is] = [old.get(regionId), now.get(regionId)];
    const { name, code } = (is ?? was)!;
    const [a, b] = [was?.score ?? null, is?.score ?? null];
    const score = a === null || b === null ? null : b - a;
    const moved = a !== b && (score === null || Math.abs(score) > noise);
    return {
      regionId,
      name,
      code,
      before: was ?? null,
      after: is ?? null,
      places: was?.place && is?.place ? was.place.rank - is.place.rank : null,
      steady: was === undefined || is === undefined ? null : isSteady(was, is),
      score,
      causes: moved ? causesOf(before.scores, after.scores, regionId) : [],
    };
  });
  const points = ({ score }: Change) => (score === null ? -1 : Math.abs(score));
  return changes.toSorted((a, b) => weight(b) - weight(a) || points(b) - points(a));
}

function isSteady(was: Pick<Item, "place" | "standing">, is: Pick<Item, "place" | "standing">): boolean | null {
  if (was.place !== null && is.place !== null) {
    const { from, to } = is.standing ?? {};
    return from === undefined || to === undefined ? null : was.place.rank >= from && was.place.rank <= to;
  }
  return was.standing === null || is.standing === null ? null : was.standing.band === is.standing.band;
}

/** Whether anything of the region differs between the editions. */
export const hasMoved = (change: Change): boolean =>
  weight(change) > 0 || (change.before === null) !== (change.after === null);

/** Coming into or falling out of the ranking outweighs every move inside it. */
function weight({ before, after, places, score }: Change): number {
  const placed = (side: Change["before"]) => side !== null && isRanked(side);
  if (placed(before) !== placed(after)) return Number.MAX_SAFE_INTEGER;
  if (places !== null && places !== 0) return Math.abs(places) + 1;
  return score !== null && Math.abs(score) > noise ? 1 : 0;
}

function causesOf(before: Scores, after: Scores, regionId: number): Moved[] {
  const [was, is] = [before, after].map((scores) => ({
    row: scores.items.find((item) => item.regionId === regionId),
    at: new Map(scores.nodes.flatMap(({ path, indicator }, at) => (indicator === null ? [] : [[path, at] as const]))),
  }));
  const paths = [...new Set([...was!.at.keys(), ...is!.at.keys()])];
  return paths
    .flatMap((path): Moved[] => {
      const read = (side: typeof was, list: "contribution" | "value") => {
        const at = side!.at.get(path);
        return at === undefined ? null : (side!.row?.[list][at] ?? null);
      };
      const [a, b] = [read(was, "contribution"), read(is, "contribution")];
      // Without a total in one of the editions nothing can be set against it: why it had none is said elsewhere.
      if (a === null || b === null) return [];
      return [{ path, points: b - a, before: read(was, "value"), after: read(is, "value") }];
    })
    .filter(({ points }) => Math.abs(points) > noise)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
