import type { Answer, api } from "@duibiao/client";
import type { Named } from "@duibiao/ui";

export type MinutesHead = Answer<typeof api.jointReviews.listJointReviews>["items"][number];
export type Minutes = Answer<typeof api.jointReviews.readJointReview>;

export const decisions: Record<"pass" | "question" | "return" | "note", Named> = {
  pass: { zh: "同意通过", en: "Pass", mark: "✓", tone: "success" },
  question: { zh: "发核实单", en: "Ask", mark: "?", tone: "info" },
  return: { zh: "应退回", en: "Return", mark: "↩", tone: "error" },
  note: { zh: "备注", en: "Note", mark: "·" },
};
export type MinuteDecision = keyof typeof decisions;
