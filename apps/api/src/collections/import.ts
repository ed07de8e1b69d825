import { eq, sql } from "drizzle-orm";
import { canonicalDecimal, check, type Finding } from "@duibiao/indicators";
import type { collections as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readCsv } from "@duibiao/workbook";
import { formMeasures, openCatalogue, type MeasureIndex, type OpenCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { contentHash, valueOf, type StoredCell } from "../submissions/content.ts";
import { receiptText } from "../submissions/revise.ts";

export type ImportProblem = { row: number; column: string; code: string; zh: string; en: string; value: string };

type UnitRows = { code: string; unitId: number; regionId: number; cityId: number; submissionId: number | null; lastRev: number; lastHash: string | null; cells: { cell: StoredCell; row: number }[] };

const columns = [
  { name: "unit_code", required: true },
  { name: "measure", required: true },
  { name: "member", required: false },
  { name: "state", required: false },
  { name: "value", required: false },
  { name: "estimated", required: false },
  { name: "reason", required: false },
  { name: "note", required: false },
];

/**
 * 历史数据导入: one row per cell, a verdict per row. The units' rows pass the same check as a submit: what breaks
 * a block rule is refused, everything else that does not hold is a finding. Nothing is written unless every row is
 * good, or `partial` is asked for; a dry run is the same run, rolled back before its end. The same file twice
 * changes nothing. Revisions are unsigned, of origin 历史, and stand under every lens.
 */
export async function importObservations(ctx: Ctx, { params, query, body }: Input<typeof contract.importObservations>) {
  const { collections, periods } = tables;
  const [task] = await ctx.tx.select({ collection: collections, period: periods }).from(collections).innerJoin(periods, eq(periods.id, collections.periodId)).where(eq(collections.id, params.id));
  if (task === undefined) throw problems.notFound(`collection ${params.id}`);
  const { collection, period } = task;
  ctx.must("history.import", { regionId: collection.ownerRegionId, unitId: null });
  if (collection.origin !== "history") throw problems.conflict("只有历史数据任务可以这样导入;当期数据由填报单位报送", "Only history collections take this import; current figures are submitted by their units");
  if (collection.lockedAt !== null) throw problems.state("locked", "import");
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId);
  const measures = await formMeasures(ctx.tx, catalogue, collection.formKey);
  const parsed = readCsv(body, { columns, maxRows: 200_000 });
  const found: ImportProblem[] = [...parsed.problems];
  const units = await assignedUnits(ctx, params.id, period.endDate);
  gather(parsed.rows, units, catalogue, collection.formKey, found);

  const touched = [...units.values()].filter((unit) => unit.cells.length > 0);
  const findings = checkUnits(touched, catalogue, collection.formKey, found);
  const refusedUnits = new Set(found.flatMap((p) => (p.code === "rule_block" ? [p.value] : [])));
  const good = touched.filter((unit) => !refusedUnits.has(unit.code));
  const write = !query.dryRun && (found.length === 0 || query.partial) && good.length > 0;
  const { unchanged, changed } = unchangedUnits(good, collection, period.key, catalogue.hash);
  if (write) await writeHistory(ctx, changed, { collectionId: params.id, periodId: period.id, periodKey: period.key, form: collection.formKey, catalogue: catalogue.hash, measures });
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: { import: { rows: parsed.rows.length, units: changed.length, problems: found.length, dryRun: query.dryRun, partial: query.partial, written: write } },
  });
  const accepted = good.reduce((n, unit) => n + unit.cells.length, 0);
  return {
    dryRun: query.dryRun,
    written: write,
    rows: parsed.rows.length,
    accepted,
    refused: parsed.rows.length - accepted,
    unchanged,
    units: changed.length,
    problems: found,
    findings,
  };
}

async function assignedUnits(ctx: Ctx, collectionId: number, day: string): Promise<Map<string, UnitRows>> {
  const rows = await ctx.tx.execute<Omit<UnitRows, "cells">>(sql`
    select v.code, a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", s.id::int as "submissionId",
           coalesce(s.last_rev, 0) as "lastRev", r.hash as "lastHash"
    from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    left join revisions r on r.submission_id = s.id and r.revision = s.last_rev
    where a.collection_id = ${collectionId} and a.exempt_reason is null for share of a`);
  return new Map(rows.rows.map((row) => [row.code, { ...row, cells: [] }]));
}

