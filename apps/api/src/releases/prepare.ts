import type { Input, releases as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { takeTime } from "../evaluations/patience.ts";
import { loadEvaluation } from "../evaluations/read.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { fullRelease } from "./read.ts";
import { contentOf } from "./results.ts";
import { addState, lineOf, lockLine } from "./states.ts";

/** Rows in one statement: 3,000 regions with their explanations do not fit one. */
const BATCH = 200;

/** 起草评估结果第 n 版: freezes what every region will see, in state 草稿. */
export async function prepare(ctx: Ctx, { body }: Input<typeof contract.prepareRelease>) {
  const evaluation = await loadEvaluation(ctx, body.evaluation);
  ctx.must("release.prepare", { regionId: evaluation.ownerRegionId, unitId: null });
  await takeTime(ctx);
  if (body.resultsHash !== undefined && body.resultsHash !== evaluation.resultsHash)
    throw problems.stale({ resultsHash: evaluation.resultsHash });
  const { ownerRegionId, schemeKey, periodId, tier } = evaluation;
  await lockLine(ctx, { ownerRegionId, schemeKey, periodId, tier });
  const before = await lineOf(ctx, { ownerRegionId, schemeKey, periodId, tier });
  const { head, results, peers } = contentOf(await openCatalogue(ctx.tx, evaluation.catalogueId), evaluation, body);
  const [release] = await ctx.tx
    .insert(tables.releases)
    .values({
      evaluationId: evaluation.id,
      ownerRegionId,
      schemeKey,
      periodId,
      tier,
      number: (before.at(-1)?.number ?? 0) + 1,
      title: body.title,
      audience: body.audience,
      presentation: body.presentation,
      head,
      createdBy: ctx.actor.userId,
      createdAt: ctx.now,
    })
    .returning();
  const { id: releaseId } = release!;
  await addState(ctx, releaseId, "draft", "");
  for (let at = 0; at < results.length; at += BATCH) {
    await ctx.tx
      .insert(tables.releaseResults)
      .values(results.slice(at, at + BATCH).map((row) => ({ releaseId, ...row })));
  }
  for (let at = 0; at < peers.length; at += BATCH) {
    await ctx.tx
      .insert(tables.peerStatistics)
      .values(peers.slice(at, at + BATCH).map((row) => ({ releaseId, ownerRegionId, ...row })));
  }
  await ctx.audit({
    object: `release/${releaseId}`,
    regionId: ownerRegionId,
    detail: {
      number: release!.number,
      evaluation: evaluation.id,
      resultsHash: evaluation.resultsHash,
      audience: body.audience,
      presentation: body.presentation,
    },
  });
  return fullRelease(ctx, release!);
}
