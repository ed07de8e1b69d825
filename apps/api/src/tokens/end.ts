import { sql } from "drizzle-orm";
import type { Input, tokens as contract } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** 停用自己的令牌: from the next request on it is worth nothing. */
export async function endOwn(ctx: Ctx, { params }: Input<typeof contract.endOwnToken>) {
  const ended = await ctx.tx.execute(sql`
    update api_tokens set ended_at = ${ctx.now.toISOString()}::timestamptz
    where id = ${params.id} and user_id = ${ctx.actor.userId} and ended_at is null`);
  if (ended.rowCount === 0) throw problems.notFound(`token/${params.id}`);
  await ctx.audit({ object: `token/${params.id}`, detail: { ended: "by its owner" } });
  return { ok: true as const };
}

type Found = { userId: number; regionId: number; ended: boolean };

/** 停用他人的令牌: the administrator of the owner's account, with the reason. */
export async function end(ctx: Ctx, { params, body }: Input<typeof contract.endToken>) {
  const found = await ctx.tx.execute<Found>(sql`
    select t.user_id as "userId", u.region_id as "regionId", t.ended_at is not null as ended
    from api_tokens t join users u on u.id = t.user_id where t.id = ${params.id} for update of t`);
  const row = found.rows[0];
  if (row === undefined) throw problems.notFound(`token/${params.id}`);
  ctx.must("token.end", { regionId: row.regionId, unitId: null });
  if (row.ended) throw problems.state("ended", "disable");
  await ctx.tx.execute(sql`
    update api_tokens set ended_at = ${ctx.now.toISOString()}::timestamptz, ended_reason = ${body.reason}
    where id = ${params.id}`);
  const detail = { owner: row.userId, reason: body.reason };
  await ctx.audit({ object: `token/${params.id}`, regionId: row.regionId, detail });
  return { ok: true as const };
}

/** Ends all tokens of an account: after a reset nobody knows who made them. Call it as doorkeeper. */
export async function endTokens(tx: Tx, userId: number, now: Date): Promise<number> {
  const ended = await tx.execute(sql`
    update api_tokens set ended_at = ${now.toISOString()}::timestamptz, ended_reason = '密码已重置 / password reset'
    where user_id = ${userId} and ended_at is null`);
  return ended.rowCount ?? 0;
}
