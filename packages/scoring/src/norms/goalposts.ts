/**
 * Goalposts (min-max against fixed bounds, as in UNDP, Human Development Report, Technical note 1):
 * score = 100 (x - lo) / (hi - lo), clamped to 0..100 unless `clamped` is false.
 *
 * `lo` is the value that earns 0 and `hi` the one that earns 100; hi below lo means lower is better.
 * Monotone in x also after rounding. Throws RangeError unless all are finite and lo differs from hi.
 */
export function goalpostScore(x: number, lo: number, hi: number, clamped = true): number {
  if (!Number.isFinite(x) || !Number.isFinite(lo) || !Number.isFinite(hi) || lo === hi) {
    throw new RangeError(`no score from x ${x}, lo ${lo}, hi ${hi}`);
  }
  if (clamped ? (hi > lo ? x <= lo : x >= lo) : x === lo) return 0;
  if (clamped ? (hi > lo ? x >= hi : x <= hi) : x === hi) return 100;
  const span = hi - lo;
  // Far out, 100 (x - lo) would overflow; a power of two scales without rounding.
  if (span > 1e300 || span < -1e300) {
    const far = (100 * (x / 1024 - lo / 1024)) / (hi / 1024 - lo / 1024);
    return clamped ? clamp(far) : far;
  }
  const points = (100 * (x - lo)) / span;
  return clamped ? clamp(points) : points;
}

function clamp(score: number): number {
  return score < 0 ? 0 : score > 100 ? 100 : score;
}
