import { sql } from "drizzle-orm";
import type { Input, posts as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { administrators } from "./apart.ts";
import { notPast } from "./grant.ts";
import { loadPosts } from "./list.ts";

/** 延长任职: another last day, or none; also in the grace after the old one. */
export async function extendPost(ctx: Ctx, { params, body }: Input<typeof contract.extendPost>) {
  const [found] = await loadPosts(ctx.tx, ctx.actor, { id: params.id });
  if (found === undefined) throw problems.notFound(`post/${params.id}`);
  const { post, place } = found;
  ctx.must("post.grant", place);
  if (post.userId === ctx.actor.userId) throw problems.ownAccount();
  if (administrators.has(post.role)) throw problems.secondAdministrator();
  notPast(body.validTo, ctx.actor.today);
  const changed = await ctx.tx.execute(sql`
    update posts set valid_to = ${body.validTo}::date where id = ${post.id} and ended_at is null`);
  if (changed.rowCount === 0) throw problems.state("ended", "grant");
  await ctx.audit({
    object: `post/${post.id}`,
    regionId: place.regionId,
    detail: { user: post.userId, role: post.role, from: post.validTo, to: body.validTo, reason: body.reason },
  });
  return (await loadPosts(ctx.tx, ctx.actor, { id: post.id }))[0]!.post;
}
