import type { Text } from "@duibiao/indicators";
import { roles } from "@duibiao/ui";
import type { Post } from "../session.ts";

/** What became of an account's password. */
export const passwordStates = {
  own: { zh: "在用", en: "In use" },
  waiting: { zh: "一次性密码未使用", en: "One-time code not used" },
  void: { zh: "一次性密码已失效", en: "One-time code void" },
  none: { zh: "无密码", en: "No password" },
} as const satisfies Record<string, Text>;

export const stateFilters = {
  active: { zh: "在用", en: "In use" },
  waiting: { zh: "从未登录", en: "Never signed in" },
  postless: { zh: "没有任职", en: "Without a post" },
  ending: { zh: "任职将到期或已到期", en: "Post ending or ended" },
  disabled: { zh: "已停用", en: "Disabled" },
} as const satisfies Record<string, Text>;

type Say = (text: Text) => string;

type Told = Pick<Post, "role" | "place" | "validTo"> & Partial<Pick<Post, "graceTo" | "deputyFor">>;

/** 演示县 · 填报人, with its last day where it has one, and for whom one stands in. */
export const postText = ({ role, place, validTo, graceTo, deputyFor }: Told, t: Say): string => {
  const where = place === "" ? t({ zh: "全平台", en: "whole platform" }) : place;
  const until = validTo === null ? "" : t({ zh: `（至 ${validTo}）`, en: ` (to ${validTo})` });
  const grace = graceTo == null ? "" : t({ zh: `（宽限至 ${graceTo}）`, en: ` (works on until ${graceTo})` });
  const instead = deputyFor == null ? "" : t({ zh: `（代${deputyFor}）`, en: ` (for ${deputyFor})` });
  return `${where} · ${t(roles[role])}${until}${grace}${instead}`;
};
