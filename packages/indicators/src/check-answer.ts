import type { Measure, Text } from "./catalogue.ts";
import { canonicalDecimal, decimalPlaces } from "./decimal.ts";
import type { CellValue } from "./value.ts";

/** Keys of the rules that every form has without stating them; a catalogue may not use them for its own. */
export const BUILT_IN_RULES = ["VR01", "VR02", "VR03", "VR32"] as const;

/** A built-in rule asked of one answer; `problem` is null where it holds. */
export type AnswerCheck = {
  rule: "VR01" | "VR02" | "VR03";
  problem: { text: Text; advice: Text } | null;
};

/** Asks VR01 (present), VR02 (non-negative) and VR03 (number, integer, precision) of one answer; only those that apply. */
export function checkAnswer(measure: Measure, required: boolean, value: CellValue | undefined): AnswerCheck[] {
  const checks: AnswerCheck[] = [];
  if (required) checks.push({ rule: "VR01", problem: absence(value) });
  if (value?.state !== "number") return checks;
  const number = canonicalDecimal(value.value);
  if (number !== null && !measure.negative)
    checks.push({ rule: "VR02", problem: number.startsWith("-") ? NEGATIVE : null });
  checks.push({
    rule: "VR03",
    problem: number === null ? unreadable(value.value) : imprecision(measure, number),
  });
  return checks;
}

const NEGATIVE = {
  text: { zh: "不能为负数。", en: "must not be negative." },
  advice: {
    zh: "改为零或正数；冲减请在原报告期更正。",
    en: "Enter zero or more; correct earlier figures in their own period.",
  },
};

function absence(value: CellValue | undefined): AnswerCheck["problem"] {
  const advice = {
    zh: "填写数值（未发生填 0）、不适用，或暂缺并写明原因。",
    en: "Enter a number (0 if nothing happened), not applicable, or missing with a reason.",
  };
  if (value === undefined) return { text: { zh: "必填，尚未填报。", en: "is required and not answered." }, advice };
  if (value.state !== "missing" || value.reason?.trim()) return null;
  return { text: { zh: "暂缺没有写明原因。", en: "is marked missing without a reason." }, advice };
}

function unreadable(text: string): AnswerCheck["problem"] {
  return {
    text: { zh: `“${text}”不是数。`, en: `"${text}" is not a number.` },
    advice: {
      zh: "只填数字和小数点，不带单位、千分位和指数。",
      en: "Use digits and a decimal point only, no unit, separator or exponent.",
    },
  };
}

function imprecision(measure: Measure, number: string): AnswerCheck["problem"] {
  const allowed = measure.type === "integer" ? 0 : measure.decimals;
  if (allowed === undefined || decimalPlaces(number) <= allowed) return null;
  return {
    text:
      allowed === 0
        ? {
            zh: `应为整数（${measure.uom}），现为 ${number}。`,
            en: `must be a whole number (${measure.uom}), is ${number}.`,
          }
        : {
            zh: `最多 ${allowed} 位小数，现为 ${number}。`,
            en: `takes at most ${allowed} decimals, is ${number}.`,
          },
    advice: { zh: "核对计量单位和小数位。", en: "Check the unit of measure and the decimals." },
  };
}
