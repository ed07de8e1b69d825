import type { Text } from "@duibiao/indicators";
import type { Role } from "./policy.ts";

/** What states, deeds and things are called in sentences to people; keys stay in a fault's details. */

export const stateWords = {
  not_started: { zh: "未填报", en: "not started" },
  draft: { zh: "填报中", en: "in progress" },
  signed: { zh: "已签署", en: "signed" },
  submitted: { zh: "已报送", en: "submitted" },
  returned: { zh: "已退回", en: "returned" },
  county_accepted: { zh: "县审通过", en: "accepted by the county" },
  city_accepted: { zh: "市审通过", en: "accepted by the city" },
  province_accepted: { zh: "省核通过", en: "accepted by the province" },
  locked: { zh: "已锁定", en: "locked" },
  correcting: { zh: "更正中", en: "correcting" },
  accepted: { zh: "省已接收", en: "accepted by the province" },
  disabled: { zh: "已停用", en: "disabled" },
  ended: { zh: "已结束", en: "ended" },
  published: { zh: "已发布", en: "published" },
  discarded: { zh: "已作废", en: "discarded" },
  cancelled: { zh: "已取消", en: "cancelled" },
  open: { zh: "办理中", en: "under way" },
  approved: { zh: "已更正", en: "corrected" },
  upheld: { zh: "采纳", en: "upheld" },
  partly: { zh: "部分采纳", en: "partly upheld" },
  refused: { zh: "不同意", en: "refused" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
  overruled: { zh: "未采纳即发布", en: "overruled" },
} as const satisfies Record<string, Text>;
export type StateWord = keyof typeof stateWords;

export const deedWords = {
  save: { zh: "保存", en: "save" },
  sign: { zh: "签署", en: "sign" },
  submit: { zh: "报送", en: "submit" },
  return: { zh: "退回", en: "return" },
  question: { zh: "发核实单", en: "ask a question" },
  answer: { zh: "答复核实单", en: "answer a question" },
  scan: { zh: "补交扫描件", en: "add the scan" },
  accept: { zh: "审核通过", en: "accept" },
  correct: { zh: "更正", en: "correct" },
  amend: { zh: "补正", en: "mend the request" },
  attach: { zh: "补充附件", en: "add a file" },
  withdraw: { zh: "撤回", en: "withdraw" },
  reply: { zh: "答复", en: "reply" },
  import: { zh: "导入", en: "import" },
  assign: { zh: "调整报送义务", en: "change who owes it" },
  lock: { zh: "锁定", en: "lock" },
  cancel: { zh: "取消任务", en: "cancel the collection" },
  extend: { zh: "延期", en: "extend" },
  count: { zh: "计数", en: "count" },
  consolidate: { zh: "签署汇总", en: "sign a consolidation" },
  review: { zh: "审核", en: "decide" },
  decide: { zh: "接收或退回汇总", en: "accept or return the consolidation" },
  disable: { zh: "停用", en: "disable" },
  change: { zh: "更改", en: "change" },
  end_post: { zh: "结束任职", en: "end the post" },
  grant: { zh: "授予任职", en: "grant a post" },
  reset: { zh: "重置密码", en: "reset the password" },
  publish: { zh: "发布", en: "publish" },
  discard: { zh: "作废", en: "discard" },
} as const satisfies Record<string, Text>;
export type DeedWord = keyof typeof deedWords;

export const thingWords = {
  assignment: { zh: "报送义务", en: "assignment" },
  assignments: { zh: "报送义务", en: "assignments" },
  catalogue: { zh: "目录", en: "catalogue" },
  change: { zh: "区划变更", en: "region change" },
  collection: { zh: "采集任务", en: "collection" },
  consolidation: { zh: "汇总版次", en: "consolidation" },
  draft: { zh: "目录修订稿", en: "catalogue draft" },
  panel: { zh: "专家打分", en: "expert panel" },
  mapping: { zh: "导入对应", en: "import mapping" },
  evaluation: { zh: "评估", en: "evaluation" },
  extension: { zh: "延期申请", en: "extension" },
  filing: { zh: "代报文件", en: "filed template" },
  meter: { zh: "共用表计", en: "shared meter" },
  key: { zh: "分摊比例", en: "split key" },
  joint: { zh: "合署办公", en: "joint office" },
  form: { zh: "报表", en: "form" },
  indicator: { zh: "指标", en: "indicator" },
  matter: { zh: "办件", en: "matter" },
  period: { zh: "报告期", en: "period" },
  planned: { zh: "拟开任务", en: "planned collection" },
  post: { zh: "任职", en: "post" },
  proposal: { zh: "任职提名", en: "proposed post" },
  deputy: { zh: "代理", en: "deputy" },
  bill: { zh: "账单", en: "bill" },
  evidence: { zh: "佐证", en: "paper" },
  question: { zh: "核实单", en: "question" },
  region: { zh: "地区", en: "region" },
  release: { zh: "评估结果", en: "release" },
  scheme: { zh: "评估方案", en: "scheme" },
  seal: { zh: "审计链上的一环", en: "link of the audit chain" },
  session: { zh: "登录", en: "session" },
  submission: { zh: "报送", en: "submission" },
  token: { zh: "接口令牌", en: "API token" },
  duty: { zh: "复核要求", en: "second-review duty" },
  spotcheck: { zh: "抽查", en: "spot check" },
  minutes: { zh: "会审纪要", en: "minutes of a joint review" },
  unit: { zh: "填报单位", en: "unit" },
  user: { zh: "账号", en: "account" },
} as const satisfies Record<string, Text>;
type Thing = keyof typeof thingWords;

/** A thing that was asked for, with what tells which: `unit 12`, `user/7`. */
export type ThingAsked = `${Thing}${" " | "/"}${string}`;

export const thingOf = (asked: ThingAsked): Text => thingWords[/^[a-z]+/.exec(asked)![0] as Thing];

export const roleWords: Record<Role, Text> = {
  clerk: { zh: "填报人", en: "clerk" },
  head: { zh: "负责人", en: "head" },
  reviewer: { zh: "审核人", en: "reviewer" },
  leader: { zh: "审签领导", en: "leader" },
  analyst: { zh: "分析员", en: "analyst" },
  auditor: { zh: "审计员", en: "auditor" },
  system_admin: { zh: "系统管理员", en: "system administrator" },
  security_admin: { zh: "安全保密管理员", en: "security administrator" },
  audit_admin: { zh: "安全审计员", en: "audit administrator" },
};
