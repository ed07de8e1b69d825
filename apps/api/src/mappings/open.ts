import { eq } from "drizzle-orm";
import { mappings as contract, type Output } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export type Mapping = Output<typeof contract.listMappings>["items"][number];
export type MappingDocument = Mapping["document"];
type Row = typeof tables.mappings.$inferSelect;

export const mappingOf = (row: Row): Mapping => ({
  id: row.id,
  ownerRegionId: row.ownerRegionId,
  key: row.key,
  version: row.version,
  hash: row.hash,
  // What was saved before rows could say their period says nothing of it.
  document: contract.mappingDocument.parse({ period: null, ...JSON.parse(row.document) }),
  createdBy: row.createdName,
  createdAt: row.createdAt,
});

/** A version of a mapping that the asker may read. */
export async function loadMapping(ctx: Ctx, id: number): Promise<Row> {
  const [row] = await ctx.tx.select().from(tables.mappings).where(eq(tables.mappings.id, id));
  if (row === undefined) throw problems.notFound(`mapping/${id}`);
  return row;
}
