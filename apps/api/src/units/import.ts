import { desc, inArray, sql } from "drizzle-orm";
import type { Input, units as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { readCsv } from "@duibiao/workbook";
import { maxImportRows, refuseRows, runOrRehearse } from "../regions/import-run.ts";
import { holdTree, placeOfRegion, reachRegions } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { newUnits } from "./place.ts";
import { planUnitImport, regionsByCode, unitColumns, type StoredUnit, type UnitPlan } from "./plan-import.ts";

/** Loads a table of units: all rows or none. */
export async function importUnits(ctx: Ctx, { query, body }: Input<typeof contract.importUnits>) {
  const tree = await holdTree(ctx);
  const { rows, problems } = readCsv(body, { columns: unitColumns, maxRows: maxImportRows });
  refuseRows(problems);
  const byCode = regionsByCode(tree);
  const named = [...new Set(rows.flatMap((r) => (byCode.get(r.values.region_code) ?? []).map((v) => v.regionId)))];
  const plan = planUnitImport(rows, tree, await storedUnits(ctx, [...new Set(rows.map((r) => r.values.code))], named));
  const regions = [...new Set([...plan.inserts, ...plan.unchanged].map((r) => r.regionId))];
  for (const region of regions) ctx.must("unit.change", placeOfRegion(tree, region, ctx.actor.today));
  refuseRows(plan.problems);
  const units = await runOrRehearse(ctx, query.dryRun, (inner) => write(inner, plan, regions));
  const result = {
    dryRun: query.dryRun,
    rows: rows.length,
    units,
    versions: plan.inserts.length,
    unchanged: plan.unchanged.length,
  };
  await ctx.audit({ object: "units/import", detail: result });
  return result;
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
