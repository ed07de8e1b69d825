import type { Answer, api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

export type Token = Answer<typeof api.tokens.listOwnTokens>["items"][number];
export type TokenAction = Token["actions"][number];

export const actionWords: Record<TokenAction, Text> = {
  "submission.push": { zh: "推送单元格（只写草稿）", en: "push cells (drafts only)" },
  "mapping.read": { zh: "读导入对应", en: "read import mappings" },
  "submission.read": { zh: "读报送、数值和核验结果", en: "read submissions, figures, findings" },
  "collection.read": { zh: "读采集任务和报送义务", en: "read collections and assignments" },
  "unit.read": { zh: "读填报单位", en: "read units" },
  "region.read": { zh: "读地区", en: "read regions" },
  "period.read": { zh: "读报告期", en: "read periods" },
  "catalogue.read": { zh: "读目录", en: "read catalogues" },
  "roll-up.read": { zh: "读汇总值", en: "read roll-ups" },
  "consolidation.read": { zh: "读汇总版次", en: "read consolidations" },
  "evaluation.read": { zh: "读评估", en: "read evaluations" },
  "release.read": { zh: "读评估结果", en: "read releases" },
  "audit.read": { zh: "读审计日志", en: "read the audit log" },
  "history.import": { zh: "导入历史数据", en: "import history" },
  "region.import": { zh: "导入地区", en: "import regions" },
  "unit.change": { zh: "导入填报单位", en: "import units" },
};

/** Where a token stands today. */
export function stateOf({ endedAt, expiresAt }: Token, now: Date): Text & { live: boolean } {
  if (endedAt !== null) return { live: false, zh: "○ 已停用", en: "○ ended" };
  if (new Date(expiresAt) <= now) return { live: false, zh: "○ 已到期", en: "○ expired" };
  const days = Math.ceil((new Date(expiresAt).getTime() - now.getTime()) / 86_400_000);
  if (days <= 14) return { live: true, zh: `▲ ${days} 天后到期`, en: `▲ expires in ${days} days` };
  return { live: true, zh: "● 有效", en: "● live" };
}
