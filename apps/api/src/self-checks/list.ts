import { desc, lt } from "drizzle-orm";
import type { Input, selfChecks as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const page = 60;

/** What the nightly checks found, newest first: counts and places, no figures. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listSelfChecks>) {
  const { selfChecks: s } = tables;
  const items = await ctx.tx
    .select()
    .from(s)
    .where(query.after === undefined ? undefined : lt(s.id, query.after))
    .orderBy(desc(s.id))
    .limit(page);
  return { items, next: items.length === page ? items.at(-1)!.id : null };
}
