import type { Text } from "@duibiao/indicators";
import type { Method } from "./matrix.ts";

export const methodNames: Readonly<Record<Method, Text>> = {
  arithmetic: { zh: "算术加权", en: "arithmetic" },
  geometric: { zh: "几何加权", en: "geometric" },
  harmonic: { zh: "调和加权", en: "harmonic" },
  power: { zh: "幂平均", en: "power mean" },
  mazziotta_pareto: { zh: "均值扣不均衡（MPI）", en: "Mazziotta-Pareto" },
  minimum: { zh: "取最低项", en: "minimum" },
  capped: { zh: "上游封顶", en: "capped by upstream" },
};

/** How far a place moved, in words: 上升 3 位. Positive: a better place. */
export const shiftText = (shift: number): Text =>
  shift === 0
    ? { zh: "不变", en: "same" }
    : shift > 0
      ? { zh: `↑ 上升 ${shift} 位`, en: `↑ up ${shift}` }
      : { zh: `↓ 下降 ${-shift} 位`, en: `↓ down ${-shift}` };

export const percent = (weight: number, digits = 2): string => `${(100 * weight).toFixed(digits)}%`;
