import type { api, Answer } from "@duibiao/client";
import type { Tone } from "@duibiao/ui";

export type Listed = Answer<typeof api.collections.listCollections>["items"][number];
type State = { zh: string; en: string; tone?: Tone };

/** Where a collection stands, by its own times. */
export function stateOf(
  { cancelledAt, lockedAt, opensAt, dueUnit }: Pick<Listed, "cancelledAt" | "lockedAt" | "opensAt" | "dueUnit">,
  now: Date,
): State {
  if (cancelledAt !== null) return { zh: "已取消", en: "Cancelled" };
  if (lockedAt !== null) return { zh: "已锁定", en: "Locked" };
  if (now < new Date(opensAt)) return { zh: "未开始", en: "Not open yet", tone: "info" };
  return now <= new Date(dueUnit)
    ? { zh: "填报中", en: "Filling in", tone: "success" }
    : { zh: "审核中", en: "In review", tone: "warning" };
}
