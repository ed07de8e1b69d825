import Fraction from "fraction.js";
import { findMagnitude, findUom, uomsOf } from "./uom-table.ts";

/**
 * What a figure measures: base dimensions with their exponents (`energy` 1, `area` -1; none = a pure number), and how
 * many of the base units one of it is. 万元/人 is money 1, people -1, size 10000; 1 % is a pure number of size 1/100.
 */
export type Measured = { powers: ReadonlyMap<string, number>; size: Fraction };

export const PURE: Measured = { powers: new Map(), size: new Fraction(1) };

/** Periods behind a stroke say only that the figure is a flow: 次/辆·期 is 次/辆 in each period. */
const PERIODS = new Set(["期", "月", "季", "季度", "半年", "年"]);
const SHARES: ReadonlyMap<string, string> = new Map([
  ["%", "1/100"],
  ["‰", "1/1000"],
  ["百分点", "1/100"],
  ["个百分点", "1/100"],
]);
const EXPONENTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Reads a uom as people write it: one of the table (kWh, 万元), a composite (`kgce/㎡`, `元/百公里`, `次/辆·期`, `分²`),
 * a share (`%`), `1` for a pure number. A word that the table does not know is a dimension of its own, 万 and 百 before
 * it counted as its size.
 */
export function readUom(text: string): Measured {
  const [above = "", ...below] = text.replaceAll(/[()\s()]/g, "").split("/");
  const atoms = (part: string) => part.split(/[·⋅*×]/).filter((atom) => atom !== "");
  return [
    ...atoms(above).map(readAtom),
    ...below
      .flatMap(atoms)
      .filter((atom) => !PERIODS.has(atom))
      .map((atom) => raise(readAtom(atom), -1)),
  ].reduce(times, PURE);
}

function readAtom(atom: string): Measured {
  const share = SHARES.get(atom);
  if (share !== undefined) return { powers: new Map(), size: new Fraction(share) };
  const counted = /^(\d+(?:\.\d+)?)(.*)$/u.exec(atom);
  if (counted) {
    const [, digits = "1", rest = ""] = counted;
    const size = Number(digits) === 0 ? new Fraction(1) : new Fraction(digits);
    return rest === "" ? { powers: new Map(), size } : times({ powers: new Map(), size }, readAtom(rest));
  }
  const known = findUom(atom);
  if (known) return { powers: new Map([[known.dimension, 1]]), size: known.size };
  const powered = /^(.+)([²³])$/u.exec(atom);
  if (powered) return raise(readAtom(powered[1] as string), powered[2] === "²" ? 2 : 3);
  return ownWord(atom);
}

function ownWord(word: string): Measured {
  for (const length of [2, 1]) {
    const magnitude = word.length > length ? findMagnitude(word.slice(0, length)) : null;
    if (magnitude) return { powers: new Map([[word.slice(length), 1]]), size: magnitude };
  }
  return { powers: new Map([[word, 1]]), size: new Fraction(1) };
}

export function times(a: Measured, b: Measured): Measured {
  const powers = new Map(a.powers);
  for (const [dimension, exponent] of b.powers) {
    const sum = (powers.get(dimension) ?? 0) + exponent;
    if (sum === 0) powers.delete(dimension);
    else powers.set(dimension, sum);
  }
  return { powers, size: a.size.mul(b.size) };
}

export function raise({ powers, size }: Measured, exponent: number): Measured {
  if (exponent === 0) return PURE;
  return {
    powers: new Map([...powers].map(([dimension, own]) => [dimension, own * exponent])),
    size: size.pow(exponent) as Fraction,
  };
}

export function sameDimension(a: Measured, b: Measured): boolean {
  return a.powers.size === b.powers.size && [...a.powers].every(([key, exponent]) => b.powers.get(key) === exponent);
}

/**
 * The usual spelling: `kgce/㎡`, `元/百公里`, `%`, `1`. `like` holds uoms whose sizes are tried first, as the formula has
 * them. Where nobody writes this size, a factor stands before it.
 */
