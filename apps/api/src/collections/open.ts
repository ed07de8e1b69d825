import { and, eq, inArray, sql } from "drizzle-orm";
import type { collections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { formMeasures } from "../catalogues/open.ts";
import { tellLocked, tellOpened } from "../notices/collections.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { assign } from "./assign.ts";
import { planOf } from "./plan.ts";
import { mustNotAskTwice } from "./reuse.ts";

/**
 * Opens a collection: pins a catalogue version, writes down what every unit owes, and who owes it.
 * Nothing is asked twice: a unit that already owes one of the measures for this period is refused by name.
 */
export async function open(ctx: Ctx, { body }: Input<typeof contract.openCollection>) {
  ctx.must("collection.open", { regionId: body.owner, unitId: null });
  const plan = await planOf(ctx, body);
  const { catalogue, form, period, origin, owing, exempt, approved } = plan;
  mustNotAskTwice(plan.reuse, period.key);
  const [refusal] = plan.refusals;
  if (refusal !== undefined) throw problems.rule(refusal.zh, refusal.en, { refusals: plan.refusals });

  const paper = (body.signing ?? form.signing ?? "online") === "paper";
  const [opensAt, dueUnit, dueCounty, dueCity, dueProvince] = plan.times as [Date, Date, Date, Date, Date];
  const [collection] = await ctx.tx
    .insert(tables.collections)
    .values({
      ownerRegionId: body.owner,
      catalogueId: body.catalogue,
      formKey: body.form,
      periodId: period.id,
      name: body.name,
      documentNo: body.documentNo,
      legalBasis: body.legalBasis,
      formNumber: approved.number,
      formMaker: approved.maker,
      formApproval: approved.approval,
      formValidUntil: approved.validUntil,
      repeatReason: body.repeatReason,
      extendCounty: body.extend?.county ?? 0,
      extendCity: body.extend?.city ?? 0,
      extendProvince: body.extend?.province ?? 0,
      origin,
      synthetic: body.synthetic,
      signing: paper ? "paper" : "online",
      scanDays: paper ? (body.scanDays ?? form.scanDays ?? 10) : 0,
      evidenceRequired: body.evidenceRequired,
      opensAt,
      dueUnit,
      dueCounty,
      dueCity,
      dueProvince,
      createdBy: ctx.actor.userId,
      createdAt: ctx.now,
    })
    .returning();
  const measures = await formMeasures(ctx.tx, catalogue, body.form);
  const additive = new Map(catalogue.document.measures.map((m) => [m.key, m.aggRegion === "sum"]));
  // Nobody owes a ledger.
  const owed = origin === "ledger" ? [] : catalogue.compiled.compiledForms.get(body.form)!.lines;
  const duties = owed.map((line) => ({
    collectionId: collection!.id,
    measureId: measures.idOf.get(line.measure)!,
    member: line.member ?? "total",
    additive: additive.get(line.measure)!,
  }));
  if (duties.length > 0) await ctx.tx.insert(tables.duties).values(duties);
  await assign(ctx, collection!.id, owing, exempt);
  await tellOpened(
    ctx,
    collection!,
    owing.flatMap(({ unitId }) => (exempt.has(unitId) ? [] : [unitId])),
  );
  await ctx.audit({
    object: `collection/${collection!.id}`,
    regionId: body.owner,
    detail: {
      form: body.form,
      period: period.key,
      catalogue: catalogue.hash,
      units: owing.length,
      exempt: exempt.size,
    },
  });
  return { ...collection!, assigned: owing.length };
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
  if (collection.cancelledAt !== null) throw problems.state("cancelled", "lock");
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
