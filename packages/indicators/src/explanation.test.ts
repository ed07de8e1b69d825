import { expect, it } from "vitest";
import { isBareExplanation } from "./explanation.ts";

it.each([
  "核实无误",
  "经核实无误。",
  " 经 核实,无误!",
  "属实",
  "正常",
  "情况属实",
  "经核实,情况属实",
  "数据真实准确,核实无误",
  "我单位已经认真核对无误,特此说明",
  "核实无误核实无误核实无误",
  "",
  "……",
  "123456",
  "已说明原因",
  "checked and correct",
  "OK.",
])("refuses %j, which says nothing", (text) => {
  expect(isBareExplanation(text)).toBe(true);
});

it.each([
  "新增2人",
  "本年度新建食堂投入使用,用电增加",
  "经核实,去年漏报了两辆应急车",
  "编制批复于6月下达,实有数含借用1辆",
  "核实无误:新楼于3月启用,面积增加1200平方米",
  "new canteen opened in March",
])("accepts %j", (text) => {
  expect(isBareExplanation(text)).toBe(false);
});
