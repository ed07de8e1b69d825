import { sql } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";
import { sampleWithoutReplacement } from "@duibiao/scoring";
import { sha256 } from "../evaluations/inputs.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn } from "../tree.ts";

/** A revision that the frame holds. */
export type Framed = { submission: number; revision: number };
export type DrawnCell = Framed & { measure: string; member: string };

/** 抽样框: the revisions of a collection that the bureau has accepted, with how many cells of them hold a number. */
export async function frameNow(ctx: Ctx, owner: number, collectionId: number): Promise<Framed[]> {
  const { tree, today } = ctx.actor;
  const tier = regionOn(tree, owner, today)?.tier;
  const pointer = tier === "county" ? sql`s.county_rev` : tier === "city" ? sql`s.city_rev` : sql`s.province_rev`;
  const regions = `{${subtreeOn(tree, owner, today).join(",")}}`;
  const rows = await ctx.tx.execute<Framed>(sql`
    select s.id::int as submission, ${pointer} as revision from submissions s
    where s.collection_id = ${collectionId} and s.region_id = any(${regions}::int[]) and ${pointer} is not null
    order by s.id`);
  return rows.rows;
}

/** Cells with numbers of the frame's revisions, in one fixed order. Revisions never change, so neither does this. */
export async function cellsOf(ctx: Ctx, frame: readonly Framed[]): Promise<DrawnCell[]> {
  const rows = await ctx.tx.execute<DrawnCell>(sql`
    select o.submission_id::int as submission, o.revision, m.key as measure, o.member
    from jsonb_to_recordset(${JSON.stringify(frame)}::jsonb) as f (submission bigint, revision int)
    join observations o on o.submission_id = f.submission and o.revision = f.revision and o.state = 'number'
    join measures m on m.id = o.measure_id
    order by o.submission_id, m.key collate "C", o.member collate "C"`);
  return rows.rows;
}

export const hashOf = (content: unknown) => sha256(canonicalJson(content));

/** What the seed draws from the frame. */
export async function drawn(ctx: Ctx, frame: readonly Framed[], seed: number, size: number): Promise<DrawnCell[]> {
  const cells = await cellsOf(ctx, frame);
  return sampleWithoutReplacement(seed, cells.length, size).map((at) => cells[at]!);
}
