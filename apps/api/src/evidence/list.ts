import { and, asc, eq, lte, sql } from "drizzle-orm";
import { tables, type Tx } from "@duibiao/db";

/** Papers of a submission's cells, without their bytes, oldest first; `until`: those that a revision stands on. */
export async function evidenceOn(tx: Tx, submissionId: number, until?: number) {
  const a = tables.attachments;
  const rows = await tx
    .select({
      id: a.id,
      measure: a.measure,
      member: a.member,
      revision: a.revision,
      questionId: a.questionId,
      name: a.name,
      type: a.type,
      bytes: sql<number>`octet_length(${a.content})`,
      sha256: a.sha256,
      screened: a.screened,
      by: a.userName,
      at: a.at,
    })
    .from(a)
    .where(
      and(
        eq(a.submissionId, submissionId),
        eq(a.kind, "evidence"),
        until === undefined ? undefined : lte(a.revision, until),
      ),
    )
    .orderBy(asc(a.id));
  return rows.map((row) => ({ ...row, measure: row.measure!, member: row.member! }));
}

export type Evidence = Awaited<ReturnType<typeof evidenceOn>>[number];
