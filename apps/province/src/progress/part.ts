import type { Answer, api } from "@duibiao/client";

export type Progress = Answer<typeof api.board.readProgress>;
export type Part = Progress["cells"][number];
export type Lens = keyof Part["reached"];

/**
 * Where a city's consolidation stands. `corrected`: something changed after the lock, so no new one can be signed;
 * the correction goes up by itself.
 */
export function standing({ consolidation }: Part, locked: boolean) {
  if (consolidation === null) return "none";
  if (!consolidation.stale || consolidation.state === "returned") return consolidation.state;
  return locked ? "corrected" : "stale";
}
