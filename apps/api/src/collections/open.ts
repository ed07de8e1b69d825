import { and, eq, inArray, sql } from "drizzle-orm";
import type { collections as contract, Input } from "@duibiao/contract";
import type { Form } from "@duibiao/indicators";
import { tables, type Tx } from "@duibiao/db";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { tellAssignment, tellLocked, tellOpened } from "../notices/collections.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { loadCollection } from "./read.ts";
import { cityOf, regionOn, subtreeOn, type Tree } from "../tree.ts";

type Assignable = { unitId: number; regionId: number; covers: "own" | "whole"; hash: string; validFrom: string };

/** Units that stood below a region on a day, with the place their figures belong to. */
async function unitsOn(
  tx: Tx,
  tree: Tree,
  ownerId: number,
  day: string,
  only?: readonly number[],
): Promise<Assignable[]> {
  const regions = subtreeOn(tree, ownerId, day);
  const rows = await tx.execute<Assignable>(sql`
    select v.unit_id as "unitId", v.region_id as "regionId", v.covers, u.hash::text as hash, v.valid_from::text as "validFrom"
    from unit_versions v join units u on u.id = v.unit_id
    where v.region_id = any(${`{${regions.join(",")}}`}::int[]) and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
      and (${only === undefined} or v.unit_id = any(${`{${(only ?? []).join(",")}}`}::int[]))
    order by v.unit_id`);
  return rows.rows;
}

/** Inserts the assignments of units for a period's last day; rows carry the region and city of that day. */
async function assign(
  ctx: Ctx,
  tree: Tree,
  collectionId: number,
  units: readonly Assignable[],
  day: string,
): Promise<void> {
  const rows = units.map(({ unitId, regionId, covers, hash }) => ({
    unit_id: unitId,
    region_id: regionId,
    city_id: cityOf(regionOn(tree, regionId, day)!),
    covers,
    hash,
  }));
  await ctx.tx.execute(sql`
    insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash)
    select ${collectionId}, r.unit_id, r.region_id, r.city_id, r.covers, r.hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit_id int, region_id int, city_id int, covers text, hash bigint)`);
  for (const cityId of new Set(rows.map((row) => row.city_id)))
    await markDirty(ctx, { collectionId, cityId, regionId: null });
}

/**
 * Opens a collection: pins a catalogue version, writes down what every unit owes, and who owes it.
 * Nothing is asked twice: a unit that already owes one of the measures for this period is refused by name.
 */
export async function open(ctx: Ctx, { body }: Input<typeof contract.openCollection>) {
  ctx.must("collection.open", { regionId: body.owner, unitId: null });
  const tree = await holdTree(ctx);
  const catalogue = await openCatalogue(ctx.tx, body.catalogue);
  const compiled = catalogue.compiled.compiledForms.get(body.form);
  if (compiled === undefined) throw problems.notFound(`form ${body.form}`);
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, body.period));
  if (period === undefined) throw problems.notFound(`period ${body.period}`);
  if (compiled.form.period !== period.kind && compiled.form.period !== "custom") {
    throw problems.rule("报告期类型与报表不符", "The period's kind is not the form's", {
      form: compiled.form.period,
      period: period.kind,
    });
  }
  const times = [body.opensAt, body.dueUnit, body.dueCounty, body.dueCity, body.dueProvince].map((t) => new Date(t));
  if (times.some((time, at) => at > 0 && time < times[at - 1]!)) {
    throw problems.rule("期限须依次不早于上一级", "Each due time must not be before the one below it");
  }
  const origin = originOf(compiled.form, body.origin);
  if (period.endDate > ctx.actor.today && origin === "history") {
    throw problems.rule("历史数据只能是已结束的报告期", "History takes past periods only");
  }
  const units = await unitsOn(ctx.tx, tree, body.owner, period.endDate, body.units);
  const absent = (body.units ?? []).filter((id) => !units.some((unit) => unit.unitId === id));
  if (absent.length > 0)
    throw problems.rule(
      "这些单位在报告期末不在本辖区内",
      "These units were not in this region on the period's last day",
      { units: absent },
    );
  // Nobody owes a ledger, and no roll-up looks at it.
  const owed = origin === "ledger" ? [] : compiled.lines;
  await mustNotAskTwice(
    ctx,
    owed.map((l) => l.measure),
    period.id,
    units,
  );

  const paper = (body.signing ?? compiled.form.signing ?? "online") === "paper";
  const [collection] = await ctx.tx
    .insert(tables.collections)
    .values({
      ownerRegionId: body.owner,
      catalogueId: body.catalogue,
      formKey: body.form,
      periodId: period.id,
      name: body.name,
      documentNo: body.documentNo,
      origin,
      synthetic: body.synthetic,
      signing: paper ? "paper" : "online",
      scanDays: paper ? (body.scanDays ?? compiled.form.scanDays ?? 10) : 0,
      opensAt: times[0]!,
      dueUnit: times[1]!,
      dueCounty: times[2]!,
      dueCity: times[3]!,
      dueProvince: times[4]!,
      createdBy: ctx.actor.userId,
      createdAt: ctx.now,
    })
    .returning();
  const measures = await formMeasures(ctx.tx, catalogue, body.form);
  const additive = new Map(catalogue.document.measures.map((m) => [m.key, m.aggRegion === "sum"]));
  const duties = owed.map((line) => ({
    collectionId: collection!.id,
    measureId: measures.idOf.get(line.measure)!,
    member: line.member ?? "total",
    additive: additive.get(line.measure)!,
  }));
  if (duties.length > 0) await ctx.tx.insert(tables.duties).values(duties);
  await assign(ctx, tree, collection!.id, units, period.endDate);
  await tellOpened(
    ctx,
    collection!,
    units.map(({ unitId }) => unitId),
  );
  await ctx.audit({
    object: `collection/${collection!.id}`,
    regionId: body.owner,
    detail: { form: body.form, period: period.key, catalogue: catalogue.hash, units: units.length },
  });
  return { ...collection!, assigned: units.length };
}

