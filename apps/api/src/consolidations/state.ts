import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { consolidations as contract, Output } from "@duibiao/contract";
import { canonicalJson } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { differences } from "./differences.ts";

/** One submission that a consolidation stands for. */
export type Included = { submission: number; unit: number; region: number; revision: number; hash: string };
export type Missing = { unit: number; region: number; state: string };
/** One city's part of a collection. */
export type Part = { collectionId: number; cityId: number };
export type Standing = { included: Included[]; missing: Missing[]; expected: number };

/** Whether the city stands for a submission `s`. A returned one keeps its pointer, but no longer counts; a locked one stays accepted. */
const stood = sql`coalesce(s.city_rev is not null and s.state in ('city_accepted', 'province_accepted', 'locked', 'correcting'), false)`;

/** What each city would stand for now: every owing unit is either included at its city-accepted revision or missing. In the order asked. */
export async function standing(ctx: Ctx, parts: readonly Part[]): Promise<Standing[]> {
  const rows = await ctx.tx.execute<{
    at: number;
    unit: number;
    region: number;
    submission: number | null;
    state: string;
    revision: number | null;
    hash: string | null;
    stood: boolean;
  }>(sql`
    select w.at, ${stood} as stood, a.unit_id as unit, a.region_id as region, s.id::int as submission, coalesce(s.state, 'not_started') as state, s.city_rev as revision, r.hash
    from jsonb_to_recordset(${JSON.stringify(parts.map((part, at) => ({ at, ...part })))}::jsonb) as w (at int, "collectionId" int, "cityId" int)
    join assignments a on a.collection_id = w."collectionId" and a.city_id = w."cityId"
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    left join revisions r on r.submission_id = s.id and r.revision = s.city_rev
    where a.exempt_reason is null order by w.at, a.unit_id`);
  const found: Standing[] = parts.map(() => ({ included: [], missing: [], expected: 0 }));
  for (const { at, unit, region, submission, state, revision, hash, stood } of rows.rows) {
    const now = found[at]!;
    now.expected += 1;
    if (stood) now.included.push({ submission: submission!, unit, region, revision: revision!, hash: hash! });
    else now.missing.push({ unit, region, state });
  }
  return found;
}

/** What a city would sign now, with the differences it must explain, and a hash of it all. */
export async function stands(ctx: Ctx, collectionId: number, cityId: number) {
  const [now] = await standing(ctx, [{ collectionId, cityId }]);
  const all = { ...now!, differences: await differences(ctx, collectionId, cityId) };
  return { ...all, hash: documentHash(all) };
}

export const documentHash = (document: unknown) => createHash("sha256").update(canonicalJson(document)).digest("hex");

type Row = typeof tables.consolidations.$inferSelect;
type Document = Output<typeof contract.listConsolidations>["items"][number]["document"];

/** A stored consolidation with its decision, and whether something below it has moved since it was signed. */
export async function withState(ctx: Ctx, row: Row) {
  const [stated] = await withStates(ctx, [row]);
  return stated!;
}

/** The same for several, in the order given. */
export const withStates = async (ctx: Ctx, rows: readonly Row[]) =>
  (await statesOf(ctx, rows)).map((row) => ({ ...row, document: row.document as Document }));

/** Decisions and whether anything has moved, without the documents, which are long. */
export async function statesOf<R extends Pick<Row, "id" | "collectionId" | "cityId">>(ctx: Ctx, rows: readonly R[]) {
  if (rows.length === 0) return [];
  const d = tables.consolidationDecisions;
  const [decisions, stale] = await Promise.all([
    ctx.tx
      .select()
      .from(d)
      .where(
        and(
          inArray(
            d.consolidationId,
            rows.map((row) => row.id),
          ),
          inArray(
            d.cityId,
            rows.map((row) => row.cityId),
          ),
        ),
      ),
    staleOnes(ctx, rows),
  ]);
  const decided = new Map(decisions.map((decision) => [decision.consolidationId, decision]));
  return rows.map((row) => {
    const decision = decided.get(row.id);
    const state =
      decision === undefined
        ? ("signed" as const)
        : decision.kind === "accept"
          ? ("accepted" as const)
          : ("returned" as const);
    return { ...row, state, stale: stale.has(row.id), reason: decision?.reason ?? "" };
  });
}

/** 需重新汇总: those that no longer list what their city would stand for now. Compared where the lists are: they are long. */
async function staleOnes(ctx: Ctx, rows: readonly Pick<Row, "id" | "collectionId" | "cityId">[]): Promise<Set<number>> {
  const asked = rows.map(({ id, collectionId, cityId }) => ({ id, collectionId, cityId }));
  const found = await ctx.tx.execute<{ id: number }>(sql`
    select k.id::int as id
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w (id bigint, "collectionId" int, "cityId" int)
    join consolidations k on k.id = w.id and k.city_id = w."cityId"
    cross join lateral (
      select count(*) filter (where not ${stood}) as missing,
             array_agg(s.id || ':' || s.city_rev order by s.id) filter (where ${stood}) as included
      from assignments a
      left join submissions s on s.collection_id = w."collectionId" and s.city_id = w."cityId" and s.unit_id = a.unit_id
      where a.collection_id = w."collectionId" and a.city_id = w."cityId" and a.exempt_reason is null offset 0) n
    cross join lateral (
      select array_agg(i.submission || ':' || i.revision order by i.submission) as included
      from jsonb_to_recordset(k.document -> 'included') as i (submission bigint, revision int) offset 0) d
    where n.included is distinct from d.included or n.missing <> jsonb_array_length(k.document -> 'missing')`);
  return new Set(found.rows.map((row) => row.id));
}

export async function loadConsolidation(ctx: Ctx, id: number): Promise<Row> {
  const c = tables.consolidations;
  const [row] = await ctx.tx.select().from(c).where(eq(c.id, id));
  if (row === undefined) throw problems.notFound(`consolidation ${id}`);
  return row;
}
