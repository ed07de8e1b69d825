import type { Simulation } from "./simulation.ts";

/** What a simulation says of one unit's place. Places count from the best; null where the unit is not ranked. */
export type RankInterval = {
  id: string;
  nominal: number;
  /** Places that hold the middle `level` of the draws: type-1 quantiles, so that they are places that occurred. */
  from: number;
  to: number;
  median: number;
  mean: number;
  /** Standard error of the mean, from the number of draws. */
  error: number;
  /** Draws in which the unit had a place at all; places, median and mean are of these. */
  rankedDraws: number;
};

/**
 * Rank intervals: for every unit the places between the (1 - level)/2 and (1 + level)/2 quantiles of its ranks (inverse of
 * the empirical distribution, type 1 of Hyndman and Fan 1996), its median and mean rank with Monte Carlo error.
 * `level` in 0..1, default 0.9. The interval always holds the nominal place as well, as readers expect of it. Draws in which a
 * unit has no place (a choice may leave it unranked) do not count; without any, the interval is the nominal place alone.
 */
export function rankIntervals(simulation: Simulation, level = 0.9): (RankInterval | null)[] {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, got ${level}`);
  const { size, ids, nominal } = simulation;
  const counts = new Uint32Array(size + 1);
  return ids.map((id, i) => {
    if (nominal[i] === 0) return null;
    counts.fill(0);
    const { sum, squares, least, most, n } = tally(simulation, i, counts);
    const quantile = (p: number): number => {
      if (n === 0) return nominal[i]!;
      const wanted = Math.max(1, Math.ceil(p * n - 1e-9));
      let seen = 0;
      for (let place = least; place <= most; place++) {
        seen += counts[place]!;
        if (seen >= wanted) return place;
      }
      return most;
    };
    const mean = sum / n;
    const variance = n > 1 ? Math.max(0, (squares - n * mean * mean) / (n - 1)) : 0;
    return {
      id,
      nominal: nominal[i]!,
      from: Math.min(quantile((1 - level) / 2), nominal[i]!),
      to: Math.max(quantile((1 + level) / 2), nominal[i]!),
      median: quantile(0.5),
      mean,
      error: Math.sqrt(variance / n),
      rankedDraws: n,
    };
  });
}

function tally({ draws, size, ranks }: Simulation, i: number, counts: Uint32Array) {
  let sum = 0;
  let squares = 0;
  let least = Infinity;
  let most = 0;
  let n = 0;
  for (let d = 0, at = i; d < draws; d++, at += size) {
    const place = ranks[at]!;
    if (place === 0) continue;
    n++;
    counts[place]!++;
    sum += place;
    squares += place * place;
    if (place < least) least = place;
    if (place > most) most = place;
  }
  return { sum, squares, least, most, n };
}

/** 「第12名;权重浮动±25%时为第8–17名」 in both languages, naming what was varied. */
export function intervalSentence(
  { nominal, from, to }: RankInterval,
  { sources }: Simulation,
): { zh: string; en: string } {
  const what = { zh: sources.map((s) => s.zh).join("、"), en: sources.map((s) => s.en).join(", ") };
  if (from === to)
    return {
      zh: `第${nominal}名；${what.zh}时仍为第${nominal}名`,
      en: `Place ${nominal}; still ${nominal} with ${what.en}`,
    };
  return {
    zh: `第${nominal}名；${what.zh}时为第${from}–${to}名`,
    en: `Place ${nominal}; ${from} to ${to} with ${what.en}`,
  };
}

/** A change of place inside the interval is none that can be told: 基本持平. */
export function isWithin({ from, to }: Pick<RankInterval, "from" | "to">, place: number): boolean {
  return place >= from && place <= to;
}

/** P(top k): share of draws in which each unit is at place k or better; NaN where it is not ranked. */
export function probabilityOfTop({ draws, size, ranks, nominal }: Simulation, k: number): Float64Array {
  const shares = new Float64Array(size);
  for (let d = 0, at = 0; d < draws; d++)
    for (let i = 0; i < size; i++, at++) {
      const place = ranks[at]!;
      if (place > 0 && place <= k) shares[i]!++;
    }
  return shares.map((own, i) => (nominal[i] === 0 ? NaN : own / draws));
}

/**
 * P(a above b): share of the draws that rank both in which unit a stands before unit b, a tie counting half; NaN unless both are ranked,
 * nominally and in at least one draw.
 */
export function probabilityAbove({ draws, size, ranks, nominal }: Simulation, a: number, b: number): number {
  if (!nominal[a] || !nominal[b]) return NaN;
  let before = 0;
  let n = 0;
  for (let d = 0; d < draws; d++) {
    const [one, other] = [ranks[d * size + a]!, ranks[d * size + b]!];
    if (one === 0 || other === 0) continue;
    n++;
    before += one < other ? 1 : one === other ? 0.5 : 0;
  }
  return before / n;
}

/**
 * 档次: groups that cannot be told apart. Units stand in nominal order; a new group begins at the first unit that the head
 * of the group beats in at least `certainty` (default 0.95) of the draws. Group numbers from 1; 0 = not ranked.
 */
export function indistinguishableGroups(simulation: Simulation, certainty = 0.95): Uint32Array {
  const { size, nominal, ids } = simulation;
  const groups = new Uint32Array(size);
  const order = [...nominal.keys()]
    .filter((i) => nominal[i]! > 0)
    .sort((a, b) => nominal[a]! - nominal[b]! || (ids[a]! < ids[b]! ? -1 : 1));
  let head = order[0];
  let group = 1;
  for (const i of order) {
    if (head !== undefined && nominal[i] !== nominal[head] && probabilityAbove(simulation, head, i) >= certainty) {
      head = i;
      group++;
    }
    groups[i] = group;
  }
  return groups;
}
