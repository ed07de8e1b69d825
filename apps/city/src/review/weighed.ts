import type { Answer, api } from "@duibiao/client";
import { auditChecks, auditWays, type Text } from "@duibiao/indicators";
import { showPercent } from "@duibiao/ui";

export type Weighed = Answer<typeof api.queue.readQueue>;
export type Weight = Weighed["items"][number];
type Doubt = Weight["doubts"][number];

/** Which total a share is of: of the region that the reviewer serves. */
const totals: Readonly<Record<string, Text>> = {
  county: { zh: "全县", en: "the county" },
  city: { zh: "全市", en: "the city" },
  province: { zh: "全省", en: "the province" },
  nation: { zh: "全国", en: "the nation" },
};

const percent = (part: number) => showPercent(part * 100);
const unsigned = (part: number) => percent(part).replace("+", "");

/** Why a submission stands where it does, in words: 用电量占全市 12%，同比 +38% 未说明. */
export function reasonOf(doubt: Doubt, of: Pick<Weighed, "measures" | "against">): Text {
  const name = of.measures.find(({ key }) => key === doubt.measure)?.name ?? { zh: doubt.measure, en: doubt.measure };
  const total = totals[of.against?.tier ?? ""];
  const share = doubt.share === null || total === undefined ? null : unsigned(doubt.share);
  const change = doubt.change === null ? null : percent(doubt.change);
  const zh = [
    share === null ? name.zh : `${name.zh}占${total!.zh} ${share}`,
    ...(change === null ? [] : [`同比 ${change}`]),
    `${because.zh[doubt.because]}${doubt.explained ? "，有说明" : doubt.because === "change" ? "" : "，未说明"}`,
  ];
  const en = [
    share === null ? name.en : `${name.en}: ${share} of ${total!.en}`,
    ...(change === null ? [] : [`${change} on the year`]),
    `${because.en[doubt.because]}${doubt.explained ? ", explained" : doubt.because === "change" ? "" : ", not explained"}`,
  ];
  return { zh: zh.join("，"), en: en.join(", ") };
}

const because: Readonly<Record<"zh" | "en", Record<Doubt["because"], string>>> = {
  zh: { finding: "不成立", undecided: "无法判定", change: "变动未说明" },
  en: { finding: "does not hold", undecided: "undecided", change: "change without a word" },
};

/** What is said of a submission beside its weight: that a second reviewer has to come first, and what is in doubt. */
export function whyOf(weight: Weight | undefined, of: Pick<Weighed, "measures" | "against">): Text {
  if (weight === undefined) return { zh: "", en: "" };
  const { zh, en } = doubtOf(weight, of);
  if (weight.secondReview === "none") return { zh, en };
  return weight.secondReview === "waiting"
    ? { zh: `待第二人复核；${zh}`, en: `waits for a second review; ${en}` }
    : { zh: `已复核；${zh}`, en: `reviewed a second time; ${en}` };
}

function doubtOf(weight: Weight, of: Pick<Weighed, "measures" | "against">): Text {
  if (weight.unseen) return { zh: "市级尚未审核，不计分量", en: "Not reviewed by the city: not weighed" };
  const [first] = weight.doubts;
  if (first === undefined) return { zh: "没有存疑的数", en: "Nothing in doubt" };
  const more = weight.doubtCount - 1;
  const { zh, en } = reasonOf(first, of);
  return more > 0 ? { zh: `${zh}；另 ${more} 处`, en: `${en}; ${more} more` } : { zh, en };
}

/** An audit check as the queue names it: `plausibility/unit_price` is 合理性 · 单价. */
export function checkName(check: string): Text {
  const [kind, way] = check.split("/") as [keyof typeof auditChecks, keyof typeof auditWays | undefined];
  const of = (language: "zh" | "en") =>
    [auditChecks[kind][language], ...(way === undefined ? [] : [auditWays[way][language]])].join(" · ");
  return { zh: of("zh"), en: of("en") };
}