/** What kind of task it is: the form says so of what the platform writes and of ledgers, whoever opens it of the rest. */
function originOf(form: Form, asked: "report" | "history") {
  const given = form.filledBy === "system" ? "system" : form.ledgerOf !== undefined ? "ledger" : null;
  if (given !== null && asked === "history")
    throw problems.rule(
      "平台生成的报表和台账没有历史数据任务",
      "There is no history collection of a form that the platform writes, nor of a ledger",
    );
  return given ?? asked;
}

async function mustNotAskTwice(
  ctx: Ctx,
  measures: readonly string[],
  periodId: number,
  units: readonly Assignable[],
): Promise<void> {
  const twice = await ctx.tx.execute<{ collection: string; measure: string; unit: number }>(sql`
    select c.name as collection, m.key as measure, min(a.unit_id)::int as unit
    from collections c join duties d on d.collection_id = c.id join measures m on m.id = d.measure_id
    join assignments a on a.collection_id = c.id
    where c.period_id = ${periodId} and m.key = any(${`{${[...new Set(measures)].join(",")}}`}::text[])
      and a.unit_id = any(${`{${units.map((u) => u.unitId).join(",")}}`}::int[])
    group by c.name, m.key limit 10`);
  if (twice.rows.length > 0) {
    throw problems.conflict(
      "同一报告期内这些数据项已向同一单位布置过,不重复填报",
      "These measures are already asked of the same units for this period; nothing is asked twice",
      {
        twice: twice.rows,
      },
    );
  }
}

/** Adds, exempts or extends one unit. An exemption stops it from being expected; figures already sent stay stored. */
export async function changeAssignment(ctx: Ctx, { params, body }: Input<typeof contract.changeAssignment>) {
  const { assignments } = tables;
  const tree = await holdTree(ctx);
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  ctx.must("collection.assign", { regionId: collection.ownerRegionId, unitId: null });
  if (collection.lockedAt !== null) throw problems.state("locked", "assign");
  if (body.dueUntil !== undefined && body.dueUntil !== null && body.dueReason === undefined) {
    throw problems.rule("延期须写明原因", "An extension needs a reason");
  }
  const where = and(eq(assignments.collectionId, params.id), eq(assignments.unitId, params.unit));
  const known = await ctx.tx.select({ unit: assignments.unitId }).from(assignments).where(where);
  if (known.length === 0 || body.exemptReason === null) {
    const units = await unitsOn(ctx.tx, tree, collection.ownerRegionId, period.endDate, [params.unit]);
    if (known.length === 0 && units.length === 0) throw problems.notFound(`unit ${params.unit}`);
    if (units.length === 0)
      throw problems.rule(
        "该单位在报告期末已不存在,不能恢复报送义务",
        "The unit no longer exists on the period's last day; it cannot owe again",
      );
    if (known.length === 0) await assign(ctx, tree, params.id, units, period.endDate);
  }
  const change = {
    ...(body.exemptReason === undefined ? {} : { exemptReason: body.exemptReason }),
    ...(body.dueUntil === undefined
      ? {}
      : { dueUntil: body.dueUntil === null ? null : new Date(body.dueUntil), dueReason: body.dueReason ?? null }),
  };
  if (Object.keys(change).length > 0) await ctx.tx.update(assignments).set(change).where(where);
  const [assignment] = await ctx.tx.select().from(assignments).where(where);
  // Whether a figure counts, and whether a whole stands alone, depends on who owes: the whole key again.
  await markDirty(ctx, { collectionId: params.id, cityId: assignment!.cityId, regionId: null });
  await tellAssignment(ctx, collection, params.unit, body);
  await ctx.audit({ object: `assignment/${params.id}/${params.unit}`, regionId: assignment!.regionId, detail: body });
  const { hash: _hash, ...answer } = assignment!;
  return answer;
}

/** 锁定: every submission of the collection is closed; from here on there are only corrections. */
export async function lock(ctx: Ctx, { params }: Input<typeof contract.lockCollection>) {
  const { collections, submissions } = tables;
  // A region change reaches into open periods only: it waits for this lock, or this lock for it.
  await holdTree(ctx);
  const [collection] = await ctx.tx.select().from(collections).where(eq(collections.id, params.id)).for("update");
  if (collection === undefined) throw problems.notFound(`collection ${params.id}`);
  ctx.must("collection.lock", { regionId: collection.ownerRegionId, unitId: null });
  if (collection.lockedAt !== null) throw problems.state("locked", "lock");
  const [locked] = await ctx.tx
    .update(collections)
    .set({ lockedAt: ctx.now })
    .where(eq(collections.id, params.id))
    .returning();
  const closed = await ctx.tx
    .update(submissions)
    .set({ state: "locked", updatedAt: ctx.now, version: sql`${submissions.version} + 1` })
    .where(
      and(
        eq(submissions.collectionId, params.id),
        inArray(submissions.state, [
          "submitted",
          "returned",
          "county_accepted",
          "city_accepted",
          "province_accepted",
          "draft",
          "signed",
        ]),
      ),
    )
    .returning({ id: submissions.id });
  await tellLocked(ctx, collection);
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: { closed: closed.length },
  });
  return locked!;
}
