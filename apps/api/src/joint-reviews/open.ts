import { eq } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import { hashOf } from "../spot-checks/frame.ts";
import type { Ctx } from "../serve.ts";

export type Minutes = typeof tables.jointReviews.$inferSelect;

/** Minutes that the asker may see: of their own bureau or of one below. `lock`: for a deed on them. */
export async function openMinutes(ctx: Ctx, id: number, lock = false): Promise<Minutes> {
  const query = ctx.tx.select().from(tables.jointReviews).where(eq(tables.jointReviews.id, id));
  const [row] = lock ? await query.for("update") : await query;
  if (row !== undefined) return row;
  // Seen but signed: row-level security hides it from FOR UPDATE only.
  if (lock && (await openMinutes(ctx, id)).signedAt !== null) throw signed();
  throw problems.notFound(`minutes ${id}`);
}

/** Refuses whoever does not serve the very bureau. */
export function mustBeOwn(ctx: Ctx, action: Action, owner: number): void {
  ctx.must(action, { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, action, owner)) throw problems.forbidden(action);
}

export const signed = () =>
  problems.conflict(
    "会审纪要已签署，不能再改；有新的意见请另开一次会审",
    "These minutes are signed and stay as they are; for another opinion begin another joint review",
  );

/** SHA-256 of everything that the minutes say. */
export const minutesHash = ({ id, ownerRegionId, title, heldOn, place, attendees, items, version }: Minutes): string =>
  hashOf({ id, owner: ownerRegionId, title, heldOn, place, attendees, items, version });
