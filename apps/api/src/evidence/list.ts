import { and, asc, eq, sql } from "drizzle-orm";
import { builtOnce, tables, type Tx } from "@duibiao/db";

/** Papers of a submission's cells, without their bytes, oldest first; `until`: those that a revision stands on. */
export async function evidenceOn(tx: Tx, submissionId: number, until?: number) {
  const rows = await papers(tx, { submissionId, until: until ?? null });
  return rows.map((row) => ({ ...row, measure: row.measure!, member: row.member! }));
}

const papers = builtOnce((tx) => {
  const a = tables.attachments;
  const until = sql`${sql.placeholder("until")}::int`;
  return tx
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
        eq(a.submissionId, sql.placeholder("submissionId")),
        eq(a.kind, "evidence"),
        sql`(${until} is null or ${a.revision} <= ${until})`,
      ),
    )
    .orderBy(asc(a.id));
});

export type Evidence = Awaited<ReturnType<typeof evidenceOn>>[number];
