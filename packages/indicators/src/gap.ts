import type { Text } from "./catalogue.ts";
import type { Nothing } from "./compute.ts";
import type { Formula } from "./operands.ts";
import type { Gap } from "./value.ts";
import { refKey, refName, type OperandRef, type Vocabulary } from "./vocabulary.ts";

const SAYINGS: Record<Gap["code"], (zh: string, en: string) => Text> = {
  missing: (zh, en) => ({
    zh: `缺少:${zh}。请填报,或注明暂缺原因。`,
    en: `Missing: ${en}. Report it, or give the reason.`,
  }),
  not_applicable: (zh, en) => ({ zh: `不适用:${zh}。`, en: `Not applicable: ${en}.` }),
  division_by_zero: (zh, en) => ({
    zh: `除数为零:${zh}。请核对这些数。`,
    en: `Division by zero: ${en}. Check these figures.`,
  }),
  factor_unknown: (zh, en) => ({
    zh: `系数未核定:${zh}。请在目录的系数表中补充系数。`,
    en: `Factor not known: ${en}. Complete the factor set in the catalogue.`,
  }),
  no_history: (zh, en) => ({
    zh: `没有历史数据:${zh}。请导入上年同期数。`,
    en: `No history: ${en}. Import last year's figures.`,
  }),
  no_common_units: (zh, en) => ({
    zh: `没有一个填报单位同时填报了:${zh}。`,
    en: `No unit answered all of: ${en}.`,
  }),
  not_additive: (zh, en) => ({
    zh: `不可汇总,本级有多个单位填报:${zh}。请指定一个单位填报本地区数。`,
    en: `Cannot be summed, and several units answer for the region itself: ${en}. Let one unit report the region's figure.`,
  }),
  not_finite: (zh, en) => ({
    zh: `结果超出可表示范围:${zh}。请核对数值和计量单位。`,
    en: `The result is out of range: ${en}. Check figures and units of measure.`,
  }),
};

/** The reason in words. */
export function gapOf(vocabulary: Vocabulary, code: Gap["code"], refs: OperandRef[]): Gap {
  const names = refs.map((ref) => refName(vocabulary, ref));
  return {
    code,
    operands: refs.map(refKey),
    text: SAYINGS[code](names.map((name) => name.zh).join("、"), names.map((name) => name.en).join("; ")),
  };
}

export function gapOfNothing(vocabulary: Vocabulary, formula: Formula, nothing: Nothing): Gap {
  return gapOf(
    vocabulary,
    nothing.code,
    nothing.operands.map((operand) => formula.refs[operand] as OperandRef),
  );
}
