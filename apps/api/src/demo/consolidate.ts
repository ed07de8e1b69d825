import { sql } from "drizzle-orm";
import { documentOf } from "../consolidations/sign.ts";
import { documentHash } from "../consolidations/state.ts";
import type { datesAfter } from "./calendar.ts";
import { figuresOf } from "./figures.ts";
import { incidentOf } from "./incidents.ts";
import type { Report, Task } from "./report.ts";
import { cityCodeOf } from "./review.ts";
import type { Stage } from "./stage.ts";
import { hashIn } from "./write.ts";

/** Every city's signed consolidation of a closed collection, and the province's acceptance. No region has an own total beside parts, so nothing differs. */
export async function consolidateAll(
  { tx, people }: Stage,
  task: Task,
  reports: readonly Report[],
  ids: ReadonlyMap<number, number>,
  dates: ReturnType<typeof datesAfter>,
): Promise<void> {
  const cities = [...new Set(reports.map((report) => report.assigned.cityId))];
  const rows = cities.map((cityId) => {
    const own = reports
      .filter((report) => report.assigned.cityId === cityId)
      .toSorted((a, b) => a.assigned.unitId - b.assigned.unitId);
    const signer = people.get(`leader.${cityCodeOf(own[0]!.assigned.code)}`)!;
    const at = dates.day(dates.city, 15);
    const sent = own.filter((report) => report.versions.length > 0);
    const silent = own.filter((report) => report.versions.length === 0);
    const document = documentOf(
      task.collection,
      cityId,
      {
        included: sent.map(({ assigned, versions }) => ({
          submission: ids.get(assigned.unitId)!,
          unit: assigned.unitId,
          region: assigned.regionId,
          revision: versions.length,
          hash: hashIn(task, assigned.unitId, versions.at(-1)!),
        })),
        missing: silent.map(({ assigned, state }) => ({ unit: assigned.unitId, region: assigned.regionId, state })),
        differences: [],
        expected: own.length,
      },
      {
        missing: silent.map(({ assigned }) => ({
          unit: assigned.unitId,
          reason: incidentOf(assigned.code, task.asked, figuresOf(assigned.code, task.asked)).unanswered!,
        })),
        differences: [],
      },
      { user: signer.id, name: signer.name, at },
    );
    return { city_id: cityId, document, hash: documentHash(document), signed_by: signer.id, signed_at: at };
  });
  const made = await tx.execute<{ id: number; cityId: number }>(sql`
    insert into consolidations (collection_id, number, city_id, document, hash, signed_by, signed_at)
    select ${task.collection.id}, 1, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(city_id int, document jsonb, hash text, signed_by int, signed_at timestamptz)
    order by r.city_id returning id::int, city_id as "cityId"`);
  const decider = people.get("reviewer.990000")!;
  const decided = made.rows.map(({ id, cityId }) => ({ id, city_id: cityId, at: dates.day(dates.province, 11) }));
  await tx.execute(sql`
    insert into consolidation_decisions (consolidation_id, city_id, kind, user_id, at)
    select r.id, r.city_id, 'accept', ${decider.id}, r.at
    from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) as r(id bigint, city_id int, at timestamptz)`);
}
