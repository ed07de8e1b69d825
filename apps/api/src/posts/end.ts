import { sql } from "drizzle-orm";
import type { Input, posts as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadPosts } from "./list.ts";

/** 结束任职: rights are looked up at every request, so it holds from the next one on. */
export async function endPost(ctx: Ctx, { params, body }: Input<typeof contract.endPost>) {
  const [found] = await loadPosts(ctx.tx, ctx.actor, { id: params.id });
  if (found === undefined) throw problems.notFound(`post/${params.id}`);
  const { post, place } = found;
  ctx.must("post.grant", place);
  if (post.userId === ctx.actor.userId) throw problems.ownAccount();
  const ended = await ctx.tx.execute(sql`
    update posts set ended_at = ${ctx.now.toISOString()}::timestamptz where id = ${post.id} and ended_at is null`);
  if (ended.rowCount === 0) throw problems.state("ended", "end_post");
  await ctx.audit({
    object: `post/${post.id}`,
    regionId: place.regionId,
    detail: { user: post.userId, role: post.role, reason: body.reason },
  });
  return { ok: true as const };
}
