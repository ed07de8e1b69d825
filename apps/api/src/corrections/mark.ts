import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { changedInputs, movedOf, shareOf } from "../evaluations/changed.ts";
import { loadEvaluation, readInputs } from "../evaluations/read.ts";
import { takeTime } from "../evaluations/patience.ts";
import { changeOf, concernedOf, rerankFrom, widely } from "../matters/effects.ts";
import { numberOf, type Matter } from "../matters/open.ts";
import type { Ctx } from "../serve.ts";

/** 待更正: every release, and every draft, whose indicators the correction changes carries its number from now on. */
export async function markReleases(ctx: Ctx, matter: Matter): Promise<void> {
  await takeTime(ctx);
  const concerned = await concernedOf(ctx, matter, ["draft", "consulting", "approved", "published"]);
  await widely(ctx, async () => {
    for (const { release, evaluation } of concerned) await mark(ctx, matter, release, evaluation);
  });
}

async function mark(ctx: Ctx, matter: Matter, release: number, evaluation: number): Promise<void> {
  const row = await loadEvaluation(ctx, evaluation);
  const inputs = readInputs(row);
  const catalogue = await openCatalogue(ctx.tx, row.catalogueId, inputs.period.end);
  const changed = await changedInputs(ctx, catalogue, inputs, changeOf(matter)!);
  const moved = changed === null ? [] : movedOf(inputs, changed);
  if (moved.length === 0) return;
  const share = shareOf(moved);
  await ctx.tx.insert(tables.releaseCorrections).values({
    releaseId: release,
    matterId: matter.id,
    ownerRegionId: row.ownerRegionId,
    number: numberOf(matter),
    share,
    rerank: share === null || share >= rerankFrom,
    at: ctx.now,
  });
}
