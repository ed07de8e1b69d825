import type { api } from "@duibiao/client";

export type NoticeKind = (typeof api.notices.noticeKinds)[number];
export type NoticeChannel = (typeof api.notices.noticeChannels)[number];

export const kindWords: Record<NoticeKind, { zh: string; en: string }> = {
  collection_opened: { zh: "任务布置", en: "Task opened" },
  due_soon: { zh: "临期提醒", en: "Due soon" },
  overdue: { zh: "逾期提醒", en: "Overdue" },
  escalated: { zh: "下级逾期", en: "Overdue below" },
  extension: { zh: "延期与免报", en: "Extension, exemption" },
  returned: { zh: "退回", en: "Returned" },
  question_asked: { zh: "核实单", en: "Question" },
  question_answered: { zh: "核实答复", en: "Answer" },
  second_review: { zh: "复核", en: "Second review" },
  accepted: { zh: "审核通过", en: "Accepted" },
  locked: { zh: "锁定", en: "Locked" },
  consolidation_signed: { zh: "汇总待接收", en: "Consolidation signed" },
  consolidation_decided: { zh: "汇总决定", en: "Consolidation decided" },
  consolidation_stale: { zh: "需重新汇总", en: "Consolidation out of date" },
  release_consulting: { zh: "征求意见", en: "For comment" },
  release_published: { zh: "结果发布", en: "Published" },
  correction: { zh: "更正", en: "Correction" },
  objection: { zh: "异议", en: "Objection" },
  matter: { zh: "办件", en: "Matter" },
  region_change: { zh: "区划变更交接", en: "Hand-over after a change of regions" },
  account: { zh: "账号", en: "Account" },
  self_check: { zh: "夜间自检", en: "Nightly self-check" },
};

export const channelWords: Record<NoticeChannel, { zh: string; en: string }> = {
  email: { zh: "电子邮件", en: "E-mail" },
  webhook: { zh: "单位消息平台", en: "The office's message platform" },
  wecom: { zh: "企业微信", en: "WeCom" },
  zwding: { zh: "浙政钉", en: "Zhezhengding" },
};
