import { asc, desc, eq } from "drizzle-orm";
import type { Input, mappings as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { mappingOf } from "./open.ts";

/** 导入对应: the newest version of each that has not been ended. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listMappings>) {
  const m = tables.mappings;
  const newest = await ctx.tx
    .selectDistinctOn([m.ownerRegionId, m.key])
    .from(m)
    .where(query.form === undefined ? undefined : eq(m.formKey, query.form))
    .orderBy(asc(m.ownerRegionId), asc(m.key), desc(m.version));
  return { items: newest.filter(({ ended }) => !ended).map(mappingOf) };
}
