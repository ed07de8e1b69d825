import { asc, eq, sql } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export type ReleaseState = "draft" | "consulting" | "approved" | "published" | "superseded";
export type ReleaseRow = typeof tables.releases.$inferSelect;

export const stateNames: Record<ReleaseState, Text> = {
  draft: { zh: "草稿", en: "draft" },
  consulting: { zh: "征求意见", en: "consulting" },
  approved: { zh: "审定", en: "approved" },
  published: { zh: "发布", en: "published" },
  superseded: { zh: "被替代", en: "superseded" },
};

/** From which state a release may be moved to another; nothing leaves 发布 but by the next number taking its place. */
const from: Record<Exclude<ReleaseState, "superseded">, readonly ReleaseState[]> = {
  draft: ["consulting", "approved"],
  consulting: ["draft"],
  approved: ["consulting"],
  published: ["approved"],
};

export function mustLeadTo(state: ReleaseState, to: Exclude<ReleaseState, "superseded">, reason: string): void {
  if (!from[to].includes(state)) throw problems.releaseState(stateNames[state], stateNames[to], { from: state, to });
  if (to === "draft" && reason.trim() === "")
    throw problems.rule("退回草稿须写明原因", "Going back to draft needs a reason");
}

/** A release that the actor may see; outside its audience it is not found. */
export async function loadRelease(ctx: Ctx, id: number): Promise<ReleaseRow> {
  const r = tables.releases;
  const [row] = await ctx.tx.select().from(r).where(eq(r.id, id));
  if (row === undefined) throw problems.notFound(`release ${id}`);
  return row;
}

/** The steps in order, each with the name of who took it; null where the actor may not see that person. */
export async function statesOf(ctx: Ctx, id: number) {
  const s = tables.releaseStates;
  const u = tables.users;
  return ctx.tx
    .select({ state: s.state, reason: s.reason, userId: s.userId, by: u.name, at: s.at })
    .from(s)
    .leftJoin(u, eq(u.id, s.userId))
    .where(eq(s.releaseId, id))
    .orderBy(asc(s.seq));
}

export async function addState(ctx: Ctx, id: number, state: ReleaseState, reason: string): Promise<void> {
  const s = tables.releaseStates;
  const [last] = await ctx.tx
    .select({ seq: sql<number>`coalesce(max(${s.seq}), 0)::int` })
    .from(s)
    .where(eq(s.releaseId, id));
  await ctx.tx.insert(s).values({
    releaseId: id,
    seq: last!.seq + 1,
    state,
    reason,
    userId: ctx.actor.userId,
    at: ctx.now,
  });
}

type Line = Pick<ReleaseRow, "ownerRegionId" | "schemeKey" | "periodId" | "tier">;

/** One at a time per line of numbers: numbering and superseding look at one another. */
export async function lockLine(ctx: Ctx, line: Line): Promise<void> {
  await ctx.tx.execute(
    sql`select pg_advisory_xact_lock(7308, hashtext(${`${line.ownerRegionId}/${line.schemeKey}/${line.periodId}/${line.tier}`}))`,
  );
}

/** Every release of a line with its present state. */
export async function lineOf(ctx: Ctx, line: Line): Promise<{ id: number; number: number; state: ReleaseState }[]> {
  const rows = await ctx.tx.execute<{ id: number; number: number; state: ReleaseState }>(sql`
    select id, number, release_state(id) as state from releases
    where owner_region_id = ${line.ownerRegionId} and scheme_key = ${line.schemeKey} and period_id = ${line.periodId} and tier = ${line.tier} order by number`);
  return rows.rows;
}
