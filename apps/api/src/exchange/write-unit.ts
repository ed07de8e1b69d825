import { sql } from "drizzle-orm";
import { cellKey } from "@duibiao/indicators";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { readCells, type StoredCell } from "../submissions/content.ts";
import { formOf, loadBundle, type Bundle } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { address, isSame, type CellInput } from "../submissions/write-cells.ts";
import { valueOf, type PushRow, type Refusal } from "./rows.ts";
import type { OwingUnit } from "./units.ts";

export type Verdict = {
  row: PushRow;
  verdict: "written" | "unchanged" | "conflict" | "refused";
  refusal: Refusal | null;
  value: CellInput["value"];
  stored: StoredCell | undefined;
};

/** Where a figure came from, as a cell keeps it: system and file. No file that a person uploads is named like that. */
export const sourceOf = (system: string, file: string) => `system:${system}${file === "" ? "" : ` · ${file}`}`;
const isFrom = (system: string, source: string) => `${source} · `.startsWith(`system:${system} · `);

/** The submission of a unit, started where it is not yet, locked. */
async function submissionOf(ctx: Ctx, collectionId: number, periodId: number, unit: OwingUnit): Promise<Bundle> {
  let id = unit.submissionId;
  if (id === null) {
    await ctx.tx.execute(sql`
      insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state)
      values (${collectionId}, ${periodId}, ${unit.unitId}, ${unit.regionId}, ${unit.cityId}, 'draft') on conflict do nothing`);
    const found = await ctx.tx.execute<{ id: number }>(
      sql`select id::int from submissions where collection_id = ${collectionId} and unit_id = ${unit.unitId}`,
    );
    id = found.rows[0]!.id;
  }
  return loadBundle(ctx.tx, id, true);
}

type Task = { collectionId: number; periodId: number; system: string; file: string };

/**
 * One unit's cells: a verdict for each, then all that can be taken written the way a person's are. What somebody typed,
 * or another system gave, stays and is a conflict; the clerk decides.
 */
export async function writeUnit(ctx: Ctx, task: Task, unit: OwingUnit, rows: readonly PushRow[]) {
  ctx.must("submission.push", unit);
  const bundle = await submissionOf(ctx, task.collectionId, task.periodId, unit);
  // A verdict tells what stands there: nobody writes where they may not read.
  await mustBeReviewed(ctx, bundle.submission, null);
  const stored = new Map(
    (await readCells(ctx.tx, bundle.submission.id, bundle.measures)).map((cell) => [address(cell), cell]),
  );
  const verdicts = rows.map((row) => judge(bundle, task.system, row, stored.get(address(row))));
  const cells = verdicts.flatMap(({ verdict, row, value, stored: before }) =>
    verdict === "written"
      ? [{ measure: row.measure, member: row.member, value, version: before?.version ?? 0, note: noteOf(row, before) }]
      : [],
  );
  const source = sourceOf(task.system, task.file);
  const { findings } =
    cells.length === 0 ? { findings: [] } : await saveInto(ctx, bundle, { cells, explanations: [] }, source);
  await keepArrivals(ctx, bundle, task, verdicts);
  return { verdicts, submission: bundle.submission.id, findings: findings.length };
}

const noteOf = (row: PushRow, stored: StoredCell | undefined) => (row.note === "" ? (stored?.note ?? "") : row.note);

function judge(bundle: Bundle, system: string, row: PushRow, stored: StoredCell | undefined): Verdict {
  const refused = (refusal: Refusal): Verdict => ({ row, verdict: "refused", refusal, value: null, stored });
  if (!formOf(bundle).asked.has(cellKey(row.measure, row.member)))
    return refused({
      code: "not_asked",
      zh: "报表不含该数据项或分类",
      en: "The form does not ask this measure or member",
    });
  const value = valueOf(row, bundle.catalogue.compiled.measures.get(row.measure)!.uom);
  if ("code" in value) return refused(value);
  const change = { measure: row.measure, member: row.member, value, version: stored?.version ?? 0 };
  if (isSame(row.note === "" ? change : { ...change, note: row.note }, stored))
    return { row, verdict: "unchanged", refusal: null, value, stored };
  if (stored !== undefined && !isFrom(system, stored.source))
    return { row, verdict: "conflict", refusal: CONFLICT, value, stored };
  return { row, verdict: "written", refusal: null, value, stored };
}

const CONFLICT: Refusal = {
  code: "conflict",
  zh: "平台上已有人工填写或其他来源的数，未覆盖；由填报人决定采用哪个",
  en: "A person or another source has a figure there; it was not overwritten, the clerk decides",
};

/** Keeps what was given, also where it was not taken: the clerk and the reviewer see it beside the cell. */
async function keepArrivals(ctx: Ctx, bundle: Bundle, task: Task, verdicts: readonly Verdict[]): Promise<void> {
  const { id, unitId, regionId, cityId } = bundle.submission;
  const rows = verdicts
    .filter(({ verdict }) => verdict === "written" || verdict === "conflict")
    .map(({ row, value, verdict }) => ({
      measure_id: bundle.measures.idOf.get(row.measure),
      member: row.member,
      place: row.place.slice(0, 200),
      state: value!.state,
      value: value!.state === "number" ? value!.value : null,
      estimated: value!.state === "number" && (value!.estimated ?? false),
      reason: value!.state === "number" ? "" : value!.reason,
      note: row.note,
      verdict,
    }));
  if (rows.length === 0) return;
  await ctx.tx.execute(sql`
    insert into arrivals (submission_id, unit_id, region_id, city_id, measure_id, member, system, file, place, state, value,
                          estimated, reason, note, verdict, user_id, name, at)
    select ${id}, ${unitId}, ${regionId}, ${cityId}, r.measure_id, r.member, ${task.system}, ${task.file}, r.place, r.state, r.value,
           r.estimated, r.reason, r.note, r.verdict, ${ctx.actor.userId}, ${ctx.actor.token?.name ?? ctx.actor.name}, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(measure_id int, member text, place text, state text, value numeric,
      estimated boolean, reason text, note text, verdict text)
    on conflict (submission_id, measure_id, member, system, city_id) do update set
      file = excluded.file, place = excluded.place, state = excluded.state, value = excluded.value, estimated = excluded.estimated,
      reason = excluded.reason, note = excluded.note, verdict = excluded.verdict, user_id = excluded.user_id, name = excluded.name,
      at = excluded.at`);
}
