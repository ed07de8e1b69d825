import type { Text } from "@duibiao/indicators";
import type { Matter } from "./matter.ts";
import type { Named } from "@duibiao/ui";

/** What the states of a matter are called; a correction and an objection end differently. */
export const matterStates = {
  open: { zh: "办理中", en: "Under way", mark: "◔", tone: "info" },
  returned: { zh: "退回补正", en: "Sent back", mark: "↩", tone: "warning" },
  approved: { zh: "已更正", en: "Corrected", mark: "✓", tone: "success" },
  upheld: { zh: "采纳", en: "Upheld", mark: "✓", tone: "success" },
  partly: { zh: "部分采纳", en: "Partly upheld", mark: "◑", tone: "success" },
  refused: { zh: "不同意", en: "Refused", mark: "✕", tone: "error" },
  withdrawn: { zh: "已撤回", en: "Withdrawn", mark: "–" },
  overruled: { zh: "未采纳即发布", en: "Overruled", mark: "!", tone: "warning" },
} as const satisfies Record<Matter["state"], Named>;

export const matterKinds = {
  correction: { zh: "更正", en: "Correction" },
  objection: { zh: "异议", en: "Objection" },
} as const satisfies Record<Matter["kind"], Text>;

export const matterDeeds = {
  asked: { zh: "提出", en: "asked" },
  attached: { zh: "补充附件", en: "added a file" },
  returned: { zh: "退回补正", en: "sent back" },
  amended: { zh: "补正后再报", en: "mended" },
  approved: { zh: "同意", en: "approved" },
  refused: { zh: "不同意", en: "refused" },
  withdrawn: { zh: "撤回", en: "withdrew" },
  corrected: { zh: "生成更正版次", en: "new revision" },
  upheld: { zh: "采纳", en: "upheld" },
  partly: { zh: "部分采纳", en: "partly upheld" },
  overruled: { zh: "未采纳即发布", en: "overruled" },
  reissued: { zh: "列入更正版", en: "in a corrected edition" },
  escalated: { zh: "逾期上报", en: "overdue, told to the tier above" },
} as const satisfies Record<Matter["events"][number]["deed"], Text>;

/** Whose turn it is, in words. */
export function turnOf({ turn, state, kind }: Pick<Matter, "turn" | "state" | "kind">): Text {
  if (state === "returned") return { zh: "提出单位补正", en: "the asker mends it" };
  if (turn === null) return { zh: "已办结", en: "done" };
  if (kind === "objection") return { zh: "省级答复", en: "the province replies" };
  return {
    county: { zh: "县级审核", en: "the county decides" },
    city: { zh: "市级审核", en: "the city decides" },
    province: { zh: "省级审核", en: "the province decides" },
  }[turn];
}
