import { vocabularyOf, type Catalogue } from "@duibiao/indicators";
import type { TemplateIdentity } from "./layout.ts";
import type { Template } from "./write-template.ts";

const name = (zh: string) => ({ zh, en: zh });

/** An invented form that has every kind of line: integer, two decimals, any number, negative, members. */
export const catalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "test",
  version: "1",
  name: name("测试目录"),
  breakdowns: [
    {
      key: "kind",
      name: name("用途"),
      members: [
        { key: "office", name: name("办公") },
        { key: "other", name: name("其他") },
      ],
    },
  ],
  measures: [
    { key: "people", name: name("用能人数"), uom: "人", type: "integer", aggRegion: "sum", aggTime: "last" },
    { key: "cost", name: name("费用"), uom: "元", type: "money", decimals: 2, aggRegion: "sum", aggTime: "sum" },
    {
      key: "energy",
      name: name("用电量"),
      uom: "kWh",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
      breakdowns: ["kind"],
    },
    {
      key: "balance",
      name: name("结余"),
      uom: "万元",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
      negative: true,
    },
  ],
  derived: [],
  factorSets: [],
  indicators: [],
  rules: [],
  forms: [
    {
      key: "F",
      name: name("机关用能测试表"),
      number: "测01表",
      maker: "测试机关",
      approval: "测制〔2026〕1号",
      validUntil: "2028-12-31",
      period: "quarter",
      sections: [
        { key: "s1", name: name("人员"), lines: [{ row: "01", measure: "people" }] },
        {
          key: "s2",
          name: name("用能"),
          lines: [
            { row: "02", measure: "cost" },
            { row: "03", measure: "energy" },
            { row: "04", measure: "energy", member: "kind:office" },
            { row: "05", measure: "energy", member: "kind:other" },
            { row: "06", measure: "balance" },
          ],
        },
      ],
    },
  ],
  schemes: [],
};

export const identity: TemplateIdentity = {
  catalogue: "c".repeat(64),
  form: "F",
  collection: "7",
  unit: "42",
  period: "2026Q1",
};
export const expected = { vocabulary: vocabularyOf(catalogue), identity };

const blank = { value: "", state: "", reason: "", estimated: "", note: "" };
export const template: Template = {
  ...expected,
  unitName: "演示县机关事务管理局",
  synthetic: true,
  lists: new Map([
    ["s2", { seen: 9, rows: [{ label: "演A·0001", texts: { cost: "0.5", "energy[kind:office]": "-" } }] }],
  ]),
  lines: new Map([
    [
      "people/total",
      { entry: { ...blank, value: "120", state: "数值" }, version: 3, previous: "118", previousYear: "110" },
    ],
    [
      "cost/total",
      {
        entry: { ...blank, value: "1234.5", state: "数值", estimated: "是", note: "=1+1" },
        version: 1,
        previous: "",
        previousYear: "",
      },
    ],
    [
      "energy/total",
      {
        entry: { ...blank, value: "12345678901234567890.12", state: "数值" },
        version: 2,
        previous: "1",
        previousYear: "2",
      },
    ],
    [
      "balance/total",
      { entry: { ...blank, state: "不适用", reason: "无此业务" }, version: 5, previous: "不适用", previousYear: "" },
    ],
  ]),
};
