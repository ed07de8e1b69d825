import type { Text } from "./catalogue.ts";
import { canonicalDecimal } from "./decimal.ts";

/** What a person typed, read as an exact decimal; or why it is none, and what to type instead. */
export type ParsedFigure = { ok: true; decimal: string } | { ok: false; problem: Text };

/** The ledger holds 30 digits before the point and 15 behind it. */
const WHOLE_DIGITS = 30;
const DECIMAL_DIGITS = 15;

/**
 * Reads a figure as people type, paste and type into Excel: full-width digits, points, commas and signs, thousands
 * separators in groups of three (comma or blank). It converts nothing: percent signs, units of measure, exponents and
 * brackets are refused with a sentence. One parser for the grid, the import and every other door.
 */
export function parseFigure(text: string): ParsedFigure {
  const plain = halfWidth(text).trim();
  if (plain === "") return refuse("没有填写数值。", "No number was given.");
  const known = KNOWN_MISTAKES.find(({ pattern }) => pattern.test(plain));
  if (known !== undefined) return { ok: false, problem: known.problem };
  const ungrouped = withoutSeparators(plain);
  if (ungrouped === null)
    return refuse(
      `“${shown(text)}”的千分位不是三位一组，请去掉分隔符或写全。`,
      `The separators in "${shown(text)}" do not stand in groups of three; remove or complete them.`,
    );
  const decimal = canonicalDecimal(ungrouped);
  if (decimal === null)
    return refuse(
      `“${shown(text)}”不是数，只填数字和小数点。`,
      `"${shown(text)}" is not a number; use digits and a decimal point only.`,
    );
  const [whole = "", fraction = ""] = decimal.replace("-", "").split(".");
  if (whole.length > WHOLE_DIGITS || fraction.length > DECIMAL_DIGITS)
    return refuse(
      `“${shown(text)}”位数过多：整数最多 ${WHOLE_DIGITS} 位，小数最多 ${DECIMAL_DIGITS} 位。`,
      `"${shown(text)}" has too many digits: at most ${WHOLE_DIGITS} before and ${DECIMAL_DIGITS} behind the point.`,
    );
  return { ok: true, decimal };
}

const refuse = (zh: string, en: string): ParsedFigure => ({ ok: false, problem: { zh, en } });

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Full-width forms, the minus signs of typesetters and every kind of blank, as their plain ASCII twins. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[−–—﹣]/g, "-")
    .replace(/[、﹐]/g, ",")
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000\t\r\n]/g, " ")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "");
}

/** Mistakes that people make with good reason, each with its own answer. */
const KNOWN_MISTAKES: { pattern: RegExp; problem: Text }[] = [
  {
    pattern: /^[+-]?[\d., ]+%$/,
    problem: {
      zh: "请不要带百分号：计量单位为 % 的指标，85% 填 85。",
      en: "Leave out the percent sign: where the unit of measure is %, 85% is entered as 85.",
    },
  },
  {
    pattern: /^\(\s*[\d., ]+\)$/,
    problem: {
      zh: "括号不表示负数，负数请在前面写减号。",
      en: "Brackets do not make a number negative; write a minus sign in front.",
    },
  },
  {
    pattern: /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i,
    problem: {
      zh: "请不要用科学计数法，写出全部数字。",
      en: "Write all digits instead of an exponent.",
    },
  },
  {
    pattern: /^#(REF!|DIV\/0!|VALUE!|N\/A|NAME\?|NUM!|NULL!)$/,
    problem: {
      zh: "这一格是 Excel 的错误值，请改正公式或直接填数。",
      en: "This cell holds an Excel error; mend the formula or enter the number itself.",
    },
  },
];

/** Null when separators stand anywhere but between groups of three before the point. */
function withoutSeparators(text: string): string | null {
  const tight = text.replace(/^([+-])\s+/, "$1");
  if (!/[, ]/.test(tight)) return tight;
  if (!/^[+-]?[\d., ]+$/.test(tight)) return tight;
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(tight) || /^[+-]?\d{1,3}( \d{3})+(\.\d*)?$/.test(tight)
    ? tight.replaceAll(/[, ]/g, "")
    : null;
}
