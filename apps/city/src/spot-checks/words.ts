import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import type { Named } from "@duibiao/ui";

export type SpotHead = Answer<typeof api.spotChecks.listSpotChecks>["items"][number];
export type SpotCheck = Answer<typeof api.spotChecks.readSpotChecks>;
export type SpotCell = SpotCheck["cells"][number];

export const verdicts: Record<"agrees" | "differs" | "unsupported", Named> = {
  agrees: { zh: "相符", en: "Agrees", mark: "✓", tone: "success" },
  differs: { zh: "不符", en: "Differs", mark: "✕", tone: "error" },
  unsupported: { zh: "无凭证", en: "No evidence", mark: "?", tone: "warning" },
};

const percent = (part: number) => `${(part * 100).toFixed(1)}%`;

/** 差错率 with its interval; what was not checked yet is said beside it. */
export function errorText({ error, checked, size }: Pick<SpotHead, "error" | "checked" | "size">): Text {
  if (error === null) return { zh: "尚无结果", en: "nothing checked yet" };
  const open = size - checked;
  const [zh, en] = open > 0 ? [`，未查 ${open} 格`, `, ${open} not checked`] : ["", ""];
  return {
    zh: `${percent(error.rate)}（95% 区间 ${percent(error.low)} 至 ${percent(error.high)}${zh}）`,
    en: `${percent(error.rate)} (95 % interval ${percent(error.low)} to ${percent(error.high)}${en})`,
  };
}
