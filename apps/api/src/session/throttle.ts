import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import { problems } from "../problem.ts";

/** Rows of an account over all sources that it has not signed in from before. */
const anywhere = "*";

/** Guesses are kept by the digest of the name: people type passwords into the wrong field. */
export const accountKey = (username: string) => createHash("sha256").update(normalName(username)).digest("hex");

/** User names are stored in small letters; nobody is refused for a capital or a space at the end. */
export const normalName = (username: string) => username.normalize("NFKC").trim().toLowerCase();

/**
 * Seconds that a guess must wait after so many others: five are free, then 1, 2, 4 ... minutes, at most an hour. That
 * is ten guesses within the first hour, whatever their number at once; a day of silence forgets them.
 */
const delay = sql`case when a.failures < 5 then 0 else least(3600, 60 * power(2, least(a.failures, 11) - 5)) end`;

/** Which counters a guess moves: its own, and the account's common one unless this source is a known device. */
const sourcesOf = (source: string, knownDevice: boolean) => (knownDevice ? [source] : [anywhere, source]);

/**
 * Counts a guess before it is checked, or refuses it: one statement, so that fifty at once are fifty guesses.
 * The counters are of the account with the source, and of the account over all sources where it never signed in: a
 * spray from elsewhere cannot keep a person out of the office's device, and colleagues behind one address share none.
 * A refused guess is rolled back with the transaction and moves nothing.
 */
export async function countGuess(
  tx: Tx,
  account: string,
  source: string,
  knownDevice: boolean,
  now: Date,
): Promise<void> {
  const sources = sourcesOf(source, knownDevice);
  const at = sql`${now.toISOString()}::timestamptz`;
  const counted = await tx.execute(sql`
    insert into login_attempts as a (account, source, failures, last_at)
    select ${account}, s, 1, ${at} from unnest(${sql.param(sources)}::text[]) s
    on conflict (account, source) do update set
      failures = case when a.last_at < ${at} - interval '1 day' then 1 else a.failures + 1 end,
      last_at = ${at}
    where a.last_at + make_interval(secs => ${delay}) <= ${at}
    returning a.source`);
  if (counted.rows.length === sources.length) return;
  const wait = await tx.execute<{ seconds: number }>(sql`
    select ceil(extract(epoch from max(a.last_at + make_interval(secs => ${delay})) - ${at}))::int as seconds
    from login_attempts a where a.account = ${account} and a.source = any(${sql.param(sources)}::text[])`);
  throw problems.slowDown(Math.max(1, wait.rows[0]?.seconds ?? 60));
}

/** A right password: its own counter starts anew, the common one takes back this one guess only. */
export async function forgiveGuess(tx: Tx, account: string, source: string, knownDevice: boolean): Promise<void> {
  await tx.execute(sql`delete from login_attempts where account = ${account} and source = ${source}`);
  if (!knownDevice)
    await tx.execute(sql`
      update login_attempts set failures = greatest(failures - 1, 0) where account = ${account} and source = ${anywhere}`);
}

/** Counters that a day of silence has made void. */
export async function forgetOldGuesses(tx: Tx, now: Date): Promise<void> {
  await tx.execute(
    sql`delete from login_attempts where last_at < ${now.toISOString()}::timestamptz - interval '1 day'`,
  );
}
