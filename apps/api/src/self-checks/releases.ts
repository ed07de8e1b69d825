import { sql } from "drizzle-orm";
import type { Db } from "@duibiao/db";
import { shownHash, type Presentation } from "../releases/shown.ts";
import { partOf, patiently, type Part } from "./part.ts";

type Row = {
  id: number;
  presentation: Presentation;
  /** Absent in releases from before there were bands; their evaluations are hashed with the files. */
  shown: string | null;
  lines: Record<string, unknown>[];
};

/** Every release: the places, bands and grades that it shows are those that its head was made with. */
export async function releasesPart(db: Db): Promise<Part> {
  const ids = await db.transaction((tx) => tx.execute<{ id: number }>(sql`select id from releases order by id`));
  const faults: Part["faults"] = [];
  for (const { id } of ids.rows) {
    // One at a time: a release of three thousand counties is long.
    const { rows } = await db.transaction(async (tx) => {
      await patiently(tx);
      return tx.execute<Row>(sql`
        select r.id, r.presentation, r.head ->> 'shownHash' as shown,
               (select coalesce(jsonb_agg((select jsonb_object_agg(f.key, f.value) from jsonb_each(l.result) f where f.key in ('region', 'score', 'place', 'standing', 'conclusion', 'unranked')) order by i.at), '[]')
                from release_results l
                left join jsonb_array_elements(e.inputs::jsonb -> 'regions') with ordinality as i (region, at)
                  on (i.region ->> 'id')::int = l.region_id
                where l.release_id = r.id) as lines
        from releases r join evaluations e on e.id = r.evaluation_id where r.id = ${id}`);
    });
    const [{ shown, presentation, lines }] = rows as [Row];
    if (shown !== null && shownHash(presentation, lines) !== shown)
      faults.push({
        zh: `评估结果 ${id}：所示名次或档次与校验码不符`,
        en: `release ${id}: shows other places or bands than its hash says`,
      });
  }
  return partOf("releases", ids.rows.length, faults);
}
