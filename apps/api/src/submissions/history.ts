import { sql } from "drizzle-orm";
import type { tables, Tx } from "@duibiao/db";
import type { MeasureIndex } from "../catalogues/open.ts";
import { keyed, type ObservationRow, type StoredCell } from "./content.ts";

/** A unit's answers to a form, each at its highest accepted revision; where two collections asked, the later one's. */
const answered = sql`submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id`;
const observed = sql`o.measure_id as "measureId", o.member, o.state, trim_scale(o.value)::text as value, o.estimated, o.reason, o.note, o.source, 0 as version`;

type Collection = Pick<typeof tables.collections.$inferSelect, "formKey" | "ownerRegionId">;

/** Whose answers, to which form, seen from which period. */
export type Seen = { unitId: number; formKey: string; kind: string; startDate: string };

/** What each unit answered in the same form in the periods that begin on these days, by day; absent: no history. In the order that was asked. */
export async function answersAt(
  tx: Tx,
  wanted: readonly (Omit<Seen, "startDate"> & { starts: readonly string[]; measures: MeasureIndex })[],
): Promise<Map<string, StoredCell[]>[]> {
  const asked = wanted.flatMap(({ unitId, formKey, kind, starts }, at) =>
    starts.map((startDate) => ({ at, unitId, formKey, kind, startDate })),
  );
  const found = wanted.map(() => new Map<string, StoredCell[]>());
  if (asked.length === 0) return found;
  const rows = await tx.execute<ObservationRow & { at: number; start: string }>(sql`
    select w.at, w."startDate"::text as start, ${observed}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w (at int, "unitId" int, "formKey" text, kind text, "startDate" date)
    cross join lateral (
      select s.id, standing_rev(s) as revision from ${answered}
      where s.unit_id = w."unitId" and c.form_key = w."formKey" and standing_rev(s) is not null
        and p.kind = w.kind and p.start_date = w."startDate"
      order by c.id desc limit 1) a
    -- Offset 0: one range of the primary key per answer, however many the planner expects.
    cross join lateral (select * from observations where submission_id = a.id and revision = a.revision offset 0) o
    order by w.at, w."startDate", o.measure_id, o.member`);
  for (const { at, start, ...row } of rows.rows) {
    const { measures } = wanted[at]!;
    const cells = found[at]!.get(start) ?? [];
    if (measures.keyOf.has(row.measureId)) cells.push(keyed(row, measures));
    found[at]!.set(start, cells);
  }
  return found;
}

/** The same owner's collection of the form for the period right before: the day before this one begins; of instants and custom periods, the last earlier one. */
export async function collectionBefore(
  tx: Tx,
  { collection, period }: { collection: Collection; period: typeof tables.periods.$inferSelect },
) {
  const found = await tx.execute<{ collectionId: number; periodId: number }>(sql`
    select c.id as "collectionId", p.id as "periodId" from collections c join periods p on p.id = c.period_id
    where c.form_key = ${collection.formKey} and c.owner_region_id = ${collection.ownerRegionId} and p.kind = ${period.kind}
      and p.end_date < ${period.startDate}::date
      and (${period.kind} in ('instant', 'custom') or p.end_date = ${period.startDate}::date - 1)
    order by p.end_date desc, c.id desc limit 1`);
  return found.rows[0] ?? null;
}

export type PastAnswer = {
  period: { id: number; key: string; kind: string; start: string; end: string };
  collectionId: number;
  submissionId: number;
  revision: number;
  /** The period begins exactly one year before. */
  yearBefore: boolean;
  cells: StoredCell[];
};

/** The last answers before a period, newest first, and the one of a year before even if it is older. */
export async function pastAnswers(
  tx: Tx,
  { unitId, formKey, kind, startDate, measures }: Seen & { measures: MeasureIndex },
  most: number,
): Promise<PastAnswer[]> {
  const rows = await tx.execute<
    ObservationRow &
      Pick<PastAnswer, "period" | "collectionId" | "submissionId" | "revision" | "yearBefore"> & { place: number }
  >(sql`
    with past as (
      select distinct on (p.start_date) s.id, c.id as collection_id, standing_rev(s) as revision, p.start_date,
             p.start_date = (${startDate}::date - interval '1 year')::date as year_before,
             jsonb_build_object('id', p.id, 'key', p.key, 'kind', p.kind, 'start', p.start_date::text, 'end', p.end_date::text) as period
      from ${answered}
      where s.unit_id = ${unitId} and c.form_key = ${formKey} and standing_rev(s) is not null
        and p.kind = ${kind} and p.start_date < ${startDate}::date
      order by p.start_date desc, c.id desc),
    placed as (select *, row_number() over (order by start_date desc)::int as place from past)
    select a.place, a.period, a.collection_id as "collectionId", a.id::int as "submissionId", a.revision, a.year_before as "yearBefore", ${observed}
    from placed a join observations o on o.submission_id = a.id and o.revision = a.revision
    where a.place <= ${most} or a.year_before
    order by a.place, o.measure_id, o.member`);
  const found = new Map<number, PastAnswer>();
  for (const { place, period, collectionId, submissionId, revision, yearBefore, ...row } of rows.rows) {
    const answer = found.get(place) ?? { period, collectionId, submissionId, revision, yearBefore, cells: [] };
    // What the form no longer asks has no line to stand beside.
    if (measures.keyOf.has(row.measureId)) answer.cells.push(keyed(row, measures));
    found.set(place, answer);
  }
  return [...found.values()];
}
