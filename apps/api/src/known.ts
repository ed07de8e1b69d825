import { sql } from "drizzle-orm";
import { problems } from "./problem.ts";
import type { Ctx } from "./serve.ts";

type Asked = Record<string, unknown>;

/** Queries that name a region; what else is named stands in the table of its noun, which everybody signed in may read. */
const regional = ["region", "parent", "city", "owner"] as const;

/**
 * Refuses a question about what is not there. A program with a wrong id hears it at once, and does not take an empty
 * answer for "nothing was reported".
 */
export async function mustBeKnown({ tx, actor }: Pick<Ctx, "tx" | "actor">, asked: Asked): Promise<void> {
  const id = (name: string) => (typeof asked[name] === "number" ? asked[name] : null);
  for (const name of regional) {
    const region = id(name);
    if (region !== null && !actor.tree.versions.has(region)) throw problems.notFound(`region ${region}`);
  }
  const [collection, unit, period] = [id("collection"), id("unit"), id("period")];
  if (collection === null && unit === null && period === null) return;
  const { rows } = await tx.execute<Record<"collection" | "unit" | "period", boolean>>(sql`
    select exists (select 1 from collections where id = ${collection}) as collection,
           exists (select 1 from units where id = ${unit}) as unit, exists (select 1 from periods where id = ${period}) as period`);
  const there = rows[0]!;
  if (collection !== null && !there.collection) throw problems.notFound(`collection ${collection}`);
  if (unit !== null && !there.unit) throw problems.notFound(`unit ${unit}`);
  if (period !== null && !there.period) throw problems.notFound(`period ${period}`);
}

/** Whether a list was asked for and nothing is in it. */
export const isEmptyList = (output: unknown): boolean =>
  typeof output === "object" &&
  output !== null &&
  "items" in output &&
  Array.isArray(output.items) &&
  output.items.length === 0;
