import { sql } from "drizzle-orm";
import type { Input, posts as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Place, Role } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { selectAccounts } from "../users/account.ts";
import { administrators, inTheWay } from "./apart.ts";
import { placeOf } from "./place.ts";
import { loadPosts } from "./list.ts";

/** A post that somebody shall hold, and where. */
export type Wish = { user: number; role: Role; place: Place; validTo: string | null };

/**
 * 授予任职. Accounts come from one administrator, posts from another; nobody grants to oneself. The post of an
 * administrator is proposed by one and confirmed by another.
 */
export async function grantPost(ctx: Ctx, { body }: Input<typeof contract.grantPost>) {
  const place = await placeOf(ctx, body);
  ctx.must("post.grant", place);
  if (administrators.has(body.role)) throw problems.secondAdministrator();
  const wish = { user: body.user, role: body.role, place, validTo: body.validTo ?? null };
  await mayHold(ctx, wish, "post.grant");
  const id = await addPost(ctx, wish);
  return (await loadPosts(ctx.tx, ctx.actor, { id }))[0]!.post;
}

/** Refuses a post that this person must not be given: own account, outside one's jurisdiction, disabled, held already, duties apart. */
export async function mayHold(ctx: Ctx, wish: Wish, action: "post.grant" | "post.propose"): Promise<void> {
  if (wish.user === ctx.actor.userId) throw problems.ownAccount();
  notPast(wish.validTo, ctx.actor.today);
  // Locked, so that two grants at once cannot each miss the other.
  const [account] = await selectAccounts(ctx, sql`id = ${wish.user} for update`);
  if (account === undefined) throw problems.notFound(`user/${wish.user}`);
  ctx.must(action, { regionId: account.regionId, unitId: null });
  if (account.disabledAt !== null) throw problems.state("disabled", "grant");
  const held = (await loadPosts(ctx.tx, ctx.actor, { userId: account.id, open: true })).map(({ post }) => post);
  const blocking = inTheWay(
    held.map((post) => post.role),
    wish.role,
  );
  if (blocking.length > 0) throw problems.dutiesApart(blocking, wish.role);
  const same = held.find((post) => samePost(post, wish));
  if (same !== undefined)
    throw problems.conflict("该人员已有同样的任职", "This person already holds that post", { post: same.id });
}

/** Whether a post that is held is the wished one. */
export const samePost = (held: { role: Role } & Place, { role, place }: Wish): boolean =>
  held.role === role && held.unitId === place.unitId && (place.unitId !== null || held.regionId === place.regionId);

export function notPast(validTo: string | null, today: string): void {
  if (validTo !== null && validTo < today)
    throw problems.badRequest([{ path: "body.validTo", zh: "不能早于今天", en: "must not lie in the past" }]);
}

/** Writes the post and its audit row. A unit's post carries the unit's region of today: row-level security judges by it. */
export async function addPost(ctx: Ctx, { user, role, place, validTo }: Wish, detail: object = {}): Promise<number> {
  const [row] = await ctx.tx
    .insert(tables.posts)
    .values({
      userId: user,
      role,
      regionId: place.regionId,
      unitId: place.unitId,
      grantedBy: ctx.actor.userId,
      createdAt: ctx.now,
      validTo,
    })
    .returning({ id: tables.posts.id });
  await ctx.audit({
    object: `post/${row!.id}`,
    regionId: place.regionId,
    detail: { user, role, unit: place.unitId, ...(validTo === null ? {} : { validTo }), ...detail },
  });
  return row!.id;
}
