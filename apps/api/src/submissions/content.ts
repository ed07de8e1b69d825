import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { contentText, type CellValue, type Content, type ContentCell } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import type { MeasureIndex } from "../catalogues/open.ts";

/** A stored cell or observation by its keys. */
export type StoredCell = ContentCell & { source: string; version: number };

/** SHA-256 of the canonical content. */
export const contentHash = (content: Content): string =>
  createHash("sha256").update(contentText(content)).digest("hex");

/** A cell or observation as the database gives it. */
export type ObservationRow = Omit<StoredCell, "measure"> & { measureId: number };

/** A cell of one of several working copies. */
export type CellRow = ObservationRow & { submissionId: number };

export const readCells = async (tx: Tx, submissionId: number, measures: MeasureIndex): Promise<StoredCell[]> =>
  cellsOf(await cellRows(tx, [submissionId]), measures);

/** Rows of one working copy by their keys. */
export const cellsOf = (rows: readonly CellRow[], measures: MeasureIndex): StoredCell[] =>
  rows.map(({ submissionId: _submission, ...row }) => keyed(row, measures));

/** Rows of several working copies. */
export async function cellRows(tx: Tx, submissions: readonly number[]): Promise<CellRow[]> {
  const rows = await tx.execute<CellRow>(sql`
    select submission_id::int as "submissionId", measure_id as "measureId", member, state, trim_scale(value)::text as value, estimated, reason, note, source, version
    from cells where submission_id = any(${`{${submissions.join(",")}}`}::bigint[]) order by submission_id, measure_id, member`);
  return rows.rows;
}

export async function readObservations(
  tx: Tx,
  submissionId: number,
  revision: number,
  measures: MeasureIndex,
): Promise<StoredCell[]> {
  const rows = await tx.execute<ObservationRow>(sql`
    select measure_id as "measureId", member, state, trim_scale(value)::text as value, estimated, reason, note, source, 0 as version
    from observations where submission_id = ${submissionId} and revision = ${revision} order by measure_id, member`);
  return rows.rows.map((row) => keyed(row, measures));
}

export const keyed = ({ measureId, ...rest }: ObservationRow, measures: MeasureIndex): StoredCell => ({
  measure: measures.keyOf.get(measureId)!,
  ...rest,
});

/** A stored cell as the value that checks and formulas work on. */
export function valueOf(cell: StoredCell): CellValue {
  if (cell.state === "number") return { state: "number", value: cell.value!, estimated: cell.estimated };
  return { state: cell.state, reason: cell.reason };
}
