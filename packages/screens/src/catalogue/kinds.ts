import type { Text } from "@duibiao/indicators";

/** What a catalogue holds, as it stands in the address, and what it is called. */
export const kinds = {
  indicators: { zh: "指标", en: "Indicator" },
  measures: { zh: "数据项", en: "Measure" },
  derived: { zh: "派生数据项", en: "Derived measure" },
  forms: { zh: "报表", en: "Form" },
  rules: { zh: "校验规则", en: "Rule" },
  demanded: { zh: "规则清单", en: "Demanded rule" },
  warnings: { zh: "预警", en: "Warning" },
  schemes: { zh: "评估方案", en: "Scheme" },
  factors: { zh: "系数表", en: "Factor set" },
  limits: { zh: "限额表", en: "Limit table" },
  surveys: { zh: "问卷", en: "Survey" },
  rubrics: { zh: "量表", en: "Rubric" },
} as const satisfies Record<string, Text>;
export type Kind = keyof typeof kinds;

export const isKind = (text: string | undefined): text is Kind => text !== undefined && text in kinds;

/** Tabs of the catalogue, in their order. */
export const tabs = {
  indicators: { zh: "指标", en: "Indicators" },
  measures: { zh: "数据项", en: "Measures" },
  forms: { zh: "报表", en: "Forms" },
  rules: { zh: "校验规则", en: "Rules" },
  warnings: { zh: "预警", en: "Warnings" },
  schemes: { zh: "评估方案", en: "Schemes" },
  amounts: { zh: "系数与限额", en: "Factors and limits" },
  opinions: { zh: "问卷与量表", en: "Surveys and rubrics" },
} as const satisfies Record<string, Text>;
export type Tab = keyof typeof tabs;

/** The tab that lists a kind. */
export const tabOf: Record<Kind, Tab> = {
  indicators: "indicators",
  measures: "measures",
  derived: "measures",
  forms: "forms",
  rules: "rules",
  demanded: "rules",
  warnings: "warnings",
  schemes: "schemes",
  factors: "amounts",
  limits: "amounts",
  surveys: "opinions",
  rubrics: "opinions",
};
