import type { Text } from "@duibiao/indicators";

/** What is written in a place, by how the place begins. */
export const kindsOfWords = {
  amend: { zh: "更正申请的补正", en: "A correction, mended" },
  ask: { zh: "核实单", en: "A question to a unit" },
  call: { zh: "电话沟通记录", en: "A note of a call" },
  consolidation: { zh: "退回汇总的原因", en: "Why a consolidation is returned" },
  correct: { zh: "更正申请", en: "A request for a correction" },
  decide: { zh: "更正的审核意见", en: "A decision on a correction" },
  extend: { zh: "延期申请", en: "A request for more time" },
  extension: { zh: "延期申请的决定", en: "A decision on more time" },
  minutes: { zh: "会审纪要", en: "Minutes of a joint review" },
  object: { zh: "异议", en: "An objection" },
  open: { zh: "采集任务", en: "A collection to be opened" },
  question: { zh: "核实单的答复", en: "A reply to a question" },
  reason: { zh: "数值的说明", en: "A reason for a figure" },
  reasons: { zh: "汇总的缺报和差异原因", en: "Reasons of a consolidation" },
  regions: { zh: "区划变更", en: "A change of regions" },
  reply: { zh: "异议的答复", en: "A reply to an objection" },
  return: { zh: "退回原因", en: "Why a report is returned" },
  second: { zh: "复核意见", en: "A note of a second review" },
  spot: { zh: "抽查结果", en: "A result of a spot check" },
  step: { zh: "评估结果办理的说明", en: "A remark on a release" },
  withdraw: { zh: "撤回的原因", en: "Why a matter is withdrawn" },
} satisfies Record<string, Text>;

type Kind = keyof typeof kindsOfWords;

/** Where words wait, as `question:12`. */
export type Place = `${Kind}:${string}`;

export const kindOf = (place: Place): Text => kindsOfWords[place.slice(0, place.indexOf(":")) as Kind];
