import type { corrections as contract, Input } from "@duibiao/contract";
import { addEvent, changeMatter, eventsOf } from "../matters/add.ts";
import { dueIn, workdays } from "../matters/due.ts";
import { isInvolved, servesTurn } from "../matters/may.ts";
import { numberOf, openMatter } from "../matters/open.ts";
import { fullMatter } from "../matters/read.ts";
import { tellOutcome, tellTurn } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { reviewTiers } from "../submissions/states.ts";
import { apply } from "./apply.ts";
import { closeRequest } from "./close.ts";

/**
 * 审核更正申请, tier by tier, on the content that was seen. A tier that the unit lacks is passed by a second person of
 * the bureau above. Only the last approval moves figures.
 */
export async function decide(ctx: Ctx, { params, body }: Input<typeof contract.decideCorrection>) {
  const matter = await openMatter(ctx, params.id, "correction", true);
  ctx.must("correction.decide", matter);
  if (matter.state !== "open") throw problems.state(matter.state, "review");
  if (!servesTurn(ctx, { ...matter, turn: body.tier })) throw problems.forbidden(`correction.decide ${body.tier}`);
  if (matter.turn !== body.tier) throw problems.state(matter.state, "review", { tier: body.tier, next: matter.turn });
  if (matter.hash !== body.hash) throw problems.stale({ hash: matter.hash });
  const events = await eventsOf(ctx, [matter.id]);
  if (isInvolved(events, ctx.actor.userId)) throw problems.ownWork();
  if (body.decision !== "approve" && body.reason.trim() === "")
    throw problems.rule("退回补正或不同意须写明理由", "Sending back or refusing needs a reason");
  const said = ({ approve: "approved", return: "returned", refuse: "refused" } as const)[body.decision];
  await addEvent(ctx, matter, { deed: said, tier: body.tier, text: body.reason });
  await ctx.audit({
    object: `matter/${matter.id}`,
    regionId: matter.regionId,
    detail: { number: numberOf(matter), ...body },
  });
  const next = reviewTiers[reviewTiers.indexOf(body.tier) + 1];
  if (body.decision === "approve" && next !== undefined) {
    const dueAt = await dueIn(ctx, matter.ownerRegionId, workdays.decision);
    const passed = await changeMatter(ctx, matter, { turn: next, dueAt });
    await tellTurn(ctx, passed);
    return fullMatter(ctx, passed);
  }
  if (body.decision === "approve") await apply(ctx, matter);
  const changed = await changeMatter(ctx, matter, { state: said, turn: null, dueAt: null });
  if (body.decision !== "return") await closeRequest(ctx, matter);
  await tellOutcome(ctx, changed, body.reason);
  return fullMatter(ctx, changed);
}
