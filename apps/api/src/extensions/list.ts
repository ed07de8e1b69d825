import { and, eq, sql } from "drizzle-orm";
import type { extensions as contract, Input, Output } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { list as ids } from "../board/columns.ts";
import { unitNames } from "../burden/read.ts";
import { calendarFor } from "../calendar/load.ts";
import type { Ctx } from "../serve.ts";
import { latestOf, tierOf } from "./authority.ts";

const { extensions: e, collections: c, assignments: a } = tables;
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** Asked and not decided. */
const undecided = sql<boolean>`(${e.kind} = 'ask' and not exists (
  select 1 from extensions d where d.ask_id = ${e.id} and d.city_id = ${e.cityId}))`;
const running = sql<boolean>`(${c.lockedAt} is null and ${c.cancelledAt} is null and ${a.exemptReason} is null)`;

/** 延期申请与决定 that the asker may see, the last first. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listExtensions>) {
  const rows = await rowsOf(
    ctx,
    and(
      query.collection === undefined ? undefined : eq(e.collectionId, query.collection),
      query.unit === undefined ? undefined : eq(e.unitId, query.unit),
      query.open === undefined ? undefined : sql`(${undecided} and ${running}) = ${query.open}`,
    ),
  );
  return { items: await shown(ctx, rows) };
}

export async function one(ctx: Ctx, id: number): Promise<Output<typeof contract.askExtension>> {
  return (await shown(ctx, await rowsOf(ctx, eq(e.id, id))))[0]!;
}

const rowsOf = (ctx: Ctx, where: ReturnType<typeof and>) =>
  ctx.tx
    .select({
      extension: e,
      collection: c,
      dueUntil: a.dueUntil,
      open: sql<boolean>`${undecided} and ${running}`,
    })
    .from(e)
    .innerJoin(c, eq(c.id, e.collectionId))
    .innerJoin(a, and(eq(a.collectionId, e.collectionId), eq(a.unitId, e.unitId)))
    .where(where)
    .orderBy(sql`${e.id} desc`)
    .limit(2000);

async function shown(ctx: Ctx, rows: readonly Row[]) {
  const names = await unitNames(ctx, [...new Set(rows.map(({ extension }) => extension.unitId))]);
  const owners = [...new Set(rows.map(({ collection }) => collection.ownerRegionId))];
  const calendars = new Map(
    await Promise.all(owners.map(async (owner) => [owner, await calendarFor(ctx, owner)] as const)),
  );
  return rows.map(({ extension, collection, dueUntil, open }) => {
    const { id, collectionId, unitId, regionId, kind, askId, until, reason, tier, userName, userId, at } = extension;
    const mine = open && userId !== ctx.actor.userId ? tierOf(ctx, regionId) : null;
    return {
      id,
      collectionId,
      unitId,
      regionId,
      kind,
      askId,
      until,
      reason,
      tier,
      userName,
      at,
      open,
      collection: collection.name,
      unit: names.get(unitId) ?? "",
      dueAt: dueUntil ?? collection.dueUnit,
      dueUnit: collection.dueUnit,
      mayDecide: mine !== null,
      mayGrantUntil: mine === null ? null : latestOf(calendars.get(collection.ownerRegionId)!, collection, mine),
    };
  });
}

/** The asks of units that nobody has decided, by unit, each with who asked. */
export async function openAsks(
  ctx: Ctx,
  collection: number,
  units: readonly number[],
): Promise<Map<number, { id: number; userId: number }>> {
  const rows = await ctx.tx
    .select({ id: e.id, unitId: e.unitId, userId: e.userId })
    .from(e)
    .where(and(eq(e.collectionId, collection), sql`${e.unitId} = any(${ids(units)}::int[])`, undecided));
  return new Map(rows.map(({ unitId, ...ask }) => [unitId, ask]));
}
