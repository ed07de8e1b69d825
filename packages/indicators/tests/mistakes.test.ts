import { describe, expect, it } from "vitest";
import { resolveFormula } from "../src/operands.ts";
import { vocabulary } from "./base-catalogue.ts";

/** Plausible mistakes of an analyst: where the fault is seen (characters from 1), and what the sentence tells to write. */
const MISTAKES: [formula: string, at: number, told: string][] = [
  // signs of paper, of an input method, of other languages
  ["elec_kwh ／ energy_area", 10, "请用半角的 /"],
  ["elec_kwh ÷ energy_area", 10, "除号写 /"],
  ["elec_kwh × 2", 10, "乘号写 *"],
  ["（elec_kwh + gas_m3）/ 2", 1, "请用半角的 ("],
  ["max(elec_kwh，0)", 13, "请用半角的 ,"],
  ["max(elec_kwh、0)", 13, "参数之间用半角逗号"],
  ["elec_kwh ＞ 0", 10, "请用半角的 >"],
  ["elec_kwh ≥ 0", 10, "大于等于写 >="],
  ["elec_kwh ≤ 5", 10, "小于等于写 <="],
  ["elec_kwh ≠ 5", 10, "不等于写 !="],
  ["elec_kwh <> 5", 11, "不等于写 !="],
  ["elec_kwh = 5", 10, "等于写 =="],
  ["elec_kwh ＝ 5", 10, "等于写 =="],
  ["elec_kwh => 5", 10, "大于等于写 >="],
  ["elec_kwh === 5", 12, "等于写 =="],
  ["elec_kwh * 30%", 14, "30% 写 0.3"],
  ["elec_kwh / energy_area * 100 ％", 30, "30% 写 0.3"],
  ["elec_kwh > 0 && gas_m3 > 0", 14, "并且写 and"],
  ["elec_kwh > 0 || gas_m3 > 0", 14, "或者写 or"],
  ["elec_kwh > 0 AND gas_m3 > 0", 14, "要小写：and"],
  ["!(elec_kwh > 0)", 1, "否定写 not"],
  ["elec_kwh ** 2", 11, "乘方写 ^"],
  ["'elec_kwh' + 1", 1, "键不加引号"],
  ["“elec_kwh”", 1, "键不加引号"],
  ["{elec_kwh}", 1, "键不加引号和括号"],
  ["elec_kwh。", 9, "公式末尾不写标点"],
  ["elec_kwh；gas_m3", 9, "一个公式只算一个数"],
  [".5 * elec_kwh", 1, "小数写全，如 0.5"],
  ["veh_actual[veh_class:emergency", 11, "方括号要成对"],
  ["elec_kwh\u200B / 2", 9, "U+200B"],
  ["1,000 * elec_kwh", 2, "数不写千分位"],
  // names and keys
  ["用电量 / energy_area", 1, "您是不是想写 elec_kwh？"],
  ["elec_kw / energy_area", 1, "您是不是想写 elec_kwh？"],
  ["elec_kWh / 2", 1, "您是不是想写 elec_kwh？"],
  ["energy_tec / 2", 1, "您是不是想写 energy_tce？"],
  ["某某数 / 2", 1, "公式里写键，不写名称"],
  ["nothing_like_it / 2", 1, "请核对拼写"],
  ["veh_actual[veh_class:emergncy]", 1, "您是不是想写 emergency？"],
  ["veh_actual[veh_clas:emergency]", 1, "您是不是想写 veh_class？"],
  ["sum(veh_actal[veh_class])", 1, "您是不是想写 veh_actual？"],
  ["factors(EF_CE_2021)", 1, "您是不是想写 EF_CE_2020？"],
  ["target(energy_per_are)", 1, "您是不是想写 energy_per_area？"],
  ["registry(heat_metre) == 1", 1, "您是不是想写 heat_meter？"],
  ["energy_tce[energy_type:coal]", 1, "请去掉方括号"],
  // functions
  ["avg(veh_actual[veh_class])", 1, "您是不是想写 mean？"],
  ["IF(elec_kwh > 0, 1, 0)", 1, "您是不是想写 if？"],
  ["prev_yaer(elec_kwh)", 1, "您是不是想写 prev_year？"],
  ["round(elec_kwh, 2)", 1, "可用的有 sum、mean"],
  ["sum(elec_kwh, gas_m3)", 13, "几个数据项相加写 a + b"],
  ["sum(elec_kwh)", 13, "如 sum(veh_actual[veh_class])"],
  ["sum(veh_actual[veh_class:emergency])", 15, "一个成员不用 sum"],
  ["veh_actual[emergency]", 11, "如 [veh_class:emergency]"],
  ["veh_actual[veh_class]", 11, "全部成员合计写 sum(…[分类])"],
  ["if(elec_kwh > 0, 1)", 19, "条件、成立时的值、不成立时的值"],
  ["if elec_kwh > 0 then 1 else 0", 4, "如 if(…)"],
  ["year_to_date elec_kwh", 14, "如 year_to_date(…)"],
  ["abs(elec_kwh, 1)", 15, "最多 1 个参数"],
  ["moving_sum(elec_kwh)", 20, "如 moving_sum(elec_kwh, 4)"],
  ["prev_year(prev_year(elec_kwh))", 11, "prev_year 不能嵌套"],
  ["elec_kwh ^ 0.5", 12, "0 到 20 的整数指数"],
  ["elapsed_share(elec_kwh)", 15, "写 elapsed_share()"],
  ["given(elec_kwh + 1)", 7, "如 given(elec_kwh)"],
  // how parts are joined
  ["(elec_kwh + 1", 14, "与第 1 个字符的左括号成对"],
  ["max(0, (elec_kwh + 1) * 2", 26, "与第 4 个字符的左括号成对"],
  ["elec_kwh + 1)", 13, "没有对应的左括号"],
  ["elec_kwh gas_m3", 10, "前缺少运算符"],
  ["2elec_kwh", 2, "乘号不能省略"],
  ["elec_kwh / ", 12, "公式不完整"],
  ["", 1, "公式不完整"],
  ["0 < elec_kwh < 5", 14, "请用 and 连接"],
  ["elec_kwh > 0 and gas_m3", 18, "此处需要条件（如 a <= b）"],
  ["(elec_kwh > 0) * 5", 1, "写 if(条件, 1, 0)"],
];

describe("a mistake in a formula", () => {
  it.each(MISTAKES)("%s: character %i, %s", (formula, at, told) => {
    const resolved = resolveFormula(vocabulary, formula);
    if (resolved.ok) throw new Error("was read");
    const { zh, en } = resolved.error.text;
    expect(resolved.error.start).toBe(at - 1);
    expect(zh).toContain(told);
    // One sentence or two, with the punctuation of the language around Chinese words.
    expect(zh).toMatch(/^第 \d+ 个字符：.+[。？]$/);
    expect(zh.replaceAll(/“分类:成员”|[(]条件, 1, 0[)]/g, "")).not.toMatch(/\p{Script=Han}[,;:!?]/u);
    expect(en).toMatch(new RegExp(`^Character ${at}: .+[.?]$`));
    const quoted = new RegExp(`[${formula.replaceAll(/[\\[\]^-]/g, "\\$&")}]`, "gu");
    expect(formula === "" ? en : en.replaceAll(quoted, "")).not.toMatch(/[\p{Script=Han}。；：？]/u);
  });
});
