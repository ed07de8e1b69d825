import Fraction from "fraction.js";
import type { Text } from "./catalogue.ts";
import { canonicalDecimal, compareDecimals, plain } from "./decimal.ts";
import { parseFigure } from "./parse-figure.ts";
import { findMagnitude, findUom, isCounted, sameSpelling, uomOfSize } from "./uom-table.ts";

/**
 * A typed quantity in a line's unit of measure. `conversion` holds both texts where the figure was converted
 * (`8300元` and `0.83 万元`), null where it was taken as typed.
 */
export type Quantity =
  | { ok: true; decimal: string; conversion: { from: string; to: string } | null }
  | { ok: false; problem: Text };

const DECIMALS = 15;

/**
 * Reads a figure that may carry a unit of measure or a Chinese magnitude and converts it exactly into the line's unit:
 * `8300元` in 万元 is 0.83, `1.2万度` in kWh is 12000. Another dimension, an unknown unit, a bare 万 under a unit that
 * already holds one, and a conversion without a finite decimal are refused with a sentence.
 */
export function readQuantity(text: string, uom: string): Quantity {
  const figure = parseFigure(text);
  if (figure.ok) return { ...figure, conversion: null };
  const typed = text.normalize("NFKC").trim();
  const parts = /^([+-]?\d[\d,.\s]*?)\s*([^\d,.\s].*)$/u.exec(typed);
  if (!parts) return figure;
  const [, digits = "", suffix = ""] = parts;
  // 1.23E+05, as Excel shows it where a column is narrow: its own sentence says more than that E+05 is no unit.
  if (/^e[+-]?\d+$/i.test(suffix)) return figure;
  const amount = parseFigure(digits);
  if (!amount.ok) return amount;
  const times = ratioTo(uom, suffix);
  if ("zh" in times) return { ok: false, problem: times };
  const decimal = exactDecimal(new Fraction(amount.decimal).mul(times));
  if (decimal === null)
    return refuse(
      `“${typed}”换算成${uom}除不尽，请自行换算后填写。`,
      `"${typed}" has no exact value in ${uom}; convert it yourself and enter the result.`,
    );
  const conversion = times.equals(1) ? null : { from: typed, to: `${decimal} ${uom}` };
  return { ok: true, decimal, conversion };
}

const refuse = (zh: string, en: string): Quantity => ({ ok: false, problem: { zh, en } });

/** How many of the line's unit one of the typed is, or why it cannot be said. */
function ratioTo(uom: string, suffix: string): Fraction | Text {
  if (sameSpelling(suffix, uom)) return new Fraction(1);
  const line = findUom(uom);
  const magnitude = findMagnitude(suffix);
  if (magnitude) {
    if (!/^[万亿千百]/.test(uom)) return magnitude;
    return {
      zh: `“${suffix}”后面没有写计量单位，本行以${uom}计，请写全（如 ${suffix}元）或直接填${uom}数。`,
      en: `"${suffix}" stands without a unit while this line counts in ${uom}; write the unit out or enter the figure in ${uom}.`,
    };
  }
  const typed = findUom(suffix);
  if (!typed)
    return {
      zh: `不认识“${suffix}”，本行计量单位是${uom}，请只填数字或写通用单位。`,
      en: `"${suffix}" is not a known unit; this line is in ${uom}. Enter digits only, or a common unit.`,
    };
  if (!line || line.dimension !== typed.dimension)
    return {
      zh: `“${suffix}”不能换算成本行的计量单位${uom}，请核对是否填错行。`,
      en: `"${suffix}" does not convert into this line's unit ${uom}; check whether it belongs in another line.`,
    };
  return typed.size.div(line.size);
}

/** Null when the fraction has no decimal of up to 15 places. */
function exactDecimal(value: Fraction): string | null {
  for (let scale = 0; scale <= DECIMALS; scale += 1) {
    const power = 10n ** BigInt(scale);
    if (power % value.d === 0n) return plain(value.s * value.n * (power / value.d), scale);
  }
  return null;
}

/** 疑似单位错误: `current` is about `factor` times what was usual; divided by it, it would be `suggested`. */
export type UnitSuspicion = {
  factor: number;
  suggested: string;
  /** The past figure that it was compared with. */
  usual: string;
  /** The unit that was probably meant (元 in a line of 万元); null when none fits. */
  meant: string | null;
};

/**
 * How far off the exact power of ten a jump still counts, as a ratio either way. Once a true unit error is undone, what
 * is left is the ordinary change between periods. At x10 the band is 1.6: tenfold jumps do happen, so it must land
 * close. From x100 on no ordinary change explains it, and 2.2 leaves room for seasons. Bands never touch.
 */
const POWERS: { factor: number; band: number }[] = [
  { factor: 10, band: 1.6 },
  { factor: 100, band: 2.2 },
  { factor: 1000, band: 2.2 },
  { factor: 10_000, band: 2.2 },
];

/** A past figure nearer than this ratio says that the unit has had figures of this size: half a power of ten. */
const SAME_SIZE = 3.16;

/** Below this a count (人, 辆) says nothing: 1 becoming 10 is no unit error. */
const SMALL_COUNT = 100;

/**
 * Compares a figure with the same unit's past ones (their lower median counts, zeros do not) and says whether it looks
 * like one entered in another unit: about 10, 100, 1000 or 10000 times as much, or as little. Null when it does not,
 * when there is nothing to compare with, or when a past figure was of this size already.
 */
export function unitSuspicion(past: readonly string[], current: string, uom = ""): UnitSuspicion | null {
  const now = canonicalDecimal(current);
  const known = past.flatMap((text) => canonicalDecimal(text) ?? []).filter((text) => text !== "0");
  if (now === null || now === "0" || known.length === 0) return null;
  if (known.some((figure) => near(Number(now) / Number(figure), 1, SAME_SIZE))) return null;
  const usual = known.toSorted(compareDecimals)[Math.floor((known.length - 1) / 2)] as string;
  const ratio = Number(now) / Number(usual);
  const grown = POWERS.find(({ factor, band }) => near(ratio, factor, band));
  const shrunk = POWERS.find(({ factor, band }) => near(1 / ratio, factor, band));
  const power = grown ?? shrunk;
  if (!power) return null;
  const line = findUom(uom);
  if (line && isCounted(line) && Math.max(Math.abs(Number(now)), Math.abs(Number(usual))) < SMALL_COUNT) return null;
  const times = grown ? new Fraction(1, power.factor) : new Fraction(power.factor);
  const suggested = exactDecimal(new Fraction(now).mul(times));
  if (suggested === null) return null;
  const factor = grown ? power.factor : 1 / power.factor;
  return { factor, suggested, usual, meant: line && uomOfSize(line, times) };
}

const near = (ratio: number, target: number, band: number) => ratio >= target / band && ratio <= target * band;
