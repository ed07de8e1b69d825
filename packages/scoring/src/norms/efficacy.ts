import { exp, log } from "../numeric/elementary.ts";

/**
 * 功效系数法 (efficacy coefficient), linear: 60 + 40 (x - unacceptable) / (satisfactory - unacceptable), clamped to 0..100.
 *
 * 不允许值 earns 60, 满意值 100; satisfactory below unacceptable means lower is better. Source: 功效系数法 as taught in
 * Chinese statistics (60 + 40 form). Halfway between both earns 80. Throws RangeError when both are equal or not finite.
 */
export function linearEfficacy(x: number, unacceptable: number, satisfactory: number): number {
  return clamp(60 + 40 * position(x, unacceptable, satisfactory));
}

/**
 * 指数型功效系数: 60 e^(t ln(100/60)) with t = (x - unacceptable) / (satisfactory - unacceptable), at most 100.
 *
 * Convex: halfway earns 60 √(100/60) = 77.46. Never reaches 0. Throws like `linearEfficacy`.
 */
export function exponentialEfficacy(x: number, unacceptable: number, satisfactory: number): number {
  const t = position(x, unacceptable, satisfactory);
  if (t === 0) return 60;
  return t >= 1 ? 100 : 60 * exp(t * LOG_RATIO);
}

const LOG_RATIO = log(100 / 60);

/** Standard coefficients of 优秀, 良好, 平均, 较低, 较差. */
const COEFFICIENTS = [1, 0.8, 0.6, 0.4, 0.2] as const;

/**
 * 五档功效系数 (企业综合绩效评价实施细则, 国资发评价〔2006〕157号): between two standard values the score rises in a straight
 * line from the coefficient of the lower grade to that of the upper, in percent.
 *
 * 单项得分 = 本档基础分 + (实际值 - 本档标准值) / (上档标准值 - 本档标准值) x (上档基础分 - 本档基础分).
 * `standards`: values of 优秀 1.0, 良好 0.8, 平均 0.6, 较低 0.4, 较差 0.2, monotone, falling values = higher is better.
 * At or past 优秀 100; worse than 较差 0. With 20, 15, 10, 5, 0 a value of 12 earns 60 + 2/5 x 20 = 68. Throws
 * RangeError when the standards are not strictly monotone or something is not finite.
 */
export function fiveGradeEfficacy(x: number, standards: readonly [number, number, number, number, number]): number {
  const higher = standards[0] > standards[4];
  const sign = higher ? 1 : -1;
  const steps = standards.map((standard) => sign * standard);
  if (!Number.isFinite(x) || !steps.every((step, at) => Number.isFinite(step) && (at === 0 || step < steps[at - 1]!)))
    throw new RangeError(`no score from x ${x} and standards ${standards.join(", ")}`);
  const own = sign * x;
  if (own >= steps[0]!) return 100;
  const lower = steps.findIndex((step) => own >= step);
  if (lower < 0) return 0;
  const share = (own - steps[lower]!) / (steps[lower - 1]! - steps[lower]!);
  const base = COEFFICIENTS[lower]!;
  return 100 * (base + share * (COEFFICIENTS[lower - 1]! - base));
}

function position(x: number, from: number, to: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(from) || !Number.isFinite(to) || from === to)
    throw new RangeError(`no score from x ${x} between ${from} and ${to}`);
  return (x - from) / (to - from);
}

function clamp(score: number): number {
  return score < 0 ? 0 : score > 100 ? 100 : score;
}
