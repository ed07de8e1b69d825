import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { canonicalJson, type CellValue } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import type { MeasureIndex } from "../catalogues/open.ts";

/** A stored cell or observation by its keys. */
export type StoredCell = {
  measure: string;
  member: string;
  state: "number" | "na" | "missing";
  value: string | null;
  estimated: boolean;
  reason: string;
  note: string;
  source: string;
  version: number;
};

/** What signers sign and reviewers accept: who answers what for when, under which catalogue, with which figures. */
export type Content = {
  collection: number;
  unit: number;
  period: string;
  form: string;
  catalogue: string;
  zeroSections: readonly string[];
  cells: readonly StoredCell[];
};

/** SHA-256 over the canonical content. Order of cells, versions and origin of a figure do not enter. */
export function contentHash(content: Content): string {
  const cells = content.cells
    .map(({ measure, member, state, value, estimated, reason, note }) => ({
      measure,
      member,
      state,
      value,
      estimated,
      reason,
      note,
    }))
    .sort((a, b) => compare(a.measure, b.measure) || compare(a.member, b.member));
  return createHash("sha256")
    .update(canonicalJson({ ...content, zeroSections: [...content.zeroSections].sort(), cells }))
    .digest("hex");
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A cell or observation as the database gives it. */
export type ObservationRow = Omit<StoredCell, "measure"> & { measureId: number };

export const readCells = async (tx: Tx, submissionId: number, measures: MeasureIndex): Promise<StoredCell[]> =>
  (await cellRows(tx, [submissionId])).map(({ submissionId: _submission, ...row }) => keyed(row, measures));

/** Rows of several working copies. */
export async function cellRows(
  tx: Tx,
  submissions: readonly number[],
): Promise<(ObservationRow & { submissionId: number })[]> {
  const rows = await tx.execute<ObservationRow & { submissionId: number }>(sql`
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
