import { and, asc, eq, gte, lte } from "drizzle-orm";
import type { Input, periods as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const { periods } = tables;

/** Periods that lie wholly between two days. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listPeriods>) {
  const rows = await ctx.tx
    .select()
    .from(periods)
    .where(
      and(
        query.kind === undefined ? undefined : eq(periods.kind, query.kind),
        query.from === undefined ? undefined : gte(periods.startDate, query.from),
        query.to === undefined ? undefined : lte(periods.endDate, query.to),
      ),
    )
    .orderBy(asc(periods.endDate), asc(periods.startDate), asc(periods.id));
  return { items: rows.map(periodOf) };
}

export const periodOf = (row: typeof periods.$inferSelect) => ({
  id: row.id,
  key: row.key,
  kind: row.kind,
  start: row.startDate,
  end: row.endDate,
});
