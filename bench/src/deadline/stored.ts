import type { Fixture, Task } from "../fixture.ts";
import { cells } from "./task.ts";

/** What a clerk holds in hand: the content hash of the receipt, by submission. */
export type Acknowledged = Map<number, string>;
export type Verdict = { acknowledged: number; lost: number; doubled: number; partial: number; silent: number };

/** Holds every receipt against the tables. `silent`: stored although nobody was told (an answer that never came and was not asked for again). */
export async function holdAgainst({ owner }: Fixture, task: Task, acknowledged: Acknowledged): Promise<Verdict> {
  const revisions = await owner.query<{ id: number; hash: string; revisions: number }>(
    `select r.submission_id::int as id, (array_agg(r.hash order by r.revision))[1] as hash, count(*)::int as revisions
     from revisions r join submissions s on s.id = r.submission_id where s.collection_id = $1 group by 1`,
    [task.id],
  );
  const stored = new Map(revisions.rows.map((row) => [row.id, row]));
  const figures = await owner.query<{ id: number; n: number }>(
    "select submission_id::int as id, count(*)::int as n from observations where period_id = $1 group by submission_id, revision",
    [task.periodId],
  );
  let lost = 0;
  for (const [id, hash] of acknowledged) if (stored.get(id)?.hash !== hash) lost++;
  return {
    acknowledged: acknowledged.size,
    lost,
    doubled: revisions.rows.filter((row) => row.revisions > 1).length,
    partial: figures.rows.filter((row) => row.n !== cells).length,
    silent: revisions.rows.filter((row) => !acknowledged.has(row.id)).length,
  };
}
