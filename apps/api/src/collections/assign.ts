import { and, eq, sql } from "drizzle-orm";
import type { collections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { tellAgain } from "../exchange/changes.ts";
import { record } from "../extensions/decide.ts";
import { openAsks } from "../extensions/list.ts";
import { tellAssignment } from "../notices/collections.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, type Tree } from "../tree.ts";
import { jointlyReported } from "../unit-changes/make.ts";
import { loadCollection } from "./read.ts";
import { mustNotAskTwice, reuseOf } from "./reuse.ts";
import { unitsOn, type Owing } from "./who.ts";

/** Inserts the assignments of units; rows carry the region and city of the period's last day. */
export async function assign(
  ctx: Ctx,
  collectionId: number,
  units: readonly Owing[],
  exempt: ReadonlyMap<number, string> = new Map(),
): Promise<void> {
  const joined = await jointlyReported(ctx, collectionId, units);
  const rows = units.map(({ unitId, regionId, cityId, covers, hash }) => ({
    unit_id: unitId,
    region_id: regionId,
    city_id: cityId,
    covers,
    hash,
    exempt_reason: exempt.get(unitId) ?? joined.get(unitId) ?? null,
  }));
  await ctx.tx.execute(sql`
    insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash, exempt_reason)
    select ${collectionId}, r.unit_id, r.region_id, r.city_id, r.covers, r.hash, r.exempt_reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(unit_id int, region_id int, city_id int, covers text, hash bigint, exempt_reason text)`);
  for (const cityId of new Set(rows.map((row) => row.city_id)))
    await markDirty(ctx, { collectionId, cityId, regionId: null });
}

/** Units that may owe a collection from now on: there on the period's last day, and not asked the same elsewhere. */
export async function mayOwe(
  ctx: Ctx,
  tree: Tree,
  { collection, period }: Awaited<ReturnType<typeof loadCollection>>,
  wanted: readonly number[],
): Promise<Owing[]> {
  const units = await unitsOn(ctx.tx, tree, collection.ownerRegionId, period.endDate, wanted);
  if (units.length < new Set(wanted).size)
    throw problems.rule(
      "有单位在报告期末已不存在或不在本辖区内，不能报送",
      "Some of the units were not in this region on the period's last day; they cannot owe it",
      { units: wanted.filter((id) => !units.some(({ unitId }) => unitId === id)) },
    );
  if (collection.origin !== "ledger") {
    const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
    const of = { id: period.id, start: period.startDate, end: period.endDate };
    const reuse = await reuseOf(ctx, catalogue, { form: collection.formKey, period: of, units: wanted });
    mustNotAskTwice(reuse, period.key);
  }
  return units;
}

/** Adds, exempts or extends one unit. An exemption stops it from being expected; figures already sent stay stored. */
export async function changeAssignment(ctx: Ctx, { params, body }: Input<typeof contract.changeAssignment>) {
  const { assignments: a } = tables;
  const tree = await holdTree(ctx);
  const task = await loadCollection(ctx.tx, params.id);
  const { collection } = task;
  ctx.must("collection.assign", { regionId: collection.ownerRegionId, unitId: null });
  if (collection.lockedAt !== null) throw problems.state("locked", "assign");
  if (collection.cancelledAt !== null) throw problems.state("cancelled", "assign");
  if (body.dueUntil !== undefined && body.dueUntil !== null && body.dueReason === undefined)
    throw problems.rule("延期须写明原因", "An extension needs a reason");
  const where = and(eq(a.collectionId, params.id), eq(a.unitId, params.unit));
  const [known] = await ctx.tx.select({ exempt: a.exemptReason }).from(a).where(where);
  if (known === undefined) await assign(ctx, params.id, await mayOwe(ctx, tree, task, [params.unit]));
  else if (body.exemptReason === null && known.exempt !== null) await mayOwe(ctx, tree, task, [params.unit]);
  if (body.exemptReason !== undefined) {
    await ctx.tx.update(a).set({ exemptReason: body.exemptReason }).where(where);
    await tellAgain(ctx, params.id, [params.unit]);
  }
  const [before] = await ctx.tx.select().from(a).where(where);
  if (body.dueUntil !== undefined)
    await record(
      ctx,
      [
        {
          ...before!,
          askId: (await openAsks(ctx, params.id, [params.unit])).get(params.unit)?.id ?? null,
          tier: regionOn(tree, collection.ownerRegionId, ctx.actor.today)!.tier,
        },
      ],
      {
        kind: "grant",
        until: body.dueUntil === null ? null : new Date(body.dueUntil),
        reason: body.dueReason ?? "",
      },
    );
  const [assignment] = await ctx.tx.select().from(a).where(where);
  // Whether a figure counts, and whether a whole stands alone, depends on who owes: the whole key again.
  await markDirty(ctx, { collectionId: params.id, cityId: assignment!.cityId, regionId: null });
  await tellAssignment(ctx, collection, params.unit, body);
  await ctx.audit({ object: `assignment/${params.id}/${params.unit}`, regionId: assignment!.regionId, detail: body });
  const { hash: _hash, ...answer } = assignment!;
  return answer;
}
