import { asc, inArray } from "drizzle-orm";
import type { Input, Output, records as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { writeCsv } from "@duibiao/workbook";
import { writeTable } from "@duibiao/workbook/table";
import { markColumn, markOf } from "../mark.ts";
import { versionsOf } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn } from "../tree.ts";
import { unitColumns } from "./plan-import.ts";

type Query = Input<typeof contract.readUnitJson>["query"];
type Rows = Output<typeof contract.readUnitJson>["rows"];

/** Every dated version of the units that stand in the regions asked for, as an import takes them. */
async function rowsOf(ctx: Ctx, { region }: Query): Promise<Rows> {
  const { tree, today } = ctx.actor;
  const v = tables.unitVersions;
  if (region !== undefined) versionsOf(tree, region);
  const within = region === undefined ? undefined : inArray(v.regionId, subtreeOn(tree, region, today));
  const here = ctx.tx.select({ unit: v.unitId }).from(v).where(within);
  const versions = await ctx.tx.select().from(v).where(inArray(v.unitId, here)).orderBy(asc(v.code), asc(v.validFrom));
  return versions.map(({ code, name, regionId, covers, kind, line, validFrom, validTo }) => ({
    code,
    name,
    region_code: regionOn(tree, regionId, validFrom)?.code ?? "",
    covers,
    kind,
    line,
    valid_from: validFrom,
    valid_to: validTo ?? "",
  }));
}

const columns = [...unitColumns.map(({ name }) => ({ name, type: "text" as const })), markColumn];

async function marked(ctx: Ctx, query: Query) {
  const exported = await markOf(ctx);
  return (await rowsOf(ctx, query)).map((row) => ({ ...row, exported }));
}

export const readJson = async (ctx: Ctx, { query }: Input<typeof contract.readUnitJson>) => ({
  rows: await rowsOf(ctx, query),
});
export const readCsv = async (ctx: Ctx, { query }: Input<typeof contract.readUnitCsv>) =>
  writeCsv(columns, await marked(ctx, query), { bom: true });
export async function readXlsx(ctx: Ctx, { query }: Input<typeof contract.readUnitXlsx>) {
  const rows = await marked(ctx, query);
  return writeTable([{ name: "units", columns, rows: rows.map((row) => columns.map(({ name }) => row[name])) }]);
}
