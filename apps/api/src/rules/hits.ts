import { sql } from "drizzle-orm";
import { BUILT_IN_RULES } from "@duibiao/indicators";
import { openCatalogue } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";

/** How often each rule was asked of a report and did not hold, over an owner's collections of the past year. */
export type RuleHits = Record<string, { asked: number; hits: number }>;

/** Counts reports, not findings: a rule that struck several revisions or cells of one report has struck once. */
export async function ruleHits({ tx, now }: Pick<Ctx, "tx" | "now">, owner: number): Promise<RuleHits> {
  const collections = await tx.execute<{ id: number; catalogue: number; form: string; reports: number }>(sql`
    select c.id, c.catalogue_id as catalogue, c.form_key as form, count(*)::int as reports
    from collections c join submissions s on s.collection_id = c.id and s.last_rev > 0
    where c.owner_region_id = ${owner} and c.origin = 'report' and c.opens_at > ${now.toISOString()}::timestamptz - interval '1 year'
    group by c.id order by c.id`);
  const struck = await tx.execute<{ collection: number; rule: string; reports: number }>(sql`
    select s.collection_id as collection, f.rule, count(distinct s.id)::int as reports
    from submissions s join findings f on f.submission_id = s.id and f.city_id = s.city_id
    where f.verdict = 'false' and s.collection_id = any(${`{${collections.rows.map(({ id }) => id).join(",")}}`}::int[])
    group by s.collection_id, f.rule`);
  const byCollection = new Map(struck.rows.map(({ collection, rule, reports }) => [`${collection} ${rule}`, reports]));
  const hits: RuleHits = {};
  for (const { id, catalogue, form, reports } of collections.rows) {
    const { compiled } = await openCatalogue(tx, catalogue);
    const own = compiled.compiledForms.get(form)?.rules.map(({ rule }) => rule.key) ?? [];
    for (const key of new Set([...own, ...BUILT_IN_RULES])) {
      const known = (hits[key] ??= { asked: 0, hits: 0 });
      known.asked += reports;
      known.hits += byCollection.get(`${id} ${key}`) ?? 0;
    }
  }
  return hits;
}
