import { exponentialEfficacy, fiveGradeEfficacy, linearEfficacy } from "./efficacy.ts";
import { goalpostScore } from "./goalposts.ts";
import { gradedScore } from "./graded.ts";
import { intervalScore } from "./interval.ts";
import type { Direction, Fitted, Norm } from "./norm.ts";
import { peerScore, SCORE_WITHOUT_SPREAD } from "./peer-percentile.ts";
import { minMaxScore, placeFromWorst, zScore } from "./scale.ts";

/** What a group without enough values gives: nobody in it is scored. */
export function canScore(norm: Norm, fitted: Fitted): boolean {
  if (norm.method === "peer_percentile" || "lo" in fitted) return "lo" in fitted && fitted.lo !== null;
  return fitted.n > 0;
}

/**
 * Points of one value. `fitted` is what `fitNorm` (or a frozen version) gave for the unit's group; norms that hold
 * their bounds themselves do not look at it. Definitions, with worst and best in the direction of the indicator:
 *
 * - min_max: from + (x - worst) / (best - worst) (to - from).
 * - z_score: centre + spread (x - mean) / sd.
 * - rank_from_worst: place counted from the worst, 1..n. borda: units beaten, 0..n-1. percentile_rank: 100 (place - 1) / (n - 1).
 * - distance_to_maximum: 100 (1 - (best - x) / (best - worst)).
 * - distance_to_reference, distance_to_target: 100 (1 - (aim - x) / (aim - worst)); `cap` holds it at 100.
 * - fraction_of_maximum: 100 x / max, for higher; 100 min / x for lower (positive values only).
 * - ampi: 70 + 60 (x - worst) / (best - worst) with both moved so that `reference` scores 100 (Mazziotta and Pareto 2016).
 * The first seven follow COINr's n_minmax, n_zscore, n_rank, n_borda, n_prank, n_dist2max, n_dist2ref and n_dist2targ,
 * times 100 where those run 0..1.
 */
export function scoreValue(norm: Norm, fitted: Fitted | null, x: number, direction: Direction): number {
  const sign = direction === "lower" ? -1 : 1;
  switch (norm.method) {
    case "min_max": {
      const { lo, hi } = fitted as { lo: number; hi: number };
      return sign === 1 ? minMaxScore(x, lo, hi, norm.lo, norm.hi) : minMaxScore(x, hi, lo, norm.lo, norm.hi);
    }
    case "goalposts":
      return goalpostScore(x, norm.lo, norm.hi, norm.clamp);
    case "interval":
      return intervalScore(x, norm);
    case "graded":
      return gradedScore(x, norm.steps);
    case "efficacy_linear":
      return linearEfficacy(x, norm.unacceptable, norm.satisfactory);
    case "efficacy_exponential":
      return exponentialEfficacy(x, norm.unacceptable, norm.satisfactory);
    case "efficacy_five":
      return fiveGradeEfficacy(x, norm.standards);
    case "ampi":
      return 100 + (60 * (x - norm.reference)) / (norm.best - norm.worst);
    case "z_score":
      return zScore(x, fitted as { mean: number; sd: number }, sign, norm.centre, norm.spread);
    case "rank_from_worst":
      return placeFromWorst(x, sortedOf(fitted), sign, norm.ties);
    case "borda":
      return placeFromWorst(x, sortedOf(fitted), sign, norm.ties) - 1;
    case "percentile_rank": {
      const sorted = sortedOf(fitted);
      if (sorted.length < 2) return SCORE_WITHOUT_SPREAD;
      return (100 * (placeFromWorst(x, sorted, sign, norm.ties) - 1)) / (sorted.length - 1);
    }
    default:
      return scoreInRange(norm, fitted as { lo: number; hi: number }, x, sign);
  }
}

type Ranged = Extract<
  Norm,
  {
    method:
      | "peer_percentile"
      | "distance_to_maximum"
      | "fraction_of_maximum"
      | "distance_to_reference"
      | "distance_to_target";
  }
>;

function scoreInRange(norm: Ranged, { lo, hi }: { lo: number; hi: number }, x: number, sign: 1 | -1): number {
  const [worst, best] = sign === 1 ? [lo, hi] : [hi, lo];
  switch (norm.method) {
    case "peer_percentile":
      return peerScore(x, lo, hi, sign === 1 ? "higher" : "lower");
    case "distance_to_maximum":
      return minMaxScore(x, worst, best);
    case "fraction_of_maximum":
      return sign === 1 ? share(x, hi) : share(lo, x);
    case "distance_to_reference":
      return towards(x, worst, norm.reference, norm.cap);
    case "distance_to_target":
      return towards(x, worst, norm.target, norm.cap);
  }
}

/** 100 (1 - (aim - x) / (aim - worst)). A worst value on the aim leaves no distance: whoever reaches it earns 100. */
function towards(x: number, worst: number, aim: number, cap = false): number {
  if (worst === aim) return x === aim ? 100 : SCORE_WITHOUT_SPREAD;
  const points = 100 * (1 - (aim - x) / (aim - worst));
  return cap && points > 100 ? 100 : points;
}

function share(part: number, whole: number): number {
  if (!(whole > 0)) throw new RangeError(`a fraction of a maximum needs positive values, got ${whole}`);
  return (100 * part) / whole;
}

const sortedOf = (fitted: Fitted | null): readonly number[] => (fitted as { sorted: number[] }).sorted;
