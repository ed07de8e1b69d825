import { and, eq, sql } from "drizzle-orm";
import { collections as contract } from "@duibiao/contract";
import { tables, type Db } from "@duibiao/db";
import { actorById } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { can, grants } from "../policy.ts";
import { Problem, problems } from "../problem.ts";
import { clockOf, type Ctx, type Platform } from "../serve.ts";
import { open } from "./open.ts";
import type { Ask } from "./who.ts";

const t = tables.plannedCollections;
type Due = { id: number; userId: number; name: string };

/**
 * Opens what the year's plan says is due, each in the planner's name and with the planner's rights as they are now. What
 * cannot be opened says why in the plan and waits for somebody; a lost database is tried again.
 */
export async function openPlanned(workerDb: Db, platform: Platform): Promise<void> {
  const due = await workerDb.transaction(async (tx) => {
    const now = await clockOf(platform, tx);
    const found = await tx.execute<Due>(sql`
      select id, created_by as "userId", created_name as name from planned_collections
      where state = 'waiting' and opens_at <= ${now.toISOString()}::timestamptz order by opens_at, id limit 20`);
    return found.rows;
  });
  for (const one of due) {
    try {
      await settle(platform, one, async (ctx, ask) => {
        const { id } = await open(ctx, { params: {}, query: {}, body: ask });
        return { state: "opened" as const, collectionId: id };
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await settle(platform, one, async () => ({
        state: "failed" as const,
        problemZh: error.zh,
        problemEn: error.en,
      }));
    }
  }
}

type Outcome = Partial<typeof t.$inferInsert>;

/** One planned collection in a transaction of its own, by whichever process comes first. */
async function settle(
  platform: Platform,
  { id, userId, name }: Due,
  deed: (ctx: Ctx, ask: Ask) => Promise<Outcome>,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    const now = await clockOf(platform, tx);
    const action = contract.openCollection.action;
    const actor = await actorById(tx, userId, name, action, now);
    const [row] = await tx
      .select()
      .from(t)
      .where(and(eq(t.id, id), eq(t.state, "waiting")))
      .for("update", { skipLocked: true });
    if (row === undefined) return;
    const role = [...new Set(actor.posts.map((post) => post.role))].join(",");
    const by = { requestId: `planned-${id}`, userId, role, source: "plan", action: contract.openCollection.id };
    const ctx: Ctx = {
      tx,
      platform,
      actor,
      now,
      requestId: by.requestId,
      source: by.source,
      must: (wanted, place) => {
        if (!actor.posts.some((post) => grants(post, wanted)) || !can(actor.posts, wanted, place, actor.within))
          throw problems.forbidden(wanted);
      },
      audit: (entry) => leaveAudit(tx, by, entry, "done"),
    };
    const outcome = await deed(ctx, JSON.parse(row.ask) as Ask);
    await tx
      .update(t)
      .set({ ...outcome, settledAt: now })
      .where(eq(t.id, id));
  });
}
