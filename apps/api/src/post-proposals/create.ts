import type { Input, postProposals as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mayHold, samePost, type Wish } from "../posts/grant.ts";
import { placeOf } from "../posts/place.ts";
import { loadProposals } from "./list.ts";

/** 提名任职: one administrator's word; the post begins when another confirms it. */
export async function createProposal(ctx: Ctx, { body }: Input<typeof contract.createProposal>) {
  const place = await placeOf(ctx, body);
  ctx.must("post.propose", place);
  const wish: Wish = { user: body.user, role: body.role, place, validTo: body.validTo ?? null };
  await mayHold(ctx, wish, "post.propose");
  await notTwice(ctx, wish);
  const id = await addProposal(ctx, wish);
  return (await loadProposals(ctx, { ids: [id] }))[0]!;
}

/** Refuses a proposal that waits already. */
export async function notTwice(ctx: Ctx, wish: Wish): Promise<void> {
  const open = await loadProposals(ctx, { user: wish.user });
  if (open.some((proposal) => samePost(proposal, wish)))
    throw problems.conflict("已有同样的提名在等待确认", "The same proposal already waits for its second person");
}

/** Writes the proposal and its audit row. @param endsPost post of another person that ends when this one begins. */
export async function addProposal(
  ctx: Ctx,
  { user, role, place, validTo }: Wish,
  endsPost: number | null = null,
): Promise<number> {
  const [row] = await ctx.tx
    .insert(tables.postProposals)
    .values({
      userId: user,
      role,
      regionId: place.regionId,
      unitId: place.unitId,
      proposedBy: ctx.actor.userId,
      bySecurity: ctx.actor.posts.some((post) => post.role === "security_admin"),
      proposedAt: ctx.now,
      validTo,
      endsPost,
    })
    .returning({ id: tables.postProposals.id });
  await ctx.audit({
    object: `proposal/${row!.id}`,
    regionId: place.regionId,
    detail: { user, role, unit: place.unitId, ...(endsPost === null ? {} : { endsPost }) },
  });
  return row!.id;
}
