import type { Input, spotChecks as contract } from "@duibiao/contract";
import { canonicalJson } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { askForPapers } from "./ask-for-papers.ts";
import { drawn, hashOf, type Framed } from "./frame.ts";
import { drawOf, mustBeOwn, openCheck } from "./open.ts";
import { shown } from "./read.ts";

/** 抽样: by the seed that was fixed, once; the units drawn are asked for their papers where a day is named. */
export async function draw(ctx: Ctx, { params, body }: Input<typeof contract.drawSpotCheck>) {
  const check = await openCheck(ctx, params.id);
  mustBeOwn(ctx, check.ownerRegionId);
  if ((await drawOf(ctx, check.id)) !== undefined)
    throw problems.conflict("本次抽查已抽样，不能重抽", "This spot check has been drawn; there is no second draw");
  const { papersDue } = body;
  if (papersDue !== undefined && new Date(papersDue) <= ctx.now)
    throw problems.badRequest([{ path: "body.papersDue", zh: "期限须在今后", en: "must lie in the future" }]);
  const cells = await drawn(ctx, JSON.parse(check.frame) as Framed[], check.seed, check.size);
  const hash = hashOf(cells);
  await ctx.tx.insert(tables.spotCheckDraws).values({
    checkId: check.id,
    ownerRegionId: check.ownerRegionId,
    cells: canonicalJson(cells),
    hash,
    drawnBy: ctx.actor.userId,
    drawnName: ctx.actor.name,
    drawnAt: ctx.now,
  });
  const papers = papersDue === undefined ? {} : await askForPapers(ctx, check.id, cells, papersDue);
  const detail = { draw: hash, cells: cells.length, ...papers };
  await ctx.audit({ object: `spot-check/${check.id}`, regionId: check.ownerRegionId, detail });
  return shown(ctx, check);
}
