import { randomUUID } from "node:crypto";
import type pg from "pg";

export type Figure = { measure: string; member: string; value: string };
/** The yardstick: the rows of a submit (and of a save) written by hand, without rights, checks or answers. */
export type Plain = {
  submit: (submissionId: number) => Promise<void>;
  save: (submissionId: number, figures: readonly Figure[]) => Promise<void>;
  /** Takes the twins away: a platform that starts refuses tables without row-level security. */
  clear: () => Promise<void>;
};

/**
 * Twins of `dirty` and `audit_log` take the marks and audit rows, so that worker and sealer do not work for the yardstick.
 * One transaction each; statements are prepared.
 */
export async function plainSubmitter(pool: pg.Pool): Promise<Plain> {
  await pool.query("create table bench_dirty (like dirty including all)");
  await pool.query("create table bench_audit (like audit_log including all)");
  const measures = await pool.query<{ id: number; key: string }>("select id, key from measures");
  const idOf = new Map(measures.rows.map((row) => [row.key, row.id]));
  return {
    submit: (id) =>
      transaction(pool, async (client) => {
        const run = (name: string, text: string, values: unknown[]) =>
          client.query({ name: `plain ${name}`, text, values });
        await run(
          "observations",
          `insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source)
           select c.submission_id, 1, s.period_id, c.unit_id, c.region_id, c.city_id, c.measure_id, c.member, c.state, c.value, c.estimated, c.reason, c.note, c.source
           from cells c join submissions s on s.id = c.submission_id where c.submission_id = $1`,
          [id],
        );
        await run(
          "revision",
          `insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt)
           select id, 1, unit_id, region_id, city_id, 'report', $2, $3, 1, now(), $4 from submissions where id = $1`,
          [
            id,
            "0".repeat(64),
            JSON.stringify([{ userId: 1, as: "clerk" }]),
            JSON.stringify({ signature: "0".repeat(88) }),
          ],
        );
        await run(
          "submission",
          "update submissions set state = 'submitted', last_rev = 1, submitted_rev = 1, version = version + 1, updated_at = now() where id = $1",
          [id],
        );
        await run(
          "dirty",
          "insert into bench_dirty (collection_id, city_id, region_id, level) select collection_id, city_id, region_id, 1 from submissions where id = $1",
          [id],
        );
        await audit(client, `submission/${id}`);
      }),
    save: (id, figures) =>
      transaction(pool, async (client) => {
        await client.query({
          name: "plain cells",
          text: `insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, source, updated_by)
                 select s.id, s.unit_id, s.region_id, s.city_id, f.measure, f.member, 'number', f.value, 'typed', 1
                 from submissions s, unnest($2::int[], $3::text[], $4::numeric[]) f (measure, member, value) where s.id = $1`,
          values: [
            id,
            figures.map((f) => idOf.get(f.measure)!),
            figures.map((f) => f.member),
            figures.map((f) => f.value),
          ],
        });
        await audit(client, `submission/${id}`);
      }),
    async clear() {
      await pool.query("drop table bench_dirty, bench_audit");
    },
  };
}

const audit = (client: pg.PoolClient, object: string) =>
  client.query({
    name: "plain audit",
    text: "insert into bench_audit (request_id, user_id, role, action, object, result, detail) values ($1, 1, 'clerk', 'submissions.submit', $2, 'done', $3)",
    values: [randomUUID(), object, JSON.stringify({ revision: 1 })],
  });

async function transaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
