import type { Input, objections as contract } from "@duibiao/contract";
import { servesBureau } from "../actor.ts";
import { addEvent, changeMatter, eventsOf } from "../matters/add.ts";
import { isInvolved } from "../matters/may.ts";
import { numberOf, openMatter } from "../matters/open.ts";
import { fullMatter } from "../matters/read.ts";
import { tellOutcome } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** 书面答复: the owner of the release says whether the objection holds, and why, on the content that was seen. */
export async function reply(ctx: Ctx, { params, body }: Input<typeof contract.replyObjection>) {
  const matter = await openMatter(ctx, params.id, "objection", true);
  ctx.must("objection.reply", matter);
  if (!servesBureau(ctx.actor, "objection.reply", matter.ownerRegionId)) throw problems.forbidden("objection.reply");
  if (matter.state !== "open") throw problems.state(matter.state, "reply");
  if (matter.hash !== body.hash) throw problems.stale({ hash: matter.hash });
  if (isInvolved(await eventsOf(ctx, [matter.id]), ctx.actor.userId)) throw problems.ownWork();
  await addEvent(ctx, matter, { deed: body.outcome, tier: "province", text: body.reply });
  const changed = await changeMatter(ctx, matter, { state: body.outcome, turn: null, dueAt: null });
  await tellOutcome(ctx, changed, body.reply);
  await ctx.audit({
    object: `matter/${matter.id}`,
    regionId: matter.regionId,
    detail: { number: numberOf(matter), ...body },
  });
  return fullMatter(ctx, changed);
}
