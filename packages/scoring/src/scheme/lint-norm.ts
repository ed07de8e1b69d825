import { isFitted, type Direction, type Norm } from "../norms/norm.ts";
import { error, type Remark } from "./remark.ts";

/** Fewest peers behind a percentile bound; below it a 5 or 95 % quantile is just the extreme value. */
export const LEAST_PEERS = 8;

/**
 * What is wrong with one norm: bounds that are not finite, degenerate or out of order, and a norm that
 * contradicts the direction of its indicator. A missing direction is the caller's remark, not ours.
 */
export function lintNorm(norm: Norm, direction: Direction | undefined, path: string): Remark[] {
  const bounds = boundsOf(norm);
  if (!bounds.every((b) => Number.isFinite(b))) {
    return [
      error(
        "bounds_not_finite",
        path,
        `评分标准的界值 ${bounds.join("、")} 必须都是有限数值。`,
        `The bounds ${bounds.join(", ")} of the norm must all be finite numbers.`,
      ),
    ];
  }
  const disorder = disorderOf(norm);
  const remarks = disorder === null ? [] : [error("bounds_degenerate", path, disorder.zh, disorder.en)];
  if (norm.method === "peer_percentile" && !(Number.isInteger(norm.minPeers) && norm.minPeers >= LEAST_PEERS)) {
    remarks.push(
      error(
        "min_peers_too_low",
        path,
        `最少对标数 ${norm.minPeers} 应为不小于 ${LEAST_PEERS} 的整数。`,
        `minPeers ${norm.minPeers} must be a whole number of at least ${LEAST_PEERS}.`,
      ),
    );
  }
  if (disorder !== null && norm.method !== "peer_percentile") return remarks;
  return [...remarks, ...against(direction, impliedBy(norm, direction), path)];
}

/** Numbers that a norm states, in the order in which they are told. */
function boundsOf(norm: Norm): number[] {
  switch (norm.method) {
    case "goalposts":
      return [norm.lo, norm.hi];
    case "peer_percentile":
      return [norm.loPct, norm.hiPct];
    case "interval":
      return [norm.zeroLo, norm.bestLo, norm.bestHi, norm.zeroHi];
    case "min_max":
      return [norm.lo ?? 0, norm.hi ?? 100];
    case "z_score":
      return [norm.centre ?? 50, norm.spread ?? 10];
    case "distance_to_reference":
      return [norm.reference];
    case "distance_to_target":
      return [norm.target];
    case "graded":
      return norm.steps.flatMap(({ from, points }) => [from, points]);
    case "efficacy_linear":
    case "efficacy_exponential":
      return [norm.unacceptable, norm.satisfactory];
    case "efficacy_five":
      return [...norm.standards];
    case "ampi":
      return [norm.reference, norm.worst, norm.best];
    default:
      return [];
  }
}

/** Why nothing can be scored between the bounds; null where they are in order. */
function disorderOf(norm: Norm): { zh: string; en: string } | null {
  switch (norm.method) {
    case "goalposts":
      if (norm.lo !== norm.hi) return null;
      return {
        zh: `0 分界值与 100 分界值相同（${norm.lo}），无法评分。`,
        en: `The bounds for 0 and for 100 are the same (${norm.lo}); nothing can be scored between them.`,
      };
    case "peer_percentile":
      if (norm.loPct >= 0 && norm.loPct < norm.hiPct && norm.hiPct <= 100) return null;
      return {
        zh: `分位数 ${norm.loPct} 和 ${norm.hiPct} 应满足 0 ≤ loPct < hiPct ≤ 100。`,
        en: `The percentiles ${norm.loPct} and ${norm.hiPct} must satisfy 0 <= loPct < hiPct <= 100.`,
      };
    case "interval": {
      const { zeroLo, bestLo, bestHi, zeroHi } = norm;
      if (zeroLo <= bestLo && bestLo <= bestHi && bestHi <= zeroHi && zeroLo !== zeroHi) return null;
      return {
        zh: `区间界值应满足 zeroLo ≤ bestLo ≤ bestHi ≤ zeroHi 且不全相等，现为 ${zeroLo}、${bestLo}、${bestHi}、${zeroHi}。`,
        en: `Interval bounds must satisfy zeroLo <= bestLo <= bestHi <= zeroHi and not all be equal; they are ${zeroLo}, ${bestLo}, ${bestHi}, ${zeroHi}.`,
      };
    }
    case "min_max":
      if ((norm.lo ?? 0) < (norm.hi ?? 100)) return null;
      return { zh: "标准化区间的下端应小于上端。", en: "The scale must run upwards: lo below hi." };
    case "z_score":
      if ((norm.spread ?? 10) > 0) return null;
      return { zh: "标准分的离散度应大于 0。", en: "The spread of a z-score must be above 0." };
    case "graded":
      return disorderOfSteps(norm.steps);
    case "efficacy_linear":
    case "efficacy_exponential":
      if (norm.unacceptable !== norm.satisfactory) return null;
      return { zh: "不允许值与满意值不能相同。", en: "The unacceptable and the satisfactory value must differ." };
    case "efficacy_five":
      if (isMonotone(norm.standards)) return null;
      return {
        zh: `五档标准值 ${norm.standards.join("、")} 应从优秀到较差严格单调。`,
        en: `The five standards ${norm.standards.join(", ")} must run strictly one way from the best to the worst.`,
      };
    case "ampi":
      if (norm.worst !== norm.best) return null;
      return { zh: "AMPI 的最差值与最好值不能相同。", en: "The worst and the best value of an AMPI norm must differ." };
    default:
      return null;
  }
}

function disorderOfSteps(steps: readonly { from: number; points: number }[]): { zh: string; en: string } | null {
  const points = steps.map((step) => step.points);
  const rising = points.every((own, at) => at === 0 || own > points[at - 1]!);
  if (steps.length > 0 && isMonotone(steps.map(({ from }) => from)) && rising) return null;
  return {
    zh: "分档应从最差到最好排列：界值严格单调，分数严格递增，且至少一档。",
    en: "Steps run from the worst to the best: bounds strictly one way, points strictly rising, at least one step.",
  };
}

function isMonotone(values: readonly number[]): boolean {
  const signs = values.slice(1).map((value, at) => Math.sign(value - values[at]!));
  return signs.every((sign) => sign !== 0 && sign === signs[0]);
}

/** The direction that a norm's own bounds mean; anything that follows the indicator's takes that, but no interval. */
function impliedBy(norm: Norm, direction: Direction | undefined): Direction | undefined {
  if (isFitted(norm)) return direction === "interval" ? "higher" : direction;
  const rises = (low: number, high: number) => (high > low ? "higher" : "lower");
  switch (norm.method) {
    case "goalposts":
      return rises(norm.lo, norm.hi);
    case "efficacy_linear":
    case "efficacy_exponential":
      return rises(norm.unacceptable, norm.satisfactory);
    case "efficacy_five":
      return rises(norm.standards[4], norm.standards[0]);
    case "ampi":
      return rises(norm.worst, norm.best);
    case "graded":
      return norm.steps.length < 2 ? direction : rises(norm.steps[0]!.from, norm.steps.at(-1)!.from);
    default:
      return "interval";
  }
}

function against(direction: Direction | undefined, implied: Direction | undefined, path: string): Remark[] {
  if (direction === undefined || direction === "none" || direction === implied) return [];
  return [
    error(
      "norm_against_direction",
      path,
      `评分标准与指标方向不一致：指标方向为 ${direction}，评分标准表示 ${implied}。`,
      `The norm contradicts the indicator: its direction is ${direction}, the norm means ${implied}.`,
    ),
  ];
}
