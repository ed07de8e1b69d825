import { sql } from "drizzle-orm";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";

type Row = { issuer: string; linkedAt: string; lastUsedAt: string | null };

export async function listIdentities({ tx, actor }: Ctx) {
  const found = await asDoorkeeper(tx, actor, () =>
    tx.execute<Row>(sql`
      select issuer, linked_at as "linkedAt", last_used_at as "lastUsedAt" from identities
      where user_id = ${actor.userId} order by linked_at`),
  );
  return {
    items: found.rows.map(({ issuer, linkedAt, lastUsedAt }) => ({
      issuer,
      linkedAt: new Date(linkedAt),
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    })),
  };
}

export async function unlinkIdentities(ctx: Ctx) {
  const { tx, actor } = ctx;
  const ended = await asDoorkeeper(tx, actor, () =>
    tx.execute(sql`delete from identities where user_id = ${actor.userId}`),
  );
  if (ended.rowCount === 0) throw problems.notFound(`user/${actor.userId}`);
  await ctx.audit({ object: `user/${actor.userId}`, detail: { identity: "untied" } });
  return { ok: true as const };
}