type CsvRow = { row: number; values: Record<string, string> };

/** Puts every readable row under its unit; everything else becomes a problem with row and column. */
function gather(rows: readonly CsvRow[], units: Map<string, UnitRows>, catalogue: OpenCatalogue, formKey: string, found: ImportProblem[]): void {
  const asked = new Set(catalogue.compiled.compiledForms.get(formKey)!.lines.map((line) => `${line.measure}/${line.member ?? "total"}`));
  const seen = new Set<string>();
  for (const { row, values } of rows) {
    const say = (column: string, code: string, zh: string, en: string) => found.push({ row, column, code, zh, en, value: values[column] ?? "" });
    const member = values["member"] === undefined || values["member"] === "" ? "total" : values["member"];
    const unit = units.get(values["unit_code"]!);
    const address = `${values["unit_code"]}/${values["measure"]}/${member}`;
    if (unit === undefined) say("unit_code", "unit_unassigned", "该单位在本任务中没有报送义务(不在辖区、已撤销或代码有误)", "This unit owes nothing in this collection (outside the region, abolished, or a wrong code)");
    else if (!asked.has(`${values["measure"]}/${member}`)) say("measure", "not_asked", "报表不含该数据项或分类", "The form does not ask this measure or member");
    else if (seen.has(address)) say("measure", "twice", "同一单元格在文件中出现两次", "The same cell stands twice in the file");
    else {
      const cell = cellOf(values, member, say);
      if (cell !== null) unit.cells.push({ cell, row });
    }
    seen.add(address);
  }
}

function cellOf(values: Record<string, string>, member: string, say: (column: string, code: string, zh: string, en: string) => void): StoredCell | null {
  const state = values["state"] === undefined || values["state"] === "" ? "number" : values["state"];
  const base = { measure: values["measure"]!, member, note: values["note"] ?? "", source: "history", version: 0 };
  if (state === "na" || state === "missing") {
    if ((values["value"] ?? "") !== "") return say("value", "value_without_number", "不适用或暂缺的行不能有数值", "A row that is na or missing carries no value"), null;
    if ((values["reason"] ?? "").trim() === "") return say("reason", "reason_missing", "不适用或暂缺须写明原因", "na or missing needs a reason"), null;
    return { ...base, state, value: null, estimated: false, reason: values["reason"]! };
  }
  if (state !== "number") return say("state", "unknown_state", "状态只能是 number、na、missing", "state is number, na or missing"), null;
  const value = canonicalDecimal(values["value"] ?? "");
  if (value === null) return say("value", "not_a_number", "不是规范的十进制数;缺数请用 missing 并写明原因", "not a plain decimal; for no figure use state missing with a reason"), null;
  const estimated = values["estimated"] ?? "";
  if (!["", "true", "false"].includes(estimated)) return say("estimated", "not_a_flag", "只能是 true 或 false", "true or false"), null;
  return { ...base, state: "number", value, estimated: estimated === "true", reason: values["reason"] ?? "" };
}

/** Runs the one check over each unit's cells; a broken block rule refuses the unit's rows, naming each. */
function checkUnits(units: readonly UnitRows[], catalogue: OpenCatalogue, formKey: string, found: ImportProblem[]): (Finding & { unit: string })[] {
  const kept: (Finding & { unit: string })[] = [];
  for (const unit of units) {
    const { findings } = check(catalogue.compiled, formKey, unit.cells.map(({ cell }) => ({ measure: cell.measure, member: cell.member, value: valueOf(cell) })), {});
    for (const finding of findings) {
      if (finding.severity !== "block" || finding.verdict !== "false") {
        kept.push({ ...finding, unit: unit.code });
        continue;
      }
      const row = unit.cells.find(({ cell }) => finding.cells.some((c) => c.measure === cell.measure && c.member === cell.member))?.row ?? 0;
      found.push({ row, column: finding.cells.map((c) => c.measure).join(" "), code: "rule_block", zh: `${finding.rule}:${finding.text.zh}`, en: `${finding.rule}: ${finding.text.en}`, value: unit.code });
    }
  }
  return kept;
}

