import { sql } from "drizzle-orm";
import { canonicalDecimal } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/**
 * 名录库信息 of units, each as of a day, by the registry's keys, as exact decimals; empty where nothing is known of it.
 * In the order that was asked.
 */
export async function registriesOf(
  tx: Tx,
  asked: readonly { unitId: number; day: string }[],
): Promise<Record<string, string>[]> {
  if (asked.length === 0) return [];
  const wanted = asked.map((one, at) => ({ at, ...one }));
  const found = await tx.execute<{ at: number; registry: Record<string, string> }>(sql`
    select w.at, v.registry from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (at int, "unitId" int, day date)
    join unit_versions v on v.unit_id = w."unitId" and w.day >= v.valid_from and (v.valid_to is null or w.day < v.valid_to)`);
  const facts = new Map(found.rows.map(({ at, registry }) => [at, registry]));
  return asked.map((_, at) => facts.get(at) ?? {});
}

/** Refuses facts that no published catalogue has in its registry, and flags that are neither 1 nor 0. */
export async function mustBeFacts(ctx: Ctx, registry: Readonly<Record<string, string>>): Promise<void> {
  const keys = Object.keys(registry);
  if (keys.length === 0) return;
  const known = await ctx.tx.execute<{ key: string; type: string }>(sql`
    select distinct f.key, f.type from catalogues c,
      jsonb_to_recordset(coalesce(c.document::jsonb -> 'registry', '[]'::jsonb)) as f (key text, type text)`);
  const types = new Map(known.rows.map((fact) => [fact.key, fact.type]));
  const unknown = keys.filter((key) => !types.has(key));
  if (unknown.length > 0)
    throw problems.rule(
      `名录库没有这些信息项：${unknown.join("、")}；请从目录的名录库清单中选择`,
      `The registry has no such facts: ${unknown.join(", ")}; take them from the catalogue's registry`,
      { facts: unknown },
    );
  const flags = keys.filter(
    (key) => types.get(key) === "flag" && !["0", "1"].includes(canonicalDecimal(registry[key]!) ?? ""),
  );
  if (flags.length > 0)
    throw problems.rule(
      `这些信息项只能填 1（是）或 0（否）：${flags.join("、")}`,
      `These facts are 1 (yes) or 0 (no): ${flags.join(", ")}`,
      { facts: flags },
    );
}
