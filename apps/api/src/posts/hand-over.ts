import { sql } from "drizzle-orm";
import type { Input, posts as contract } from "@duibiao/contract";
import { notify } from "../notices/notify.ts";
import { addProposal, notTwice } from "../post-proposals/create.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";
import { takeAccount } from "../users/account.ts";
import { administrators } from "./apart.ts";
import { addPost, mayHold, samePost } from "./grant.ts";
import { loadPosts, type StoredPost } from "./list.ts";

/**
 * 移交: all posts of one person end and begin with another, in one step or not at all. Open work hangs on the post, not
 * on the person, so it goes along; whom the first one had named as deputy, and for whom the first one stood in, ends.
 */
export async function handOver(ctx: Ctx, { params, body }: Input<typeof contract.handOver>) {
  if (body.to === params.id)
    throw problems.badRequest([{ path: "body.to", zh: "不能移交给本人", en: "must be another person" }]);
  const { account, posts } = await takeAccount(ctx, params.id, "post.propose");
  if (posts.length === 0)
    throw problems.rule("该人员没有可移交的任职", "This person holds no post that could be handed over");
  if (posts.some(({ post }) => administrators.has(post.role))) return proposeAll(ctx, posts, body.to);
  ctx.must("post.grant", { regionId: account.regionId, unitId: null });
  for (const { place } of posts) ctx.must("post.grant", place);
  const held = await loadPosts(ctx.tx, ctx.actor, { userId: body.to, open: true });
  const at = ctx.now.toISOString();
  let already = 0;
  for (const { post, place } of posts) {
    const wish = { user: body.to, role: post.role, place, validTo: post.graceTo === null ? post.validTo : null };
    if (held.some((other) => samePost(other.post, wish))) already++;
    else {
      await mayHold(ctx, wish, "post.grant");
      await addPost(ctx, wish, { handedOver: post.id });
    }
    await ctx.tx.execute(
      sql`update posts set ended_at = ${at}::timestamptz where id = ${post.id} and ended_at is null`,
    );
    await ctx.audit({
      object: `post/${post.id}`,
      regionId: place.regionId,
      detail: { user: account.id, role: post.role, handedOverTo: body.to, reason: body.reason },
    });
  }
  await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute(sql`
      update deputies set ended_at = ${at}::timestamptz, ended_by = ${ctx.actor.userId} where user_id = ${account.id} and ended_at is null`),
  );
  await notify(ctx, {
    key: `account/hand-over/${posts.map(({ post }) => post.id).join(",")}`,
    kind: "account",
    title: { zh: "任职已移交给您", en: "Posts were handed over to you" },
    body: {
      zh: `${account.name}的 ${posts.length} 项任职已移交给您，未完事项由您继续办理。`,
      en: `${posts.length} posts of ${account.name} are yours now; please go on with what is open.`,
    },
    link: "",
    object: `user/${account.id}`,
    to: { users: [body.to] },
  });
  const now = await loadPosts(ctx.tx, ctx.actor, { userId: body.to, open: true });
  return { posts: now.map(({ post }) => post), held: already, proposed: 0 };
}

/**
 * 三员 are handed over as they are appointed: by two administrators, one of them a security administrator. Until the
 * second one confirms, the first holder keeps the post, so that no place is without its administrator.
 */
async function proposeAll(ctx: Ctx, posts: readonly StoredPost[], to: number) {
  for (const { post, place } of posts) {
    const wish = { user: to, role: post.role, place, validTo: post.validTo };
    await mayHold(ctx, wish, "post.propose");
    await notTwice(ctx, wish);
    await addProposal(ctx, wish, post.id);
  }
  const now = await loadPosts(ctx.tx, ctx.actor, { userId: to, open: true });
  return { posts: now.map(({ post }) => post), held: 0, proposed: posts.length };
}
