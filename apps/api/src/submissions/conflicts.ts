import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import type { StoredCell } from "./content.ts";
import { namesOn } from "./names.ts";
import type { Bundle } from "./open.ts";
import { address, emptyCell, type CellInput } from "./write-cells.ts";

type Writer = { measureId: number; member: string; updatedBy: number; updatedAt: string };

/** Both values of each cell in conflict, with who stored the other one, and when. */
export async function conflictsOf(
  ctx: Ctx,
  { submission: { id }, measures }: Bundle,
  conflicts: readonly CellInput[],
  stored: ReadonlyMap<string, StoredCell>,
) {
  if (conflicts.length === 0) return [];
  const [rows, nameOf] = await Promise.all([
    ctx.tx.execute<Writer>(
      sql`select measure_id as "measureId", member, updated_by as "updatedBy", updated_at as "updatedAt" from cells where submission_id = ${id}`,
    ),
    namesOn(ctx, [id]),
  ]);
  const writers = new Map(
    rows.rows.map((row) => [address({ measure: measures.keyOf.get(row.measureId)!, member: row.member }), row]),
  );
  return conflicts.map((cell) => {
    const writer = writers.get(address(cell));
    return {
      measure: cell.measure,
      member: cell.member,
      yours: cell.value,
      stored: stored.get(address(cell)) ?? emptyCell(cell),
      by: writer ? nameOf(writer.updatedBy) : "",
      own: writer?.updatedBy === ctx.actor.userId,
      storedAt: writer ? new Date(writer.updatedAt) : null,
    };
  });
}
