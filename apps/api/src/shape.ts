import type { z } from "zod";

type Issue = z.core.$ZodIssue;
type Words = { zh: string; en: string };

const TYPES: Readonly<Record<string, string>> = {
  string: "应填文字",
  number: "应填数值，如 2",
  int: "应填整数，如 2",
  boolean: "应填 true 或 false",
  array: "应为列表",
  object: "应为一组字段",
};

/** What a value that is not shaped as declared should be instead, in both languages. */
export function shapeWords(issue: Issue): Words {
  const en = issue.message;
  switch (issue.code) {
    case "custom":
      return bothOf(en);
    case "unrecognized_keys":
      return { zh: `没有这样的字段：${issue.keys.join("、")}`, en };
    case "invalid_type":
      return {
        zh: en.endsWith("received undefined") ? "不能缺少" : (TYPES[issue.expected] ?? "该处内容不符合要求"),
        en,
      };
    case "invalid_value":
      return { zh: `应为以下之一：${issue.values.map(String).join("、")}`, en };
    case "too_small":
      return { zh: bound("不能少于", "不能小于", issue.origin, issue.minimum), en };
    case "too_big":
      return { zh: bound("不能多于", "不能大于", issue.origin, issue.maximum), en };
    case "invalid_format":
      return issue.format === "date" ? { zh: "应为日期，如 2027-01-01", en } : bothOf(en);
    default:
      return { zh: "该处内容不符合要求", en };
  }
}

const UNITS: Readonly<Record<string, string>> = { string: " 个字", array: " 项" };
const bound = (few: string, small: string, origin: string, limit: number | bigint): string =>
  origin in UNITS ? `${few} ${limit}${UNITS[origin]}` : `${small} ${limit}`;

/** Messages of the contract's own checks stand in both languages. */
function bothOf(message: string): Words {
  const [zh, en] = message.split(" / ");
  return en === undefined ? { zh: "该处内容不符合要求", en: message } : { zh: zh!, en };
}
