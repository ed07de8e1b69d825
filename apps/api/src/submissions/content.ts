import { createHash } from "node:crypto";
import { sql, type SQL } from "drizzle-orm";
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

type Row = Omit<StoredCell, "measure"> & { measureId: number };

export async function readCells(tx: Tx, submissionId: number, measures: MeasureIndex): Promise<StoredCell[]> {
  const rows = await tx.execute<Row>(sql`
    select measure_id as "measureId", member, state, trim_scale(value)::text as value, estimated, reason, note, source, version
    from cells where submission_id = ${submissionId} order by measure_id, member`);
  return rows.rows.map((row) => keyed(row, measures));
}

export const readObservations = (tx: Tx, submissionId: number, revision: number, measures: MeasureIndex) =>
  observationsWhere(tx, sql`submission_id = ${submissionId} and revision = ${revision}`, measures);

/** Observations that meet a condition on `submission_id` and `revision`. */
export async function observationsWhere(tx: Tx, condition: SQL, measures: MeasureIndex): Promise<StoredCell[]> {
  const rows = await tx.execute<Row>(sql`
    select measure_id as "measureId", member, state, trim_scale(value)::text as value, estimated, reason, note, source, 0 as version
    from observations where ${condition} order by measure_id, member`);
  return rows.rows.map((row) => keyed(row, measures));
}

const keyed = ({ measureId, ...rest }: Row, measures: MeasureIndex): StoredCell => ({
  measure: measures.keyOf.get(measureId)!,
  ...rest,
});

/** A stored cell as the value that checks and formulas work on. */
export function valueOf(cell: StoredCell): CellValue {
  if (cell.state === "number") return { state: "number", value: cell.value!, estimated: cell.estimated };
  return { state: cell.state, reason: cell.reason };
}
