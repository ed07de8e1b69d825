import { sql } from "drizzle-orm";
import type { Input, Output, unitChanges as contract } from "@duibiao/contract";
import { versionsOf } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";

type Item = Output<typeof contract.listUnitChanges>["items"][number];

/** The changes of a region's institutions, the latest first, under the names that they had on that day. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listUnitChanges>): Promise<{ items: Item[] }> {
  versionsOf(ctx.actor.tree, query.region);
  const nameOf = sql`(select jsonb_build_object('id', v.unit_id, 'code', v.code, 'name', v.name) from unit_versions v
    where v.unit_id = n.id order by v.valid_from < c.effective desc, abs(c.effective - v.valid_from) limit 1)`;
  const { rows } = await ctx.tx.execute<Item>(sql`
    select c.id, c.kind, c.effective::text as effective, c.name, c.document_no as "documentNo", c.reason, c.user_name as by, c.at,
      (select jsonb_agg(${nameOf} order by n.place) from unnest(c.unit_ids) with ordinality n (id, place)) as units,
      (select ${nameOf} from (values (c.into_id)) n (id) where n.id is not null) as into,
      (select e.effective::text from unit_changes e where e.ends = c.id) as ended
    from unit_changes c where c.region_id = ${query.region} order by c.effective desc, c.id desc`);
  return { items: rows };
}
