import { eq } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export type SpotCheck = typeof tables.spotChecks.$inferSelect;
export type Draw = typeof tables.spotCheckDraws.$inferSelect;

/** A check that the asker may see: of their own bureau or of one below. */
export async function openCheck(ctx: Ctx, id: number): Promise<SpotCheck> {
  const [row] = await ctx.tx.select().from(tables.spotChecks).where(eq(tables.spotChecks.id, id));
  if (row === undefined) throw problems.notFound(`spotcheck ${id}`);
  return row;
}

export async function drawOf(ctx: Ctx, id: number): Promise<Draw | undefined> {
  const [row] = await ctx.tx.select().from(tables.spotCheckDraws).where(eq(tables.spotCheckDraws.checkId, id));
  return row;
}

/** Refuses whoever does not serve the very bureau: nobody checks in another's name. */
export function mustBeOwn(ctx: Ctx, owner: number): void {
  const action: Action = "spot-check.change";
  ctx.must(action, { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, action, owner)) throw problems.forbidden(action);
}
