/** Phrases that claim a figure is right without saying why, with punctuation and spaces taken out. */
export const BARE_PHRASES = [
  "核实无误",
  "核对无误",
  "审核无误",
  "复核无误",
  "确认无误",
  "检查无误",
  "数据无误",
  "无误",
  "核实",
  "已核实",
  "核实过",
  "属实",
  "情况属实",
  "数据属实",
  "真实",
  "数据真实",
  "数据真实准确",
  "真实准确",
  "准确",
  "数据准确",
  "正确",
  "数据正确",
  "正常",
  "数据正常",
  "情况正常",
  "正常变动",
  "正常波动",
  "正常情况",
  "正常业务",
  "业务需要",
  "工作需要",
  "实际情况",
  "符合实际",
  "与实际相符",
  "按实填报",
  "据实填报",
  "如实填报",
  "实际如此",
  "没有问题",
  "无问题",
  "无异常",
  "未见异常",
];

/** Words that may stand around a bare phrase without making it say more. */
const FILLER =
  /经|已|已经|本次|此次|现|我单位|我局|本单位|再次|反复|认真|仔细|数据|该|此|为|是|确实|确|均|都|以上|上述|情况|特此说明|说明|了|的/gu;

const ENGLISH =
  /^(has been )?(checked|verified|confirmed|correct|ok|okay|normal|true|no problem|no error|no errors|accurate|as is)( and)?( correct| verified| ok)?$/;

/**
 * True when an explanation says nothing: a claim from the list above (also with filler around it or repeated), or
 * fewer than 6 characters without a digit, or no word at all. Punctuation and spaces do not count. Chinese direct reporting refuses a
 * bare 「核实无误」 as an explanation.
 */
export function isBareExplanation(text: string): boolean {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}]+/gu, " ")
    .trim();
  if (ENGLISH.test(words.replace(/\s+/g, " "))) return true;
  const solid = words.replace(/\s+/g, "");
  if (!/\p{L}/u.test(solid)) return true;
  if ([...solid].length < 6 && !/\d/.test(solid)) return true;
  return isOnlyPhrases(solid) || isOnlyPhrases(solid.replace(FILLER, ""));
}

/** The text is nothing but bare phrases, one after another. */
function isOnlyPhrases(text: string): boolean {
  const longestFirst = BARE_PHRASES.toSorted((a, b) => b.length - a.length);
  let rest = text;
  while (rest !== "") {
    const phrase = longestFirst.find((candidate) => rest.startsWith(candidate));
    if (!phrase) return false;
    rest = rest.slice(phrase.length);
  }
  return true;
}
