import type { Input, Output, records as contract } from "@duibiao/contract";
import { writeCsv } from "@duibiao/workbook";
import { writeTable } from "@duibiao/workbook/table";
import { markColumn, markOf } from "../mark.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn } from "../tree.ts";
import { regionColumns } from "./import-rows.ts";
import { versionsOf } from "./place.ts";

type Query = Input<typeof contract.readRegionJson>["query"];
type Rows = Output<typeof contract.readRegionJson>["rows"];

/** Every dated version of the regions asked for, parents first, as an import takes them. */
function rowsOf({ actor: { tree, today } }: Ctx, { region }: Query): Rows {
  if (region !== undefined) versionsOf(tree, region);
  const wanted = region === undefined ? [...tree.versions.keys()] : subtreeOn(tree, region, today);
  return wanted
    .flatMap((id) => tree.versions.get(id) ?? [])
    .toSorted((a, b) => depth[a.tier] - depth[b.tier] || compare(a.code, b.code) || compare(a.validFrom, b.validFrom))
    .map(({ code, name, tier, kind, parentId, validFrom, validTo }) => ({
      code,
      name,
      tier,
      kind,
      parent_code: parentId === null ? "" : (regionOn(tree, parentId, validFrom)?.code ?? ""),
      valid_from: validFrom,
      valid_to: validTo ?? "",
    }));
}

const depth = { nation: 0, province: 1, city: 2, county: 3 };
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const columns = [...regionColumns.map(({ name }) => ({ name, type: "text" as const })), markColumn];

async function marked(ctx: Ctx, query: Query) {
  const exported = await markOf(ctx);
  return rowsOf(ctx, query).map((row) => ({ ...row, exported }));
}

export const readJson = async (ctx: Ctx, { query }: Input<typeof contract.readRegionJson>) => ({
  rows: rowsOf(ctx, query),
});
export const readCsv = async (ctx: Ctx, { query }: Input<typeof contract.readRegionCsv>) =>
  writeCsv(columns, await marked(ctx, query), { bom: true });
export async function readXlsx(ctx: Ctx, { query }: Input<typeof contract.readRegionXlsx>) {
  const rows = await marked(ctx, query);
  return writeTable([{ name: "regions", columns, rows: rows.map((row) => columns.map(({ name }) => row[name])) }]);
}
