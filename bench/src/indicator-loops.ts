import { STATE, type Column } from "@duibiao/indicators";

/*
 * What somebody would write by hand for the base catalogue's indicators: one loop over typed arrays for each, with the
 * same arithmetic and the same answer where a figure is missing, does not apply, or divides by zero.
 */

/** Fills a column of values from the columns of its figures, in the order in which the formula names them. */
export type Loop = (out: Float64Array, figures: readonly Column[]) => void;

const finite = (value: number) => (value - value === 0 ? value + 0 : Number.NaN);
const quotient = (value: number, by: number) => (by === 0 ? Number.NaN : value / by);

/** a x before / b x after. */
export const ratio =
  (after = 1, before = 1): Loop =>
  (out, [a, b]) => {
    const [x, y] = [a!.sums, b!.sums];
    for (let i = 0; i < out.length; i++) out[i] = finite(quotient(x[i]! * before, y[i]!) * after);
  };

export const points: Loop = (out, [a]) => {
  const x = a!.sums;
  for (let i = 0; i < out.length; i++) out[i] = finite(x[i]!);
};

export const growth: Loop = (out, [a, b]) => {
  const [x, y] = [a!.sums, b!.sums];
  for (let i = 0; i < out.length; i++) out[i] = finite((quotient(x[i]!, y[i]!) - 1) * 100);
};

export const overQuota: Loop = (out, [a, b]) => {
  const [x, y] = [a!.sums, b!.sums];
  for (let i = 0; i < out.length; i++) {
    const over = x[i]! - y[i]!;
    out[i] = finite(quotient(over !== over ? over : over > 0 ? over : 0, y[i]!) * 100);
  }
};

/** Sum of the figures that apply; none where none does. */
function total(figures: readonly Column[], i: number, factors?: readonly number[]): number {
  let sum = 0;
  let applies = false;
  for (let at = 0; at < figures.length; at++) {
    const { sums, states } = figures[at]!;
    if (states[i] === STATE.na) continue;
    applies = true;
    sum += factors ? sums[i]! * factors[at]! : sums[i]!;
  }
  return applies ? sum : Number.NaN;
}

/** a / (a + b), or b's place taken by the order in which the formula names them. */
export const shareOfBoth: Loop = (out, [a, b]) => {
  const both = [a!, b!];
  for (let i = 0; i < out.length; i++) out[i] = finite(quotient(a!.sums[i]!, total(both, i)) * 100);
};

/** (first half / second half - 1) x 100, each half a sum. */
export const growthOfSums: Loop = (out, figures) => {
  const [now, before] = [figures.slice(0, figures.length / 2), figures.slice(figures.length / 2)];
  for (let i = 0; i < out.length; i++) out[i] = finite((quotient(total(now, i), total(before, i)) - 1) * 100);
};

export const sumPerLast =
  (after: number): Loop =>
  (out, figures) => {
    const [parts, by] = [figures.slice(0, -1), figures.at(-1)!.sums];
    for (let i = 0; i < out.length; i++) out[i] = finite(quotient(total(parts, i), by[i]!) * after);
  };

/** Energy in tce, back in kgce, per whatever comes last. */
export const energyPer =
  (factors: readonly number[]): Loop =>
  (out, figures) => {
    const [fuels, by] = [figures.slice(0, -1), figures.at(-1)!.sums];
    for (let i = 0; i < out.length; i++) out[i] = finite(quotient((total(fuels, i, factors) / 1000) * 1000, by[i]!));
  };

/** No factor is known: only where nothing was used is there an answer. */
export const carbonPer: Loop = (out, figures) => {
  const [fuels, by] = [figures.slice(0, -1), figures.at(-1)!.sums];
  for (let i = 0; i < out.length; i++) {
    const used = total(fuels, i);
    const nothing = fuels.every(({ sums, states }) => states[i] === STATE.na || sums[i] === 0);
    out[i] = used === 0 && nothing ? finite(quotient(0, by[i]!)) : Number.NaN;
  }
};
