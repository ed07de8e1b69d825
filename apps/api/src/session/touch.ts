import { sql } from "drizzle-orm";
import { nobody, setScope } from "@duibiao/db";
import type { SignedIn } from "../actor.ts";
import type { Platform } from "../serve.ts";

const minute = 60_000;

/**
 * Notes that a session is in use, at most once a minute and in a transaction of its own: reading requests stay
 * read-only, and a failed request is a sign of life as well. Never fails the request that it follows.
 */
export async function touchSession(platform: Platform, { session, lastSeen }: SignedIn, now: Date): Promise<void> {
  if (now.getTime() - lastSeen.getTime() < minute) return;
  try {
    await platform.door.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      await tx.execute(sql`
        update sessions set last_seen_at = ${now.toISOString()}::timestamptz
        where token_hash = ${session} and ended_at is null and last_seen_at < ${now.toISOString()}::timestamptz`);
    });
  } catch {
    // The database is away or busy: the next request of the session notes it.
  }
}
