import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { subtreeOn } from "../tree.ts";
import { selectAccounts } from "./account.ts";

const page = 200;

/** Accounts that row-level security shows, by id; `region` narrows to its subtree of today. */
export async function listUsers(ctx: Ctx, { query }: Input<typeof contract.listUsers>) {
  const { tree, today } = ctx.actor;
  const regions = query.region === undefined ? null : subtreeOn(tree, query.region, today);
  const inRegions = regions === null ? sql`true` : sql`region_id = any(${sql.param(regions)}::int[])`;
  const items = await selectAccounts(ctx, sql`id > ${query.after ?? 0} and ${inRegions} order by id limit ${page}`);
  return { items, next: items.length === page ? items.at(-1)!.id : null };
}
