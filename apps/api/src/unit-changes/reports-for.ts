import { sql, type SQL } from "drizzle-orm";

/**
 * Names of those whose figures are inside a unit's report of a period: who was merged into it within the period, and who
 * shares its office at the period's end.
 */
export const reportsFor = (unit: SQL, start: SQL, end: SQL): SQL =>
  sql`(select coalesce(jsonb_agg(n.name order by j.id, part.place), '[]') from unit_changes j
  cross join unnest(j.unit_ids) with ordinality part (id, place)
  cross join lateral (select name from unit_versions u where u.unit_id = part.id and u.valid_from <= ${end} order by u.valid_from desc limit 1) n
  where j.into_id = ${unit} and j.effective <= ${end} and (j.kind = 'merge' and j.effective > ${start}
    or j.kind = 'joint' and not exists (select 1 from unit_changes e where e.ends = j.id and e.effective <= ${end})))`;
