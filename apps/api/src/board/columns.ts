import { sql } from "drizzle-orm";
import { openCatalogue } from "../catalogues/open.ts";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { subtreeOn } from "../tree.ts";

export type Window = { from: string; to: string; region?: number | undefined };

/** Regions whose rows are wanted: today's subtree of the one named, or all that the asker may see. */
export function regionsOf(ctx: Ctx, { region }: Pick<Window, "region">): number[] {
  const { regions } = ctx.actor.scope;
  if (region === undefined) return [...regions];
  if (!regions.includes(region)) throw problems.notFound(`region ${region}`);
  const below = new Set(subtreeOn(ctx.actor.tree, region, ctx.actor.today));
  return regions.filter((id) => below.has(id));
}

/** Collections of reports for periods that end within the window, the earliest first. */
export async function columnsOf(ctx: Ctx, { from, to }: Window) {
  const { collections: c, periods: p } = tables;
  const rows = await ctx.tx
    .select({ collection: c, period: p })
    .from(c)
    .innerJoin(p, sql`${p.id} = ${c.periodId}`)
    .where(
      sql`${c.origin} = 'report' and ${c.cancelledAt} is null and ${p.endDate} between ${from}::date and ${to}::date`,
    )
    .orderBy(p.endDate, c.formKey, c.id);
  return Promise.all(
    rows.map(async ({ collection, period }) => {
      const { compiled } = await openCatalogue(ctx.tx, collection.catalogueId);
      return {
        collectionId: collection.id,
        name: collection.name,
        formKey: collection.formKey,
        catalogueId: collection.catalogueId,
        formName: compiled.compiledForms.get(collection.formKey)!.form.name,
        period: { id: period.id, key: period.key, kind: period.kind, start: period.startDate, end: period.endDate },
        documentNo: collection.documentNo,
        synthetic: collection.synthetic,
        dueUnit: collection.dueUnit,
        dueCounty: collection.dueCounty,
        dueCity: collection.dueCity,
        dueProvince: collection.dueProvince,
        lockedAt: collection.lockedAt,
      };
    }),
  );
}

export const list = (ids: Iterable<number>) => `{${[...ids].join(",")}}`;
