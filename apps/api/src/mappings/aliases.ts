import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";

/** 别名: codes of the owing units that the files of a system call by these names; a name of two units is nobody's. */
export async function codesOfAliases(
  ctx: Ctx,
  { collection, system }: { collection: number; system: string },
  day: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const found = await ctx.tx.execute<{ code: string; name: string }>(sql`
    select v.code, u.name from unit_aliases u
    join assignments a on a.collection_id = ${collection} and a.unit_id = u.unit_id
    join unit_versions v on v.unit_id = u.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    where u.system = ${system} and u.name in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))`);
  const once = found.rows.filter(({ name }) => found.rows.filter((own) => own.name === name).length === 1);
  return new Map(once.map(({ code, name }) => [name, code]));
}

/** What a person said a unit is called in the files of a system; the last word counts. */
export async function remember(ctx: Ctx, unit: number, system: string, name: string): Promise<void> {
  await ctx.tx.execute(sql`
    insert into unit_aliases (unit_id, region_id, system, name, user_id, user_name, at)
    select v.unit_id, v.region_id, ${system}, ${name}, ${ctx.actor.userId}, ${ctx.actor.name}, ${ctx.now.toISOString()}::timestamptz
    from unit_versions v
    where v.unit_id = ${unit} and ${ctx.actor.today}::date >= v.valid_from and (v.valid_to is null or ${ctx.actor.today}::date < v.valid_to)
    on conflict (unit_id, system) do update
      set name = excluded.name, user_id = excluded.user_id, user_name = excluded.user_name, at = excluded.at`);
  await ctx.audit({ object: `unit/${unit}`, regionId: null, detail: { alias: name, system } });
}
