import type { MatterItem } from "./matter.ts";

type Listed = Pick<MatterItem, "id" | "kind" | "mine">;

/**
 * Of those that wait for the asker, of one kind where the list showed one, the one that stands after this in the list,
 * and after the last the first; and how many they are.
 */
export function nextOf(items: readonly Listed[], id: number, kind: Listed["kind"] | undefined) {
  const at = items.findIndex((item) => item.id === id);
  const others = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))].filter(
    (item) => item.mine && (kind === undefined || item.kind === kind),
  );
  return { next: others[0]?.id, left: others.length };
}
