import type { Text } from "./catalogue.ts";
import type { CatalogueChange, ChangeEffect, ChangeKind, ChangeList, Sides } from "./diff.ts";
import type { Touches } from "./diff-touches.ts";

/** What a list's entry is called. */
export const listWords: Readonly<Record<ChangeList, Text>> = {
  head: { zh: "目录", en: "Catalogue" },
  modules: { zh: "模块", en: "Module" },
  breakdowns: { zh: "分类", en: "Breakdown" },
  measures: { zh: "数据项", en: "Measure" },
  derived: { zh: "派生数据项", en: "Derived measure" },
  factorSets: { zh: "系数表", en: "Factor set" },
  limits: { zh: "限额表", en: "Limit table" },
  registry: { zh: "名录库信息", en: "Registry fact" },
  indicators: { zh: "指标", en: "Indicator" },
  targets: { zh: "目标值", en: "Target" },
  rules: { zh: "校验规则", en: "Rule" },
  ruleHomes: { zh: "规则归宿", en: "Home of a rule" },
  warnings: { zh: "预警", en: "Warning" },
  forms: { zh: "报表", en: "Form" },
  schemes: { zh: "评估方案", en: "Scheme" },
  rubrics: { zh: "评分量表", en: "Rubric" },
  surveys: { zh: "满意度问卷", en: "Survey" },
};

export const effectWords: Readonly<Record<ChangeEffect, Text>> = {
  break: { zh: "序列中断", en: "Series breaks" },
  score: { zh: "影响评分", en: "Scores change" },
  check: { zh: "影响校验", en: "Checks change" },
  collect: { zh: "影响填报", en: "Reporting changes" },
  new: { zh: "新增", en: "New" },
  label: { zh: "仅名称与说明", en: "Labels only" },
};

const meaning: Readonly<Record<ChangeEffect, Text>> = {
  break: {
    zh: "序列中断：前后数值口径不同，不能直接比较",
    en: "Series breaks: figures before and after are not comparable",
  },
  score: { zh: "数值序列不断，得分会变", en: "The series goes on; scores change" },
  check: { zh: "数值序列不断，校验结论会变", en: "The series goes on; findings change" },
  collect: { zh: "数值序列不断，填报内容会变", en: "The series goes on; what is reported changes" },
  new: { zh: "自本版起开始，已有序列不受影响", en: "It begins with this version; existing series are untouched" },
  label: { zh: "只改名称或说明，数值与得分不变", en: "Only names or notes change, no figure and no score" },
};

export type Told = {
  kind: ChangeKind;
  effect: ChangeEffect;
  list: ChangeList;
  key: string;
  name: Text;
  path: string;
  before?: Text | null;
  after?: Text | null;
  touches: Touches;
  /** What changed of the entry: `公式由“…”改为“…”`. */
  what: Text;
};

/** A change with its sentence: what, what that means for the series, and who is touched. */
export function told(sides: Sides, { what, before = null, after = null, ...change }: Told): CatalogueChange {
  const { list, key, name, effect } = change;
  const entry = list === "head" ? listWords.head : named(listWords[list], name, key);
  const zh = [`${entry.zh}${what.zh}`, meaning[effect].zh, ...touched(sides, change, "zh")];
  const en = [`${entry.en} ${what.en}`, meaning[effect].en, ...touched(sides, change, "en")];
  return { ...change, before, after, text: { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` } };
}

const named = (word: Text, name: Text, key: string): Text => ({
  zh: `${word.zh}“${name.zh}”（${key}）`,
  en: `${word.en} "${name.en}" (${key})`,
});

const MOST_NAMED = 8;

/** Who else is touched; the entry itself is named already. */
function touched(
  { now, old }: Sides,
  { list: own, key: self, touches }: Omit<Told, "what">,
  language: "zh" | "en",
): string[] {
  const words = {
    indicators: ["指标", "indicators"],
    schemes: ["评估方案", "schemes"],
    forms: ["报表", "forms"],
  } as const;
  return (["indicators", "schemes", "forms"] as const).flatMap((list) => {
    const keys = touches[list].filter((key) => list !== own || key !== self);
    if (keys.length === 0) return [];
    const names = keys.slice(0, MOST_NAMED).map((key) => {
      const found = [now, old].flatMap(({ catalogue }) => catalogue[list].find((entry) => entry.key === key) ?? [])[0];
      return found === undefined ? key : found.name[language];
    });
    const more = keys.length > MOST_NAMED;
    return language === "zh"
      ? [`涉及${words[list][0]}：${names.join("、")}${more ? `等 ${keys.length} 项` : ""}`]
      : [`touches ${words[list][1]}: ${names.join(", ")}${more ? ` and ${keys.length - MOST_NAMED} more` : ""}`];
  });
}

/** `公式由“a”改为“b”`. */
export const fromTo = (word: Text, before: Text, after: Text): Text => ({
  zh: `的${word.zh}由“${before.zh}”改为“${after.zh}”`,
  en: `changes its ${word.en} from "${before.en}" to "${after.en}"`,
});

export const both = (text: string): Text => ({ zh: text, en: text });

/** A value as people read it; what is not there is 未填. */
export function valueText(value: unknown): Text {
  if (value === undefined || value === null || value === "") return { zh: "未填", en: "empty" };
  if (value === true) return { zh: "是", en: "yes" };
  if (value === false) return { zh: "否", en: "no" };
  if (isText(value)) return value;
  if (Array.isArray(value)) {
    const parts = value.map(valueText);
    return { zh: parts.map(({ zh }) => zh).join("、"), en: parts.map(({ en }) => en).join(", ") };
  }
  if (typeof value === "object") {
    const parts = Object.entries(value).map(([field, part]) => ({ field, text: valueText(part) }));
    return {
      zh: parts.map(({ field, text }) => `${field}=${text.zh}`).join("，"),
      en: parts.map(({ field, text }) => `${field}=${text.en}`).join(", "),
    };
  }
  return both(String(value));
}

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value && Object.keys(value).length === 2;
