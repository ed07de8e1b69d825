import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Input, spotChecks as contract } from "@duibiao/contract";
import { canonicalJson } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { cellsOf, frameNow, hashOf } from "./frame.ts";
import { mustBeOwn } from "./open.ts";
import { headsOf } from "./read.ts";

/** Seeds of the generator are whole numbers of 31 bits. */
const SEEDS = 2 ** 31 - 1;

/**
 * 定样: frame, size and seed are stored and audited before anything is drawn. Nobody chooses the seed, and a check that
 * was fixed stays in the list, drawn or not.
 */
export async function fix(ctx: Ctx, { body }: Input<typeof contract.fixSpotCheck>) {
  const { owner, collection: collectionId, title, basis, size } = body;
  mustBeOwn(ctx, owner);
  const { collections: c, spotChecks } = tables;
  const [collection] = await ctx.tx.select({ id: c.id }).from(c).where(eq(c.id, collectionId));
  if (collection === undefined) throw problems.notFound(`collection ${collectionId}`);
  const frame = await frameNow(ctx, owner, collectionId);
  const cells = await cellsOf(ctx, frame);
  if (size > cells.length)
    throw problems.rule(
      `本级已审核通过的报送共 ${cells.length} 个有数单元格，不足抽 ${size} 个；请减少样本量，或先审核通过更多报送`,
      `What your bureau has accepted holds ${cells.length} cells with numbers, fewer than ${size}; ask for fewer, or accept more first`,
      { cells: cells.length, size },
    );
  const seed = randomInt(1, SEEDS);
  const frameHash = hashOf(frame);
  const [row] = await ctx.tx
    .insert(spotChecks)
    .values({
      ownerRegionId: owner,
      collectionId,
      title,
      basis,
      size,
      seed,
      frame: canonicalJson(frame),
      frameHash,
      frameCells: cells.length,
      createdBy: ctx.actor.userId,
      createdName: ctx.actor.name,
      createdAt: ctx.now,
    })
    .returning();
  const detail = { collection: collectionId, size, seed, frameHash, frameCells: cells.length };
  await ctx.audit({ object: `spot-check/${row!.id}`, regionId: owner, detail });
  const [head] = await headsOf(ctx, [row!]);
  const { error: _error, ...rest } = head!;
  return rest;
}
