import { sql } from "drizzle-orm";
import type { deputies as contract, Input } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";
import { loadDeputies, type StoredDeputy } from "./list.ts";

/** 结束代理: the holder takes it back, or the deputy gives it up. */
export async function endDeputy(ctx: Ctx, { params }: Input<typeof contract.endDeputy>) {
  const [found] = await loadDeputies(ctx, { id: params.id });
  const own = found !== undefined && [found.deputy.holder.id, found.deputy.deputy.id].includes(ctx.actor.userId);
  if (!own) throw problems.notFound(`deputy/${params.id}`);
  await end(ctx, found, {});
  return { ok: true as const };
}

/** 撤销代理: a security administrator of the place. */
export async function withdrawDeputy(ctx: Ctx, { params, body }: Input<typeof contract.withdrawDeputy>) {
  const [found] = await loadDeputies(ctx, { id: params.id });
  const seen = await ctx.tx.execute(sql`select 1 from users where id = ${found?.deputy.holder.id ?? null}::int`);
  if (found === undefined || seen.rows.length === 0) throw problems.notFound(`deputy/${params.id}`);
  ctx.must("post.grant", found.place);
  await end(ctx, found, { reason: body.reason });
  return { ok: true as const };
}

async function end(ctx: Ctx, { deputy, place }: StoredDeputy, detail: object): Promise<void> {
  const ended = await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute(sql`
      update deputies set ended_at = ${ctx.now.toISOString()}::timestamptz, ended_by = ${ctx.actor.userId}
      where id = ${deputy.id} and ended_at is null`),
  );
  if (ended.rowCount === 0) throw problems.state("ended", "end_post");
  await ctx.audit({
    object: `deputy/${deputy.id}`,
    regionId: place.regionId,
    detail: { post: deputy.postId, deputy: deputy.deputy.id, ...detail },
  });
}
