import { desc, eq } from "drizzle-orm";
import type { plannedCollections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { planOf } from "./plan.ts";
import type { Ask } from "./who.ts";

const t = tables.plannedCollections;

/** 全年计划: what waits for its time, and what became of the rest. */
export async function listPlanned(ctx: Ctx) {
  const rows = await ctx.tx.select().from(t).orderBy(desc(t.id)).limit(200);
  return { items: rows.map(shown) };
}

/** Plans several openings at once. Each is thought through now and again when its time comes; nobody sees it before. */
export async function plan(ctx: Ctx, { body }: Input<typeof contract.planCollections>) {
  const items = [];
  for (const ask of body.asks) {
    ctx.must("collection.open", { regionId: ask.owner, unitId: null });
    const { refusals, period } = await planOf(ctx, ask);
    const [refusal] = refusals;
    if (refusal !== undefined)
      throw problems.rule(`${period.key}：${refusal.zh}`, `${period.key}: ${refusal.en}`, { refusals });
    const [row] = await ctx.tx
      .insert(t)
      .values({
        ownerRegionId: ask.owner,
        ask: JSON.stringify(ask),
        opensAt: new Date(ask.opensAt),
        state: "waiting",
        createdBy: ctx.actor.userId,
        createdName: ctx.actor.name,
        createdAt: ctx.now,
      })
      .returning();
    await ctx.audit({
      object: `planned/${row!.id}`,
      regionId: ask.owner,
      detail: { form: ask.form, period: period.key, opensAt: ask.opensAt },
    });
    items.push(shown(row!));
  }
  return { items };
}

export async function discard(ctx: Ctx, { params }: Input<typeof contract.discardPlanned>) {
  const [row] = await ctx.tx.select().from(t).where(eq(t.id, params.id)).for("update");
  if (row === undefined) throw problems.notFound(`planned ${params.id}`);
  ctx.must("collection.open", { regionId: row.ownerRegionId, unitId: null });
  if (row.state !== "waiting" && row.state !== "failed")
    throw problems.conflict("该拟开任务已开启或已撤下", "It has been opened or taken back already");
  const [stored] = await ctx.tx
    .update(t)
    .set({ state: "discarded", settledAt: ctx.now })
    .where(eq(t.id, params.id))
    .returning();
  await ctx.audit({ object: `planned/${params.id}`, regionId: row.ownerRegionId });
  return shown(stored!);
}

function shown(row: typeof t.$inferSelect) {
  const ask = JSON.parse(row.ask) as Ask;
  return {
    id: row.id,
    name: ask.name,
    form: ask.form,
    opensAt: row.opensAt,
    dueUnit: ask.dueUnit,
    state: row.state,
    collectionId: row.collectionId,
    problem: { zh: row.problemZh, en: row.problemEn },
    createdBy: row.createdName,
    createdAt: row.createdAt,
  };
}
