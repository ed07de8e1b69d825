import type { Input, releases as contract } from "@duibiao/contract";
import { loadEvaluation } from "../evaluations/read.ts";
import { tellRelease } from "../notices/results.ts";
import { overrule } from "../objections/overrule.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { fullRelease } from "./read.ts";
import { addState, lineOf, loadRelease, lockLine, mustLeadTo, statesOf, type ReleaseRow } from "./states.ts";

/** 征求意见, or back to 草稿: the analyst's own moves. An approved release goes back only by whoever may approve. */
export async function move(ctx: Ctx, { params, body }: Input<typeof contract.moveRelease>) {
  const release = await loadRelease(ctx, params.id);
  ctx.must("release.prepare", { regionId: release.ownerRegionId, unitId: null });
  await lockLine(ctx, release);
  const state = (await statesOf(ctx, release.id)).at(-1)!.state;
  if (body.to === "draft" && state === "approved") throw problems.forbidden("release.approve");
  mustLeadTo(state, body.to, body.reason);
  return changed(ctx, release, body.to, body.reason);
}

/** 审定, 发布, or back to 草稿. Whoever evaluated, drafted or put out for consultation neither approves nor publishes. */
export async function decide(ctx: Ctx, { params, body }: Input<typeof contract.decideRelease>) {
  const release = await loadRelease(ctx, params.id);
  ctx.must("release.approve", { regionId: release.ownerRegionId, unitId: null });
  await lockLine(ctx, release);
  const states = await statesOf(ctx, release.id);
  mustLeadTo(states.at(-1)!.state, body.to, body.reason);
  if (body.to !== "draft") {
    const evaluation = await loadEvaluation(ctx, release.evaluationId);
    const preparers = [
      release.createdBy,
      evaluation.createdBy,
      ...states.filter((s) => s.state === "consulting").map((s) => s.userId),
    ];
    if (preparers.includes(ctx.actor.userId)) throw problems.ownWork();
  }
  if (body.to !== "published") return changed(ctx, release, body.to, body.reason);
  const over = await overrule(ctx, release, body.overrule.trim());
  await supersede(ctx, release);
  return changed(ctx, release, body.to, [body.reason, over].filter(Boolean).join("；"));
}

/** A later number takes the place of every earlier one that stands published. */
async function supersede(ctx: Ctx, release: ReleaseRow): Promise<void> {
  const line = await lineOf(ctx, release);
  const later = line.find((other) => other.number > release.number && other.state === "published");
  if (later !== undefined) {
    throw problems.conflict(
      `第 ${later.number} 版已经发布，较早的版次不能再发布`,
      `Release ${later.number} is published already; an earlier one cannot follow it`,
      { published: later.number },
    );
  }
  for (const { id, state } of line) {
    if (id !== release.id && state === "published")
      await addState(ctx, id, "superseded", `第 ${release.number} 版发布 / release ${release.number} published`);
  }
}

async function changed(
  ctx: Ctx,
  release: ReleaseRow,
  to: "draft" | "consulting" | "approved" | "published",
  reason: string,
) {
  await addState(ctx, release.id, to, reason);
  if (to === "consulting" || to === "published") await tellRelease(ctx, release, to);
  await ctx.audit({
    object: `release/${release.id}`,
    regionId: release.ownerRegionId,
    detail: { to, reason, number: release.number },
  });
  return fullRelease(ctx, release);
}
