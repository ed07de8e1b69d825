import type { api, Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

export type Panel = Answer<typeof api.panels.readPanel>;
export type Item = Panel["items"][number];
export type Sheet = Item["sheets"][number];

export const roleNames: Readonly<Record<Panel["roles"][number], Text>> = {
  leader: { zh: "领导", en: "leaders" },
  reviewer: { zh: "审核员", en: "reviewers" },
  analyst: { zh: "分析员", en: "analysts" },
};
