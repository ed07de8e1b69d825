import { desc, inArray, sql } from "drizzle-orm";
import type { Input, records as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { CsvRow } from "@duibiao/workbook";
import { refuseRows, rowsOfCsv, rowsOfJson, rowsOfXlsx, runOrRehearse, verdictsOf } from "../regions/import-run.ts";
import { holdTree, placeOfRegion, reachRegions } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { newUnits } from "./place.ts";
import {
  planUnitImport,
  regionsByCode,
  unitColumns,
  type StoredUnit,
  type UnitColumn,
  type UnitPlan,
} from "./plan-import.ts";

/** Three doors, one way in. */
export const importUnits = (ctx: Ctx, { query, body }: Input<typeof contract.importUnits>) =>
  bring(ctx, query.dryRun, rowsOfCsv(body, unitColumns));
export const importUnitsJson = (ctx: Ctx, { query, body }: Input<typeof contract.importUnitsJson>) =>
  bring(ctx, query.dryRun, rowsOfJson(body.rows, unitColumns));
export const importUnitsXlsx = async (ctx: Ctx, { query, body }: Input<typeof contract.importUnitsXlsx>) =>
  bring(ctx, query.dryRun, await rowsOfXlsx(ctx, body, unitColumns));

/** Loads a table of units: all rows or none. */
async function bring(ctx: Ctx, dryRun: boolean, rows: readonly CsvRow<UnitColumn>[]) {
  const tree = await holdTree(ctx);
  const byCode = regionsByCode(tree);
  const named = [...new Set(rows.flatMap((r) => (byCode.get(r.values.region_code) ?? []).map((v) => v.regionId)))];
  const plan = planUnitImport(rows, tree, await storedUnits(ctx, [...new Set(rows.map((r) => r.values.code))], named));
  const regions = [...new Set([...plan.inserts, ...plan.unchanged].map((r) => r.regionId))];
  for (const region of regions) ctx.must("unit.change", placeOfRegion(tree, region, ctx.actor.today));
  refuseRows(plan.problems);
  const units = await runOrRehearse(ctx, dryRun, (inner) => write(inner, plan, regions));
  const result = {
    dryRun,
    rows: rows.length,
    units,
    versions: plan.inserts.length,
    unchanged: plan.unchanged.length,
  };
  await ctx.audit({ object: "units/import", detail: result });
  const codes = new Map(rows.map(({ row, values }) => [row, values.code]));
  const verdicts = verdictsOf(
    plan.inserts.map(({ row, code, unit }) => ({ row, code, known: unit !== null })),
    plan.unchanged.map(({ row }) => ({ row, code: codes.get(row)! })),
  );
  return { ...result, verdicts };
}

async function storedUnits(ctx: Ctx, codes: string[], regionIds: number[]): Promise<StoredUnit[]> {
  const { rows } = await ctx.tx.execute<StoredUnit>(sql`
    select unit_id as id, code, name, kind, line, covers, region_id as "regionId", valid_from::text as "validFrom", valid_to::text as "validTo"
    from unit_versions
    where unit_id in (select unit_id from unit_versions where code = any(${sql.param(codes)}::text[]))
       or (covers = 'whole' and region_id = any(${sql.param(regionIds)}::int[]))
    order by unit_id, valid_from`);
  return rows;
}

async function write(ctx: Ctx, plan: UnitPlan, regions: readonly number[]): Promise<number> {
  const codes = [...new Set(plan.inserts.flatMap((v) => (v.unit === null ? [v.code] : [])))];
  const ids = await newUnits(ctx, codes.length);
  const idOf = new Map(codes.map((code, i) => [code, ids[i]!]));
  await reachRegions(ctx, regions);
  const known = await standing(
    ctx,
    plan.inserts.flatMap((v) => v.unit ?? []),
  );
  const versions = plan.inserts.map(({ row: _row, unit, ...version }) => {
    const before = unit === null ? undefined : known.get(unit);
    return {
      ...version,
      unitId: unit ?? idOf.get(version.code)!,
      line: version.line === "" ? (before?.line ?? "") : version.line,
      registry: before?.registry ?? {},
    };
  });
  for (let i = 0; i < versions.length; i += 2000)
    await ctx.tx.insert(tables.unitVersions).values(versions.slice(i, i + 2000));
  return codes.length;
}

/** What a table does not say of a unit on record stays as its latest version has it. */
async function standing(ctx: Ctx, units: readonly number[]) {
  const v = tables.unitVersions;
  const rows = await ctx.tx
    .selectDistinctOn([v.unitId], { unitId: v.unitId, line: v.line, registry: v.registry })
    .from(v)
    .where(inArray(v.unitId, [...units]))
    .orderBy(v.unitId, desc(v.validFrom));
  return new Map(rows.map((row) => [row.unitId, row]));
}
