import { sql } from "drizzle-orm";
import type { board as contract, Input } from "@duibiao/contract";
import { byCode } from "@duibiao/indicators";
import type { Ctx } from "../serve.ts";
import { list, regionsOf } from "./columns.ts";

/** 填报人 and 负责人 with their phones: whom to call about a late form. The wall is `unit_contacts` in the migration. */
export async function contacts(ctx: Ctx, { query }: Input<typeof contract.listContacts>) {
  const regions = regionsOf(ctx, query);
  const { rows } = await ctx.tx.execute<{ unitId: number; role: "clerk" | "head"; name: string; phone: string }>(sql`
    select unit_id as "unitId", role, name, phone from unit_contacts()
    where region_id = any(${list(regions)}::int[]) and (${query.unit ?? null}::int is null or unit_id = ${query.unit ?? null}::int)`);
  return { items: rows.toSorted((a, b) => a.unitId - b.unitId || byCode(a.role, b.role) || byCode(a.name, b.name)) };
}
