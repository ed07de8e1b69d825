import type { Input, postProposals as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mayHold, type Wish } from "../posts/grant.ts";
import { placeOf } from "../posts/place.ts";
import { loadProposals } from "./list.ts";

/** 提名任职: one administrator's word; the post begins when another confirms it. */
export async function createProposal(ctx: Ctx, { body }: Input<typeof contract.createProposal>) {
  const place = await placeOf(ctx, body);
  ctx.must("post.propose", place);
  const wish: Wish = { user: body.user, role: body.role, place, validTo: body.validTo ?? null };
  await mayHold(ctx, wish, "post.propose");
  const open = await loadProposals(ctx, { user: body.user });
  if (
    open.some(
      (p) => p.role === wish.role && p.unitId === place.unitId && (p.unitId !== null || p.regionId === place.regionId),
    )
  )
    throw problems.conflict("已有同样的提名在等待确认", "The same proposal already waits for its second person");
  const id = await addProposal(ctx, wish);
  return (await loadProposals(ctx, { ids: [id] }))[0]!;
}

/** Writes the proposal and its audit row. */
export async function addProposal(ctx: Ctx, { user, role, place, validTo }: Wish): Promise<number> {
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
    })
    .returning({ id: tables.postProposals.id });
  await ctx.audit({
    object: `proposal/${row!.id}`,
    regionId: place.regionId,
    detail: { user, role, unit: place.unitId },
  });
  return row!.id;
}
