import { sql } from "drizzle-orm";
import { consolidations as contract, lines, type Input } from "@duibiao/contract";
import { loadCollection } from "../collections/read.ts";
import { UNREVIEWED, unreviewedRegions } from "../openings/reviewed.ts";
import { route, type Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { readLines } from "./lines.ts";
import { compareWithOracle, reconciliation } from "./oracle.ts";
import { read } from "./read.ts";

/** Own totals beside the sum of their parts, each difference with its size. */
async function readReconciliation(ctx: Ctx, { query }: Input<typeof contract.readReconciliation>) {
  const { period } = await loadCollection(ctx.tx, query.collection);
  const unreviewed = await unreviewedRegions(ctx, query.lens, [query.collection], period.endDate);
  const { tree } = ctx.actor;
  const visible = new Set(ctx.actor.scope.regions);
  const named = (id: number) => {
    const version = regionOn(tree, id, period.endDate)!;
    return { regionCode: version.code, regionName: version.name, tier: version.tier };
  };
  const items = (await reconciliation(ctx.tx, tree, query.collection, query.lens))
    .filter((row) => visible.has(row.regionId) && (query.measure === undefined || row.measure === query.measure))
    .map((row) =>
      unreviewed(row.regionId)
        ? { ...row, ...named(row.regionId), whole: null, parts: null, difference: null, reason: UNREVIEWED }
        : { ...row, ...named(row.regionId), reason: null },
    );
  return { items };
}

/** 验算: the oracle of packages/indicators over the facts, against every stored row. */
async function verify(ctx: Ctx, { params }: Input<typeof contract.verifyRollUps>) {
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  ctx.must("roll-up.verify", { regionId: collection.ownerRegionId, unitId: null });
  const { rows, differences } = await compareWithOracle(ctx.tx, ctx.actor.tree, params.id);
  const pending = await ctx.tx.execute<{ pending: boolean }>(sql`select roll_ups_pending(${period.id}) as pending`);
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: { verified: rows, differences: differences.length },
  });
  return { rows, pending: pending.rows[0]!.pending, differences };
}

export const routes = [
  route(contract.readRollUps, read),
  route(lines.readLines, readLines),
  route(contract.readReconciliation, readReconciliation),
  route(contract.verifyRollUps, verify),
];
