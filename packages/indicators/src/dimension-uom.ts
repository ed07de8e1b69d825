import Fraction from "fraction.js";
import { FormulaFailure, type FormulaError, type Span } from "./formula-error.ts";
import { PURE, spellUom, type Measured } from "./uom-spelling.ts";

/**
 * What a formula measures before its literal factors are read as conversions. `ten` is the product of the literal
 * powers of ten (`* 1000`, `/ 100`), `other` of the other literal factors (`0.5 *`); `like` the uoms of its figures.
 */
export type FormulaUom = Measured & { ten: Fraction; other: Fraction; like: readonly string[] };

/** `uom_mixed`: what is added, compared or chosen from differs in dimension. `uom_scale`: only in size (万元, 元). */
export type UomError = FormulaError & { code: "uom_mixed" | "uom_scale" };

/** The uom once literal powers of ten are conversions: tce × 1000 is kgce. */
export function converted({ powers, size, ten }: FormulaUom): Measured {
  return { powers, size: size.div(ten) };
}

/** In the usual spelling once powers of ten convert: `kgce/㎡` of `energy_tce * 1000 / energy_area`. */
export function showUom(uom: FormulaUom): string {
  return spellUom(converted(uom), uom.like);
}

/** A number written as such; what it counts depends on where it stands. */
export type Bare = { bare: Fraction };
export type Found = FormulaUom | Bare;

export const ONE = new Fraction(1);

export const pure: FormulaUom = { ...PURE, ten: ONE, other: ONE, like: [] };

/** Throws a FormulaFailure whose problem is a UomError. */
export function refuse(code: UomError["code"], { start, end }: Span, zh: string, en: string): never {
  const problem: UomError = {
    code,
    start,
    end,
    text: { zh: `第 ${start + 1} 个字符：${zh}`, en: `Character ${start + 1}: ${en}` },
  };
  throw new FormulaFailure(problem);
}
