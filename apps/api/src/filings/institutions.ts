import { sql } from "drizzle-orm";
import { byCode } from "@duibiao/indicators";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { keeperToday } from "../tree.ts";

/** An institution of a bureau that is in a collection, under the name of the period's last day. */
export type Institution = { id: number; code: string; name: string; line: string; exempt: boolean };

/** Regions whose units hang on this very bureau today: its own, and closed ones that it keeps. */
export function regionsOfBureau({ actor }: Ctx, region: number): number[] {
  if (!actor.tree.versions.has(region)) throw problems.notFound(`region ${region}`);
  return actor.scope.regions.filter((id) => keeperToday(actor.tree, id, actor.today) === region);
}

/** Refuses whoever does not serve the very bureau that the institutions hang on: nobody files for those of another tier. */
export function mustServe(ctx: Ctx, region: number): void {
  if (!ctx.actor.tree.versions.has(region)) throw problems.notFound(`region ${region}`);
  ctx.must("filing.file", { regionId: region, unitId: null });
  if (!servesBureau(ctx.actor, "filing.file", region)) throw problems.forbidden("filing.file");
}

/** The bureau's institutions in a collection, by code; or the one that is meant, if it is among them. */
export async function institutionsOf(
  ctx: Ctx,
  collection: number,
  region: number,
  only?: number,
): Promise<Institution[]> {
  const found = await ctx.tx.execute<Institution>(sql`
    select a.unit_id as id, v.code, v.name, v.line, a.exempt_reason is not null as exempt
    from assignments a join collections c on c.id = a.collection_id join periods p on p.id = c.period_id
    join lateral (select code, name, line from unit_versions u where u.unit_id = a.unit_id
      order by u.valid_from <= p.end_date desc, abs(p.end_date - u.valid_from) limit 1) v on true
    where a.collection_id = ${collection} and c.origin = 'report'
      and a.region_id = any(${`{${regionsOfBureau(ctx, region).join(",")}}`}::int[])
      and (${only ?? null}::int is null or a.unit_id = ${only ?? null}::int)`);
  return found.rows.toSorted((a, b) => byCode(a.code, b.code));
}
