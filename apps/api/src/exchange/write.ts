import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import { changed, stillZero } from "../submissions/write-cells.ts";
import type { Judged, Task } from "./judge.ts";

/** Rows of one statement: enough of them to be quick, few enough that others have their turn. */
const most = 5000;

function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += most) yield rows.slice(at, at + most);
}

const placeOf = ({ unit }: Judged) => ({
  submission_id: unit.submissionId,
  unit_id: unit.unitId,
  region_id: unit.regionId,
  city_id: unit.cityId,
});

/** Writes what was judged into submissions that are held, as a person's figures are, and an audit row for each. */
export async function write(ctx: Ctx, task: Task, judged: readonly Judged[]): Promise<void> {
  const changing = judged.filter(({ changes }) => changes.length > 0);
  const cells = changing.flatMap((one) =>
    one.filled.map(({ measure, ...cell }) => ({
      ...placeOf(one),
      measure_id: task.measures.idOf.get(measure),
      ...cell,
    })),
  );
  const at = sql`${ctx.now.toISOString()}::timestamptz`;
  for (const rows of slices(cells))
    await ctx.tx.execute(sql`
      insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, version, updated_by, updated_at)
      select r.submission_id, r.unit_id, r.region_id, r.city_id, r.measure_id, r.member, r.state, r.value, r.estimated, r.reason,
             r.note, r.source, r.version, ${ctx.actor.userId}, ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(submission_id bigint, unit_id int, region_id int, city_id int, measure_id int, member text, state text, value numeric,
             estimated boolean, reason text, note text, source text, version int)
      on conflict (submission_id, measure_id, member, city_id) do update set
        state = excluded.state, value = excluded.value, estimated = excluded.estimated, reason = excluded.reason, note = excluded.note,
        source = excluded.source, version = excluded.version, updated_by = excluded.updated_by, updated_at = excluded.updated_at`);
  const copies = changing.map((one) => ({
    ...placeOf(one),
    zero: stillZero(task, one.unit.zeroSections, one.cells),
  }));
  await ctx.tx.execute(sql`
    update submissions s set version = s.version + 1, updated_at = ${at},
      zero_sections = array(select jsonb_array_elements_text(r.zero))
    from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as r(submission_id bigint, city_id int, zero jsonb)
    where s.id = r.submission_id and s.city_id = r.city_id`);
  for (const some of slices(changing))
    await Promise.all(
      some.map(({ unit, changes, stored }) =>
        ctx.audit({
          object: `submission/${unit.submissionId}`,
          regionId: unit.regionId,
          detail: {
            changed: changes.map((change) => changed(change, stored)),
            conflicts: [],
          },
        }),
      ),
    );
}

/**
 * Keeps what was given, also where it was not taken: the clerk and the reviewer see it beside the cell. In one order for
 * everybody, and before the submissions are held, as whoever adopts a figure does.
 */
export async function keepArrivals(ctx: Ctx, task: Task, judged: readonly Judged[]): Promise<void> {
  const arrived = judged.flatMap((one) => {
    const place = placeOf(one);
    return one.verdicts
      .filter(({ verdict }) => verdict === "written" || verdict === "conflict")
      .map(({ row, value, verdict }) => ({
        ...place,
        measure_id: task.measures.idOf.get(row.measure),
        member: row.member,
        place: row.place.slice(0, 200),
        state: value!.state,
        value: value!.state === "number" ? value!.value : null,
        estimated: value!.state === "number" && (value!.estimated ?? false),
        reason: value!.state === "number" ? "" : value!.reason,
        note: row.note,
        verdict,
      }));
  });
  arrived.sort((a, b) => Number(a.submission_id) - Number(b.submission_id));
  for (const rows of slices(arrived))
    await ctx.tx.execute(sql`
    insert into arrivals (submission_id, unit_id, region_id, city_id, measure_id, member, system, file, place, state, value,
                          estimated, reason, note, verdict, user_id, name, at)
    select r.submission_id, r.unit_id, r.region_id, r.city_id, r.measure_id, r.member, ${task.system}, ${task.file}, r.place, r.state, r.value,
           r.estimated, r.reason, r.note, r.verdict, ${ctx.actor.userId}, ${ctx.actor.token?.name ?? ctx.actor.name}, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(submission_id bigint, unit_id int, region_id int, city_id int, measure_id int,
      member text, place text, state text, value numeric, estimated boolean, reason text, note text, verdict text)
    order by r.submission_id, r.measure_id, r.member
    on conflict (submission_id, measure_id, member, system, city_id) do update set
      file = excluded.file, place = excluded.place, state = excluded.state, value = excluded.value, estimated = excluded.estimated,
      reason = excluded.reason, note = excluded.note, verdict = excluded.verdict, user_id = excluded.user_id, name = excluded.name,
      at = excluded.at`);
}
