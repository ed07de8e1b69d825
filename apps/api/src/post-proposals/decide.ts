import { sql } from "drizzle-orm";
import type { Input, postProposals as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { addPost, mayHold } from "../posts/grant.ts";
import { loadProposals } from "./list.ts";

/** 确认或否决提名: the second of two people, one of whom is a security administrator. All of them or none. */
export async function decideProposals(ctx: Ctx, { body }: Input<typeof contract.decideProposals>) {
  const ids = [...new Set(body.ids)];
  const open = await loadProposals(ctx, { ids });
  for (const id of ids) {
    const proposal = open.find((p) => p.id === id);
    if (proposal === undefined) throw problems.notFound(`proposal/${id}`);
    const place = { regionId: proposal.regionId, unitId: proposal.unitId };
    ctx.must("post.propose", place);
    if (proposal.userId === ctx.actor.userId) throw problems.ownAccount();
    if (!proposal.mine) throw problems.secondAdministrator();
    const decided = await ctx.tx.execute(sql`
      update post_proposals set decided_by = ${ctx.actor.userId}, decided_at = ${ctx.now.toISOString()}::timestamptz,
        confirmed = ${body.confirm}, reason = ${body.reason}
      where id = ${id} and decided_at is null`);
    if (decided.rowCount === 0) throw problems.state("ended", "grant");
    if (body.confirm) {
      const wish = { user: proposal.userId, role: proposal.role, place, validTo: proposal.validTo };
      await mayHold(ctx, wish, "post.propose");
      await addPost(ctx, wish, { proposal: id });
    } else
      await ctx.audit({
        object: `proposal/${id}`,
        regionId: place.regionId,
        detail: { user: proposal.userId, role: proposal.role, declined: body.reason },
      });
  }
  return { decided: ids.length };
}
