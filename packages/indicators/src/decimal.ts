/**
 * Exact decimals as text: plain notation, no exponent, canonical ("1.5", "0", "-3"; never "1.50", "-0", "+3").
 * Canonical text is equal exactly when the number is equal.
 */

const PLAIN = /^([+-]?)(\d+\.?\d*|\.\d+)$/;
/** What is canonical already, as stored figures are: nothing has to be taken apart. */
const CANONICAL = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;

/** Canonical form of a plain decimal, or null when the text is not one (exponents and separators are not). */
export function canonicalDecimal(text: string): string | null {
  if (CANONICAL.test(text)) return text;
  const match = PLAIN.exec(text);
  if (!match) return null;
  const [whole = "", fraction = ""] = (match[2] as string).split(".");
  const digits = whole.replace(/^0+/, "") || "0";
  const decimals = fraction.replace(/0+$/, "");
  const size = decimals === "" ? digits : `${digits}.${decimals}`;
  return match[1] === "-" && size !== "0" ? `-${size}` : size;
}

/** How many decimals a number really has: "1.50" has one. Throws RangeError when it is not a plain decimal. */
export function decimalPlaces(text: string): number {
  const canonical = mustBeDecimal(text);
  const point = canonical.indexOf(".");
  return point < 0 ? 0 : canonical.length - point - 1;
}

/** Exact sum; "0" for no values. Throws RangeError when a text is not a plain decimal. */
export function addDecimals(values: Iterable<string>): string {
  let total = 0n;
  let scale = 0;
  for (const value of values) {
    const next = scaled(value);
    if (next.scale > scale) {
      total *= 10n ** BigInt(next.scale - scale);
      scale = next.scale;
    }
    total += next.units * 10n ** BigInt(scale - next.scale);
  }
  return plain(total, scale);
}

/** Exact `left - right`. Throws RangeError when a text is not a plain decimal. */
export function subtractDecimals(left: string, right: string): string {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  return plain(raise(a, scale) - raise(b, scale), scale);
}

/** Negative, 0 or positive as `left` is below, equal to or above `right`. Throws RangeError like the others. */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const a = scaled(left);
  const b = scaled(right);
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [raise(a, scale), raise(b, scale)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Writes `units / 10^scale` canonically. */
export function plain(units: bigint, scale: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return canonicalDecimal(`${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`) as string;
}

function mustBeDecimal(text: string): string {
  const canonical = canonicalDecimal(text);
  if (canonical === null) throw new RangeError(`不是十进制数 / not a plain decimal: "${text}"`);
  return canonical;
}

type Scaled = { units: bigint; scale: number };

function scaled(text: string): Scaled {
  const canonical = mustBeDecimal(text);
  const point = canonical.indexOf(".");
  if (point < 0) return { units: BigInt(canonical), scale: 0 };
  return {
    units: BigInt(canonical.slice(0, point) + canonical.slice(point + 1)),
    scale: canonical.length - point - 1,
  };
}

function raise(value: Scaled, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}
