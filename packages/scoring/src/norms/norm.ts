/** Which values of an indicator are good. `none`: for information, never scored. */
export type Direction = "higher" | "lower" | "interval" | "none";

/** Whose values stand behind the bounds: everybody's (default), or those of the unit's own peer group. */
type Within = { within?: "all" | "peers" };

/**
 * How a value becomes points. What a norm takes from the data (bounds, moments, an order) is fitted once, can be
 * frozen with the scheme version, and then gives the same value the same points for ever. The direction of the
 * indicator is applied first; bounds that a norm states itself run in the good direction (hi below lo = lower is better).
 *
 * Fixed: goalposts, interval (flat top), graded steps, the three 功效系数 forms, ampi, distance_to_target with a stated
 * worst value. From data: peer_percentile, min_max, z_score, rank_from_worst, percentile_rank, borda, distance_to_maximum,
 * distance_to_reference, distance_to_target, fraction_of_maximum. Formulas and sources stand at the functions of this room.
 */
export type Norm =
  /** `clamp: false`: values beyond lo and hi earn less than 0 and more than 100. */
  | { method: "goalposts"; lo: number; hi: number; clamp?: boolean }
  | { method: "peer_percentile"; loPct: number; hiPct: number; minPeers: number }
  | { method: "interval"; bestLo: number; bestHi: number; zeroLo: number; zeroHi: number }
  /** Onto lo..hi (default 0..100) between the worst and the best value. */
  | ({ method: "min_max"; lo?: number; hi?: number } & Within)
  /** centre (default 50) + spread (default 10) z; `ddof` 1 (default) divides by n - 1, 0 by n. */
  | ({ method: "z_score"; centre?: number; spread?: number; ddof?: 0 | 1 } & Within)
  | ({ method: "rank_from_worst"; ties?: Ties } & Within)
  | ({ method: "percentile_rank"; ties?: Ties } & Within)
  | ({ method: "borda"; ties?: Ties } & Within)
  | ({ method: "distance_to_maximum" } & Within)
  | ({ method: "fraction_of_maximum" } & Within)
  | ({ method: "distance_to_reference"; reference: number; cap?: boolean } & Within)
  | ({ method: "distance_to_target"; target: number; cap?: boolean } & Within)
  | { method: "graded"; steps: { from: number; points: number }[] }
  | { method: "efficacy_linear"; unacceptable: number; satisfactory: number }
  | { method: "efficacy_exponential"; unacceptable: number; satisfactory: number }
  /** Standard values of 优秀, 良好, 平均, 较低, 较差. */
  | { method: "efficacy_five"; standards: [number, number, number, number, number] }
  | { method: "ampi"; reference: number; worst: number; best: number };

/** Equal values share the lowest of their places (as R `rank(ties.method = "min")`), or its mean. */
export type Ties = "min" | "mean";

export type NormMethod = Norm["method"];

/** What a norm took from the values of one group; `n` = how many there were. Plain JSON. */
export type Fitted =
  | { n: number; lo: number | null; hi: number | null }
  | { n: number; mean: number; sd: number }
  | { n: number; sorted: number[] };

const FITTED: ReadonlySet<NormMethod> = new Set<NormMethod>([
  "peer_percentile",
  "min_max",
  "z_score",
  "rank_from_worst",
  "percentile_rank",
  "borda",
  "distance_to_maximum",
  "fraction_of_maximum",
  "distance_to_reference",
  "distance_to_target",
]);

/** True when the norm takes something from the data. */
export function isFitted(norm: Norm): boolean {
  return FITTED.has(norm.method);
}

/** True when every peer group is fitted by itself. */
export function isWithinPeers(norm: Norm): boolean {
  return norm.method === "peer_percentile" || ("within" in norm && norm.within === "peers");
}
