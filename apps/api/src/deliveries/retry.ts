import { sql } from "drizzle-orm";
import type { deliveries as contract, Input } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";

/** 重新发送: what was given up over a channel waits again, with all its attempts before it. */
export async function retry(ctx: Ctx, { body }: Input<typeof contract.retryDeliveries>) {
  const posts = ctx.actor.posts.filter(({ role }) => role === "system_admin");
  ctx.must("delivery.retry", { regionId: posts[0]?.regionId ?? null, unitId: null });
  const queued = await ctx.tx.execute(sql`
    update deliveries d set state = 'waiting', attempts = 0, next_at = ${ctx.now.toISOString()}, fault = '', sent_at = null
    from users u where u.id = d.user_id and d.channel = ${body.channel} and d.state = 'failed'`);
  const count = queued.rowCount ?? 0;
  await ctx.audit({ object: `channel/${body.channel}`, detail: { queued: count } });
  return { queued: count };
}
