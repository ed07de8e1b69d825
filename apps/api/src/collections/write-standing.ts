import { sql } from "drizzle-orm";
import { receiptText } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import type { MeasureIndex } from "../catalogues/open.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { contentHash } from "../submissions/content.ts";
import type { NewRevision } from "../submissions/revise.ts";
import type { UnitRows } from "./import-rows.ts";

/** Hash of a unit's rows as a submission's content. */
export const hashOfUnit = (
  unit: Pick<UnitRows, "unitId" | "cells">,
  task: { collectionId: number; periodKey: string; form: string; catalogue: string },
) =>
  contentHash({
    collection: task.collectionId,
    unit: unit.unitId,
    period: task.periodKey,
    form: task.form,
    catalogue: task.catalogue,
    zeroSections: [],
    cells: unit.cells.map(({ cell }) => cell),
  });

/** Units that owe, by code, with the revision that stands. Held until the transaction ends. */
export async function assignedUnits(tx: Tx, collectionId: number, day: string): Promise<Map<string, UnitRows>> {
  const rows = await tx.execute<Omit<UnitRows, "cells">>(sql`
    select v.code, a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", s.id::int as "submissionId",
           coalesce(s.last_rev, 0) as "lastRev", r.hash as "lastHash"
    from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    left join revisions r on r.submission_id = s.id and r.revision = s.last_rev
    where a.collection_id = ${collectionId} and a.exempt_reason is null for share of a`);
  return new Map(rows.rows.map((row) => [row.code, { ...row, cells: [] }]));
}

type Task = {
  collectionId: number;
  periodId: number;
  periodKey: string;
  form: string;
  catalogue: string;
  measures: MeasureIndex;
  /** history: unsigned. system: under the platform's name. */
  kind: "history" | "system";
  signers: NewRevision["signers"];
  submittedBy: number;
};

/** Makes one revision for each unit that nobody reviews; it stands under every lens. */
export async function writeStanding(
  ctx: Ctx,
  units: readonly Omit<UnitRows, "code" | "submissionId" | "lastHash">[],
  task: Task,
): Promise<void> {
  const at = ctx.now.toISOString();
  const heads = units.map((u) => ({
    unit_id: u.unitId,
    region_id: u.regionId,
    city_id: u.cityId,
    revision: u.lastRev + 1,
    hash: hashOfUnit(u, task),
  }));
  const ids = await ctx.tx.execute<{ id: number; unitId: number }>(sql`
    insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, last_rev, submitted_rev, county_rev, city_rev, province_rev, updated_at)
    select ${task.collectionId}, ${task.periodId}, r.unit_id, r.region_id, r.city_id, 'province_accepted', r.revision, r.revision, r.revision, r.revision, r.revision, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as r(unit_id int, region_id int, city_id int, revision int)
    on conflict (collection_id, unit_id, city_id) do update set last_rev = excluded.last_rev, submitted_rev = excluded.last_rev,
      county_rev = excluded.last_rev, city_rev = excluded.last_rev, province_rev = excluded.last_rev, version = submissions.version + 1, updated_at = excluded.updated_at
    returning id::int, unit_id as "unitId"`);
  const idOf = new Map(ids.rows.map((row) => [row.unitId, row.id]));
  const revisions = heads.map((head) => {
    const facts = {
      submissionId: idOf.get(head.unit_id)!,
      revision: head.revision,
      contentHash: head.hash,
      submittedAt: at,
    };
    return {
      ...head,
      submission_id: facts.submissionId,
      receipt: {
        ...facts,
        signature: ctx.platform.keys.sign(receiptText(facts)),
        publicKey: ctx.platform.keys.publicKey,
      },
    };
  });
  await ctx.tx.execute(sql`
    insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt)
    select r.submission_id, r.revision, r.unit_id, r.region_id, r.city_id, ${task.kind}, r.hash, ${JSON.stringify(task.signers)}::jsonb, ${task.submittedBy}, ${at}::timestamptz, r.receipt
    from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) as r(submission_id bigint, revision int, unit_id int, region_id int, city_id int, hash text, receipt jsonb)`);
  const facts = units.flatMap((unit) =>
    unit.cells.map(({ cell }) => ({
      submission_id: idOf.get(unit.unitId),
      revision: unit.lastRev + 1,
      unit_id: unit.unitId,
      region_id: unit.regionId,
      city_id: unit.cityId,
      measure_id: task.measures.idOf.get(cell.measure),
      member: cell.member,
      state: cell.state,
      value: cell.value,
      estimated: cell.estimated,
      reason: cell.reason,
      note: cell.note,
    })),
  );
  for (let from = 0; from < facts.length; from += 10_000) {
    await ctx.tx.execute(sql`
      insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source)
      select r.submission_id, r.revision, ${task.periodId}, r.unit_id, r.region_id, r.city_id, r.measure_id, r.member, r.state, r.value, r.estimated, r.reason, r.note, ${task.kind}
      from jsonb_to_recordset(${JSON.stringify(facts.slice(from, from + 10_000))}::jsonb)
        as r(submission_id bigint, revision int, unit_id int, region_id int, city_id int, measure_id int, member text, state text, value numeric, estimated boolean, reason text, note text)`);
  }
  for (const cityId of new Set(units.map((u) => u.cityId)))
    await markDirty(ctx, { collectionId: task.collectionId, cityId, regionId: null });
}