export function spellUom({ powers, size }: Measured, like: readonly string[] = []): string {
  if (powers.size === 0) return spellShare(size);
  const atoms = [...powers].map(([dimension, exponent]) => ({ exponent, uoms: sizesOf(dimension, like) }));
  const chosen = fitting(atoms, size)?.chosen ?? atoms.map(({ uoms }) => uoms[0] as Sized);
  const made = atoms.reduce(
    (all, { exponent }, at) => all.mul((chosen[at] as Sized).size.pow(exponent) as Fraction),
    new Fraction(1),
  );
  const side = (sign: 1 | -1) =>
    atoms
      .map(({ exponent }, at) => ({ exponent: exponent * sign, spelling: (chosen[at] as Sized).spelling }))
      .filter(({ exponent }) => exponent > 0)
      .map(({ exponent, spelling }) => (exponent === 1 ? spelling : `${spelling}${superscript(exponent)}`));
  const [above, below] = [side(1), side(-1)];
  const text = [above.length > 0 ? above.join("·") : "1", ...(below.length > 0 ? [below.join("·")] : [])].join("/");
  const rest = size.div(made);
  return rest.equals(1) ? text : `${rest.toFraction()} ${text}`;
}

/** `strange`: how little a reader of the formula expects this size. */
type Sized = { spelling: string; size: Fraction; strange: number };

/** Read, but printed only where the formula has them. */
const RARE = new Set(["斤", "亩", "公顷"]);

/** Sizes of a dimension that may be printed: the formula's own, 万 of them, what else the table has, then 百 and the rest. */
function sizesOf(dimension: string, like: readonly string[]): Sized[] {
  const used = like
    .flatMap((text) => text.split(/[/·]/))
    .flatMap((atom) => findUom(atom) ?? [])
    .filter((uom) => uom.dimension === dimension);
  const plain = uomsOf(dimension).filter(({ spelling }) => !RARE.has(spelling));
  const own = [{ spelling: dimension, size: new Fraction(1) }];
  const named = plain.length > 0 ? plain : own;
  const large = (from: { spelling: string; size: Fraction }[], words: string[], strange: number) =>
    from.flatMap(({ spelling, size }) =>
      words.map((word) => ({
        spelling: `${word}${spelling}`,
        size: size.mul(findMagnitude(word) as Fraction),
        strange,
      })),
    );
  const unscaled = used.filter(({ spelling }) => !/^[万亿]/.test(spelling));
  const bare = unscaled.length > 0 ? unscaled : named;
  return [
    ...used.map((uom) => ({ ...uom, strange: 0 })),
    ...large(bare, ["万", "亿"], 2.5),
    ...named.map((uom) => ({ ...uom, strange: 2 })),
    ...large(bare, ["百", "千"], 3),
    ...large(named, ["万", "亿"], 5),
  ];
}

type Fit = { chosen: Sized[]; strange: number };

/** One size for each dimension that together make the whole, the least strange; null where none do. */
function fitting(atoms: { exponent: number; uoms: Sized[] }[], size: Fraction): Fit | null {
  const [first, ...rest] = atoms;
  if (!first) return size.equals(1) ? { chosen: [], strange: 0 } : null;
  if (atoms.length > 3) return null;
  return first.uoms.reduce<Fit | null>((best, uom) => {
    if (best && best.strange <= uom.strange) return best;
    const others = fitting(rest, size.div(uom.size.pow(first.exponent) as Fraction));
    if (!others) return best;
    const strange = uom.strange + others.strange;
    return best && best.strange <= strange ? best : { chosen: [uom, ...others.chosen], strange };
  }, null);
}

function spellShare(size: Fraction): string {
  if (size.equals(new Fraction("1/100"))) return "%";
  if (size.equals(new Fraction("1/1000"))) return "‰";
  return size.toFraction();
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => EXPONENTS[Number(digit)]).join("");
}
