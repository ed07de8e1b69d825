import type { Text } from "./catalogue.ts";
import type { Nothing } from "./compute.ts";
import type { Formula } from "./operands.ts";
import { externalKey, externalName, MIN_PEERS, type External } from "./outside.ts";
import type { Gap } from "./value.ts";
import { refKey, refName, type OperandRef, type Vocabulary } from "./vocabulary.ts";

const SAYINGS: Record<Gap["code"], (zh: string, en: string) => Text> = {
  missing: (zh, en) => ({
    zh: `缺少：${zh}。请填报，或注明暂缺原因。`,
    en: `Missing: ${en}. Report it, or give the reason.`,
  }),
  not_applicable: (zh, en) => ({ zh: `不适用：${zh}。`, en: `Not applicable: ${en}.` }),
  division_by_zero: (zh, en) => ({
    zh: `除数为零：${zh}。请核对这些数。`,
    en: `Division by zero: ${en}. Check these figures.`,
  }),
  factor_unknown: (zh, en) => ({
    zh: `系数未核定：${zh}。请在目录的系数表中补充系数。`,
    en: `Factor not known: ${en}. Complete the factor set in the catalogue.`,
  }),
  no_history: (zh, en) => ({
    zh: `没有历史数据：${zh}。请导入以前报告期的数。`,
    en: `No history: ${en}. Import the earlier periods' figures.`,
  }),
  limit_unknown: (zh, en) => ({
    zh: `限额未核定：${zh}。请在目录的限额表中补充。`,
    en: `Limit not known: ${en}. Complete the limit table in the catalogue.`,
  }),
  target_unknown: (zh, en) => ({
    zh: `目标值未下达：${zh}。`,
    en: `No target issued: ${en}.`,
  }),
  registry_unknown: (zh, en) => ({
    zh: `名录库没有登记：${zh}。请在填报单位信息中补充。`,
    en: `Not in the registry: ${en}. Complete the unit's entry.`,
  }),
  module_absent: (zh, en) => ({
    zh: `模块未启用：${zh}。`,
    en: `Its module is not in use: ${en}.`,
  }),
  no_peers: (zh, en) => ({
    zh: `同组其他地区不足${MIN_PEERS}个，无法比较：${zh}。`,
    en: `Fewer than ${MIN_PEERS} other regions to compare with: ${en}.`,
  }),
  no_period: (zh, en) => ({
    zh: `报告期没有固定长度，无法计算：${zh}。`,
    en: `The period has no fixed length: ${en}.`,
  }),
  no_common_units: (zh, en) => ({
    zh: `没有一个填报单位同时填报了：${zh}。`,
    en: `No unit answered all of: ${en}.`,
  }),
  not_additive: (zh, en) => ({
    zh: `不可汇总，本级有多个单位填报：${zh}。请指定一个单位填报本地区数。`,
    en: `Cannot be summed, and several units answer for the region itself: ${en}. Let one unit report the region's figure.`,
  }),
  not_finite: (zh, en) => ({
    zh: `结果超出可表示范围：${zh}。请核对数值和计量单位。`,
    en: `The result is out of range: ${en}. Check figures and units of measure.`,
  }),
};

/** The reason in words, about figures of a formula. */
export function gapOf(vocabulary: Vocabulary, code: Gap["code"], refs: OperandRef[]): Gap {
  return gapAbout(
    code,
    refs.map((ref) => ({ key: refKey(ref), name: refName(vocabulary, ref) })),
  );
}

/** The reason in words, about whatever stood in the way: figures, limits, peers. */
export function gapOfNothing(vocabulary: Vocabulary, { refs, externals }: Formula, nothing: Nothing): Gap {
  return gapAbout(
    nothing.code,
    nothing.operands.map((operand) => {
      const ref = refs[operand];
      if (ref) return { key: refKey(ref), name: refName(vocabulary, ref) };
      const external = externals[operand - refs.length] as External;
      return { key: externalKey(external), name: externalName(vocabulary, external) };
    }),
  );
}

function gapAbout(code: Gap["code"], about: { key: string; name: Text }[]): Gap {
  const names = [...new Map(about.map(({ name }) => [name.zh, name])).values()];
  return {
    code,
    operands: about.map(({ key }) => key),
    text: SAYINGS[code](names.map((name) => name.zh).join("、"), names.map((name) => name.en).join("; ")),
  };
}
