import type { Direction, Norm } from "./scheme.ts";
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
  switch (norm.method) {
    case "goalposts":
      return lintGoalposts(norm, direction, path);
    case "peer_percentile":
      return lintPeerPercentile(norm, direction, path);
    case "interval":
      return lintInterval(norm, direction, path);
  }
}

function boundsOf(norm: Norm): number[] {
  switch (norm.method) {
    case "goalposts":
      return [norm.lo, norm.hi];
    case "peer_percentile":
      return [norm.loPct, norm.hiPct];
    case "interval":
      return [norm.zeroLo, norm.bestLo, norm.bestHi, norm.zeroHi];
  }
}

type Goalposts = Extract<Norm, { method: "goalposts" }>;

function lintGoalposts(norm: Goalposts, direction: Direction | undefined, path: string): Remark[] {
  if (norm.lo === norm.hi) {
    return [
      error(
        "bounds_degenerate",
        path,
        `0 分界值与 100 分界值相同(${norm.lo}),无法评分。`,
        `The bounds for 0 and for 100 are the same (${norm.lo}); nothing can be scored between them.`,
      ),
    ];
  }
  const implied = norm.hi > norm.lo ? "higher" : "lower";
  return against(direction, implied, path);
}

type PeerPercentile = Extract<Norm, { method: "peer_percentile" }>;

function lintPeerPercentile(norm: PeerPercentile, direction: Direction | undefined, path: string): Remark[] {
  const remarks: Remark[] = [];
  if (!(norm.loPct >= 0 && norm.loPct < norm.hiPct && norm.hiPct <= 100)) {
    remarks.push(
      error(
        "bounds_degenerate",
        path,
        `分位数 ${norm.loPct} 和 ${norm.hiPct} 应满足 0 ≤ loPct < hiPct ≤ 100。`,
        `The percentiles ${norm.loPct} and ${norm.hiPct} must satisfy 0 <= loPct < hiPct <= 100.`,
      ),
    );
  }
  if (!(Number.isInteger(norm.minPeers) && norm.minPeers >= LEAST_PEERS)) {
    remarks.push(
      error(
        "min_peers_too_low",
        path,
        `最少对标数 ${norm.minPeers} 应为不小于 ${LEAST_PEERS} 的整数。`,
        `minPeers ${norm.minPeers} must be a whole number of at least ${LEAST_PEERS}.`,
      ),
    );
  }
  if (direction === "interval") remarks.push(...against(direction, "higher", path));
  return remarks;
}

type Interval = Extract<Norm, { method: "interval" }>;

function lintInterval(norm: Interval, direction: Direction | undefined, path: string): Remark[] {
  const { zeroLo, bestLo, bestHi, zeroHi } = norm;
  const ordered = zeroLo <= bestLo && bestLo <= bestHi && bestHi <= zeroHi;
  if (!ordered || zeroLo === zeroHi) {
    return [
      error(
        "bounds_degenerate",
        path,
        `区间界值应满足 zeroLo ≤ bestLo ≤ bestHi ≤ zeroHi 且不全相等,现为 ${zeroLo}、${bestLo}、${bestHi}、${zeroHi}。`,
        `Interval bounds must satisfy zeroLo <= bestLo <= bestHi <= zeroHi and not all be equal; they are ${zeroLo}, ${bestLo}, ${bestHi}, ${zeroHi}.`,
      ),
    ];
  }
  return against(direction, "interval", path);
}

function against(direction: Direction | undefined, implied: Direction, path: string): Remark[] {
  if (direction === undefined || direction === "none" || direction === implied) return [];
  return [
    error(
      "norm_against_direction",
      path,
      `评分标准与指标方向不一致:指标方向为 ${direction},评分标准表示 ${implied}。`,
      `The norm contradicts the indicator: its direction is ${direction}, the norm means ${implied}.`,
    ),
  ];
}