function unchangedUnits(good: readonly UnitRows[], collection: typeof tables.collections.$inferSelect, period: string, catalogue: string) {
  const changed = good.filter((unit) => hashOfUnit(unit, { collectionId: collection.id, periodKey: period, form: collection.formKey, catalogue }) !== unit.lastHash);
  return { changed, unchanged: good.reduce((n, unit) => n + (changed.includes(unit) ? 0 : unit.cells.length), 0) };
}

const hashOfUnit = (unit: UnitRows, task: { collectionId: number; periodKey: string; form: string; catalogue: string }) =>
  contentHash({ collection: task.collectionId, unit: unit.unitId, period: task.periodKey, form: task.form, catalogue: task.catalogue, zeroSections: [], cells: unit.cells.map(({ cell }) => cell) });

type Task = { collectionId: number; periodId: number; periodKey: string; form: string; catalogue: string; measures: MeasureIndex };

async function writeHistory(ctx: Ctx, units: readonly UnitRows[], task: Task): Promise<void> {
  const at = ctx.now.toISOString();
  const heads = units.map((u) => ({ unit_id: u.unitId, region_id: u.regionId, city_id: u.cityId, revision: u.lastRev + 1, hash: hashOfUnit(u, task) }));
  const ids = await ctx.tx.execute<{ id: number; unitId: number }>(sql`
    insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, last_rev, submitted_rev, county_rev, city_rev, province_rev, updated_at)
    select ${task.collectionId}, ${task.periodId}, r.unit_id, r.region_id, r.city_id, 'province_accepted', r.revision, r.revision, r.revision, r.revision, r.revision, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as r(unit_id int, region_id int, city_id int, revision int)
    on conflict (collection_id, unit_id, city_id) do update set last_rev = excluded.last_rev, submitted_rev = excluded.last_rev,
      county_rev = excluded.last_rev, city_rev = excluded.last_rev, province_rev = excluded.last_rev, version = submissions.version + 1, updated_at = excluded.updated_at
    returning id::int, unit_id as "unitId"`);
  const idOf = new Map(ids.rows.map((row) => [row.unitId, row.id]));
  const revisions = heads.map((head) => {
    const facts = { submissionId: idOf.get(head.unit_id)!, revision: head.revision, contentHash: head.hash, submittedAt: at };
    return { ...head, submission_id: facts.submissionId, receipt: { ...facts, signature: ctx.platform.keys.sign(receiptText(facts)), publicKey: ctx.platform.keys.publicKey } };
  });
  await ctx.tx.execute(sql`
    insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt)
    select r.submission_id, r.revision, r.unit_id, r.region_id, r.city_id, 'history', r.hash, '[]', ${ctx.actor.userId}, ${at}::timestamptz, r.receipt
    from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) as r(submission_id bigint, revision int, unit_id int, region_id int, city_id int, hash text, receipt jsonb)`);
  const facts = units.flatMap((unit) =>
    unit.cells.map(({ cell }) => ({ submission_id: idOf.get(unit.unitId), revision: unit.lastRev + 1, unit_id: unit.unitId, region_id: unit.regionId, city_id: unit.cityId, measure_id: task.measures.idOf.get(cell.measure), member: cell.member, state: cell.state, value: cell.value, estimated: cell.estimated, reason: cell.reason, note: cell.note })),
  );
  for (let from = 0; from < facts.length; from += 10_000) {
    await ctx.tx.execute(sql`
      insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source)
      select r.submission_id, r.revision, ${task.periodId}, r.unit_id, r.region_id, r.city_id, r.measure_id, r.member, r.state, r.value, r.estimated, r.reason, r.note, 'history'
      from jsonb_to_recordset(${JSON.stringify(facts.slice(from, from + 10_000))}::jsonb)
        as r(submission_id bigint, revision int, unit_id int, region_id int, city_id int, measure_id int, member text, state text, value numeric, estimated boolean, reason text, note text)`);
  }
  for (const cityId of new Set(units.map((u) => u.cityId))) await markDirty(ctx, { collectionId: task.collectionId, cityId, regionId: null });
}
