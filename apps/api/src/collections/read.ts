import { and, asc, eq, sql } from "drizzle-orm";
import type { collections as contract, Input, Output } from "@duibiao/contract";
import { tables, type Tx } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { scanOwed } from "../submissions/scan.ts";

export async function list(ctx: Ctx, { query }: Input<typeof contract.listCollections>) {
  const c = tables.collections;
  const items = await ctx.tx
    .select()
    .from(c)
    .where(
      and(
        query.period === undefined ? undefined : eq(c.periodId, query.period),
        query.owner === undefined ? undefined : eq(c.ownerRegionId, query.owner),
      ),
    )
    .orderBy(asc(c.id));
  return { items };
}

/** A collection with its form and, of the assignments, those the actor may see, each with the state of its submission. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readCollection>) {
  const c = tables.collections;
  const [collection] = await ctx.tx.select().from(c).where(eq(c.id, params.id));
  if (collection === undefined) throw problems.notFound(`collection ${params.id}`);
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId);
  const assignments = await ctx.tx.execute<
    Omit<Output<typeof contract.readCollection>["assignments"][number], "dueUntil" | "firstSubmittedAt"> & {
      dueUntil: string | null;
      firstSubmittedAt: string | null;
    }
  >(sql`
    select a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", a.covers, a.exempt_reason as "exemptReason",
           a.due_until as "dueUntil", s.id::int as "submissionId", s.first_submitted_at as "firstSubmittedAt",
           case when a.exempt_reason is not null then 'exempt' else coalesce(s.state, 'not_started') end as state,
           s.id is not null and ${scanOwed} as "awaitingScan",
           ${collection.origin === "report"} and a.exempt_reason is null and coalesce(s.first_submitted_at, ${ctx.now.toISOString()}::timestamptz) > coalesce(a.due_until, ${collection.dueUnit.toISOString()}::timestamptz) as late
    from assignments a left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    where a.collection_id = ${params.id} order by a.unit_id`);
  const counts: Record<string, number> = {};
  // Of a ledger nobody counts who keeps it.
  for (const { state, awaitingScan, late } of collection.origin === "ledger" ? [] : assignments.rows) {
    counts[state] = (counts[state] ?? 0) + 1;
    if (awaitingScan) counts["awaiting_scan"] = (counts["awaiting_scan"] ?? 0) + 1;
    if (late) counts["late"] = (counts["late"] ?? 0) + 1;
  }
  return {
    ...collection,
    form: catalogue.compiled.compiledForms.get(collection.formKey)!.form,
    assignments: assignments.rows,
    counts,
  };
}

/** A collection with its period. */
export async function loadCollection(tx: Tx, id: number) {
  const { collections, periods } = tables;
  const [row] = await tx
    .select({ collection: collections, period: periods })
    .from(collections)
    .innerJoin(periods, eq(periods.id, collections.periodId))
    .where(eq(collections.id, id));
  if (row === undefined) throw problems.notFound(`collection ${id}`);
  return row;
}
