import { sql, type SQL } from "drizzle-orm";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** Entries of an answer where nothing else is asked for. */
export const most = 500;

type Place = { transaction: string; id: string };
/** Where a reader of a change feed stands: in which database, up to which transaction all have ended, and what was told. */
export type Mark = { database: string; settled: string; since: Place };

/** @param text `next` of the answer before; absent: from the beginning. */
export async function markOf(ctx: Ctx, text: string | undefined): Promise<Mark> {
  const found = await ctx.tx.execute<Omit<Mark, "since">>(sql`
    select (select system_identifier::text from pg_control_system()) as database, pg_snapshot_xmin(pg_current_snapshot())::text as settled`);
  const { database, settled } = found.rows[0]!;
  return { database, settled, since: cursorOf(text, database, BigInt(settled)) };
}

/** The number of the transaction that wrote a row. A row keeps 32 bits of it; the rest is that of the settled one, or one less. */
export const transactionOf = (xmin: SQL, { settled }: Mark): SQL => sql`(
  select low + base - case when low + base > ${settled}::bigint + 2147483648 then 4294967296 else 0 end
  from (select ${xmin}::text::bigint as low, (${settled}::bigint / 4294967296) * 4294967296 as base) n)`;

/** Settled, and not told yet. */
export const isNext = (transaction: SQL, id: SQL, { settled, since }: Mark): SQL =>
  sql`${transaction} < ${settled}::bigint and (${transaction}, ${id}) > (${since.transaction}::bigint, ${since.id}::bigint)`;

/** @param last of what was told, where more is there already; null: nothing settled is left, and what comes has a later number. */
export const nextOf = ({ database, settled }: Mark, last: { transaction: string; id: number } | null): string =>
  last === null
    ? `${database}.${BigInt(settled) - 1n}.${Number.MAX_SAFE_INTEGER}`
    : `${database}.${last.transaction}.${last.id}`;

/** @throws conflict where the mark is of another database, or of a later state of this one: it was restored from a copy. */
function cursorOf(text: string | undefined, database: string, settled: bigint) {
  if (text === undefined) return { transaction: "0", id: "0" };
  const [, of, transaction, id] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  if (of === undefined || transaction === undefined || id === undefined)
    throw problems.badRequest([
      { path: "query.since", zh: "不是上次返回的 next", en: "is not the next of an earlier answer" },
    ]);
  if (of !== database || BigInt(transaction) >= settled)
    throw problems.conflict(
      "数据库已从备份恢复，原来的读取位置无效：请不带 since 从头读",
      "The database was restored from a copy, so this mark holds no more; read from the beginning, without since",
    );
  return { transaction, id };
}
