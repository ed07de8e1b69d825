import { sql } from "drizzle-orm";
import type { Output, releases as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import type { ReleaseRow } from "./states.ts";

type Corrected = Pick<Output<typeof contract.readRelease>, "corrections" | "restates">;

/**
 * Corrections that a release does not hold (待更正), and those that it holds and the editions before it do not. A release
 * holds what was in effect when its figures were read (数据截至).
 */
export async function correctionsOf(ctx: Ctx, release: ReleaseRow): Promise<Corrected> {
  const line = sql`l.owner_region_id = ${release.ownerRegionId} and l.scheme_key = ${release.schemeKey} and l.period_id = ${release.periodId} and l.tier = ${release.tier}`;
  const until = sql`(l.head->>'dataUntil')::timestamptz`;
  const open = await ctx.tx.execute<Corrected["corrections"][number]>(sql`
    select c.matter_id as matter, c.number, c.share, c.rerank, c.at,
           (select l.id from releases l where ${line} and l.number > ${release.number} and ${until} >= c.at and release_state(l.id) in ('published', 'superseded') order by l.number limit 1) as "settledBy"
    from release_corrections c where c.release_id = ${release.id} order by c.at, c.matter_id`);
  const held = await ctx.tx.execute<{ number: string }>(sql`
    select distinct c.number, c.matter_id from release_corrections c join releases l on l.id = c.release_id
    where ${line} and l.number < ${release.number} and c.at <= ${String(release.head["dataUntil"])}::timestamptz
      and not exists (select 1 from releases b where b.owner_region_id = l.owner_region_id and b.scheme_key = l.scheme_key and b.period_id = l.period_id and b.tier = l.tier
        and b.number < ${release.number} and (b.head->>'dataUntil')::timestamptz >= c.at and release_state(b.id) in ('published', 'superseded'))
    order by c.matter_id`);
  return { corrections: open.rows, restates: held.rows.map(({ number }) => number) };
}
