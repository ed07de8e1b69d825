import { sql } from "drizzle-orm";
import type { Input, records as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { CsvRow } from "@duibiao/workbook";
import type { Ctx } from "../serve.ts";
import type { Tree } from "../tree.ts";
import { regionColumns, type RegionColumn } from "./import-rows.ts";
import { refuseRows, rowsOfCsv, rowsOfJson, rowsOfXlsx, runOrRehearse, verdictsOf } from "./import-run.ts";
import { holdTree, placeOfRegion, reachRegions } from "./place.ts";
import { planImport, type ImportPlan, type RegionRef } from "./plan-import.ts";

/** Three doors, one way in. */
export const importRegions = (ctx: Ctx, { query, body }: Input<typeof contract.importRegions>) =>
  bring(ctx, query.dryRun, rowsOfCsv(body, regionColumns));
export const importRegionsJson = (ctx: Ctx, { query, body }: Input<typeof contract.importRegionsJson>) =>
  bring(ctx, query.dryRun, rowsOfJson(body.rows, regionColumns));
export const importRegionsXlsx = async (ctx: Ctx, { query, body }: Input<typeof contract.importRegionsXlsx>) =>
  bring(ctx, query.dryRun, await rowsOfXlsx(ctx, body, regionColumns));

/** Loads a table of regions or adds to the tree: all rows or none. */
async function bring(ctx: Ctx, dryRun: boolean, rows: readonly CsvRow<RegionColumn>[]) {
  const tree = await holdTree(ctx);
  const plan = planImport(rows, tree);
  mustReach(ctx, tree, plan);
  refuseRows(plan.problems);
  const regions = await runOrRehearse(ctx, dryRun, (inner) => write(inner, plan));
  const result = {
    dryRun,
    rows: rows.length,
    regions,
    versions: plan.inserts.length,
    unchanged: plan.unchanged.length,
  };
  await ctx.audit({ object: "regions/import", detail: result });
  const codes = new Map(rows.map(({ row, values }) => [row, values.code]));
  const verdicts = verdictsOf(
    plan.inserts.map(({ row, code, region }) => ({ row, code, known: region !== null })),
    plan.unchanged.map(({ row }) => ({ row, code: codes.get(row)! })),
  );
  return { ...result, verdicts };
}

/** Rights over every row: what it hangs under, or itself; a root needs the whole platform. */
function mustReach(ctx: Ctx, tree: Tree, plan: ImportPlan): void {
  const places = new Set<number | null>();
  for (const { region } of plan.unchanged) places.add(region);
  for (const { region, parent, parentCode } of plan.inserts) {
    if (region !== null) places.add(region);
    if (parentCode === "") places.add(null);
    else if (parent !== null && "id" in parent) places.add(parent.id);
  }
  for (const id of places)
    ctx.must(
      "region.import",
      id === null ? { regionId: null, unitId: null } : placeOfRegion(tree, id, ctx.actor.today),
    );
}

async function write(ctx: Ctx, plan: ImportPlan): Promise<number> {
  const codes = [...new Set(plan.inserts.flatMap((v) => (v.region === null ? [v.code] : [])))];
  const ids = await newRegions(ctx, codes.length);
  const idOf = new Map(codes.map((code, i) => [code, ids[i]!]));
  const resolve = (ref: RegionRef | null) => (ref === null ? null : "id" in ref ? ref.id : idOf.get(ref.code)!);
  const versions = plan.inserts.map((v) => ({
    regionId: v.region ?? idOf.get(v.code)!,
    validFrom: v.validFrom,
    validTo: v.validTo,
    tier: v.tier,
    code: v.code,
    name: v.name,
    kind: v.kind,
    parentId: resolve(v.parent),
  }));
  await reachRegions(
    ctx,
    versions.map((v) => v.regionId),
  );
  for (let i = 0; i < versions.length; i += 2000)
    await ctx.tx.insert(tables.regionVersions).values(versions.slice(i, i + 2000));
  return codes.length;
}

/** Makes regions without versions yet; their ids, ascending. */
export async function newRegions(ctx: Ctx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const made = await ctx.tx.execute<{ id: number }>(
    sql`insert into regions (created_at) select now() from generate_series(1, ${count}::int) returning id`,
  );
  return made.rows.map((row) => row.id).sort((a, b) => a - b);
}
