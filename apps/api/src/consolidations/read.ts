import { and, asc, eq } from "drizzle-orm";
import type { consolidations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { mustBeKnown } from "../known.ts";
import type { Ctx } from "../serve.ts";
import { stands, withStates } from "./state.ts";

export async function preview(ctx: Ctx, { query }: Input<typeof contract.previewConsolidation>) {
  await mustBeKnown(ctx, query);
  return stands(ctx, query.collection, query.city);
}

export async function list(ctx: Ctx, { query }: Input<typeof contract.listConsolidations>) {
  const c = tables.consolidations;
  const rows = await ctx.tx
    .select()
    .from(c)
    .where(and(eq(c.collectionId, query.collection), query.city === undefined ? undefined : eq(c.cityId, query.city)))
    .orderBy(asc(c.cityId), asc(c.number));
  return { items: await withStates(ctx, rows) };
}
