import type { Named } from "@duibiao/ui";
import type { ItemState } from "./batch.ts";

/** What a file's state is called, with the sign that says the same as its colour. */
export const itemNames: Record<ItemState, Named> = {
  waiting: { zh: "等待", en: "waiting", mark: "…" },
  ready: { zh: "可以收下", en: "can be filed", mark: "✓", tone: "success" },
  unchanged: { zh: "已收过，无变化", en: "in already", mark: "＝" },
  differs: { zh: "与平台上的不同", en: "differs from what is there", mark: "⇄", tone: "warning" },
  faulty: { zh: "有错", en: "faulty", mark: "✕", tone: "error" },
  unmatched: { zh: "不知是哪个单位的", en: "of no institution here", mark: "？", tone: "warning" },
  doubled: { zh: "同一单位有两份", en: "two of one institution", mark: "⇉", tone: "warning" },
  failed: { zh: "没有送到", en: "not sent", mark: "▲", tone: "error" },
  filed: { zh: "已代报", en: "filed", mark: "✓", tone: "success" },
  kept: { zh: "有错，已留底", en: "faulty, kept", mark: "✕", tone: "error" },
};
