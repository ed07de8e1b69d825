import { and, eq } from "drizzle-orm";
import type { Input, regions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { tellHandedOver } from "../notices/regions.ts";
import type { Ctx } from "../serve.ts";
import { loadTree, subtreeOn, type Tree } from "../tree.ts";
import { moveUnits } from "./change-units.ts";
import { dutiesBelow, handedOver, handOverShown } from "./hand-over.ts";
import { newRegions } from "./import.ts";
import { runOrRehearse } from "./import-run.ts";
import { mustNotReachLocked, rehome } from "./locked.ts";
import { markMoved } from "./mark-moved.ts";
import { holdTree, placeOfRegion, reachRegions } from "./place.ts";
import { linesShown } from "./read.ts";
import { namedRegions, planChange, type ChangePlan, type RegionChange } from "./plan-change.ts";
import type { RegionRef } from "./plan-import.ts";

const { regionChanges, regionLineage, regionVersions } = tables;

/** Records a change of the tree: lineage, versions, units and open collections move in one transaction. */
export async function change(ctx: Ctx, { query, body }: Input<typeof contract.changeRegions>) {
  const tree = await holdTree(ctx);
  const named = namedRegions(body);
  for (const id of named) ctx.must("region.change", placeOfRegion(tree, id, ctx.actor.today));
  const plan = planChange(tree, body);
  const parents = plan.founded.map((f) => f.parentId);
  for (const id of parents) ctx.must("region.change", placeOfRegion(tree, id, ctx.actor.today));
  await mustNotReachLocked(ctx, body.effective, {
    regions: affected(tree, body, [...named, ...parents]),
  });
  const result = await runOrRehearse(ctx, query.dryRun, (inner) => write(inner, tree, plan, body, named));
  await ctx.audit({
    object: `region-change/${query.dryRun ? "dry-run" : result.id}`,
    regionId: named[0]!,
    detail: result,
  });
  return { dryRun: query.dryRun, ...result };
}

async function write(ctx: Ctx, tree: Tree, plan: ChangePlan, body: RegionChange, named: readonly number[]) {
  const owed = await dutiesBelow(ctx, tree, named, body.effective);
  const ids = await newRegions(ctx, plan.founded.length);
  const idOfNew = new Map(plan.founded.map((f, i) => [f.code, ids[i]!]));
  const idOf = (ref: RegionRef) => ("id" in ref ? ref.id : idOfNew.get(ref.code)!);
  await reachRegions(ctx, [...named, ...ids]);
  await writeVersions(ctx, tree, body.effective, plan, idOf);
  const { kind, effective, documentNo, note } = body;
  const units = await moveUnits(ctx, body, plan, idOf);
  const places = kind === "transfer" || kind === "merge" || kind === "split";
  const rehomed = places ? await rehome(ctx) : 0;
  await markMoved(ctx, tree, effective, plan.next);
  const handOver = await handedOver(ctx, owed, effective);
  const [stored] = await ctx.tx
    .insert(regionChanges)
    .values({ kind, effective, documentNo, note, handOver, userId: ctx.actor.userId })
    .returning();
  const lineage = plan.lineage.map(({ from, to, share, basis }) => ({ from: idOf(from), to: idOf(to), share, basis }));
  await ctx.tx
    .insert(regionLineage)
    .values(
      lineage.map(({ from, to, share, basis }) => ({ changeId: stored!.id, fromId: from, toId: to, share, basis })),
    );
  await tellHandedOver(ctx, stored!);
  const now = await loadTree(ctx.tx, null);
  return {
    id: stored!.id,
    kind,
    effective,
    documentNo,
    note,
    createdAt: stored!.createdAt,
    lineage: linesShown(now, effective, lineage),
    founded: plan.founded.map((f) => ({ id: idOf(f), code: f.code, name: f.name })),
    closed: plan.closing.map((c) => c.regionId),
    movedUnits: units.moved,
    closedUnits: units.closed,
    rehomed,
    handOver: await handOverShown(ctx, now, handOver, effective),
  };
}

/** Regions whose figures a change reaches: the named ones, and all below one that hangs elsewhere afterwards. */
function affected(tree: Tree, body: RegionChange, ids: readonly number[]): number[] {
  return [...new Set([...ids, ...(body.kind === "transfer" ? subtreeOn(tree, body.region, body.effective) : [])])];
}

const versionOf = (regionId: number, validFrom: string) =>
  and(eq(regionVersions.regionId, regionId), eq(regionVersions.validFrom, validFrom));

async function writeVersions(
  ctx: Ctx,
  tree: Tree,
  day: string,
  plan: ChangePlan,
  idOf: (ref: RegionRef) => number,
): Promise<void> {
  const end = (regionId: number, validFrom: string) =>
    ctx.tx.update(regionVersions).set({ validTo: day }).where(versionOf(regionId, validFrom));
  for (const { regionId } of plan.closing) await end(regionId, tree.versions.get(regionId)!.at(-1)!.validFrom);
  for (const founded of plan.founded) {
    const { code, name, kind, tier, parentId } = founded;
    await ctx.tx
      .insert(regionVersions)
      .values({ regionId: idOf({ code }), validFrom: day, tier, code, name, kind, parentId });
  }
  for (const { regionId, set, parent } of plan.next) {
    const last = tree.versions.get(regionId)!.at(-1)!;
    const next = { ...set, ...(parent === undefined ? {} : { parentId: idOf(parent) }) };
    // A second change of one day corrects the version that the first one began.
    if (last.validFrom === day) await ctx.tx.update(regionVersions).set(next).where(versionOf(regionId, day));
    else {
      await end(regionId, last.validFrom);
      await ctx.tx.insert(regionVersions).values({ ...last, ...next, validFrom: day });
    }
  }
}
