import { sql } from "drizzle-orm";
import { nobody, setScope, type Db } from "@duibiao/db";
import type { SignedIn } from "../actor.ts";
import type { Platform } from "../serve.ts";

const minute = 60_000;

/** Marks that go out together, as soon as those before them are written. */
type Turn = { marks: Map<string, Date>; written: Promise<void> };
const coming = new WeakMap<Db, Turn>();
const last = new WeakMap<Db, Promise<void>>();

/**
 * Notes that a session is in use, at most once a minute and in a transaction of its own: reading requests stay
 * read-only, and a failed request is a sign of life as well. Never fails the request that it follows. Hundreds who come
 * within a second need one transaction, not one each: the door stays free for those who sign in.
 */
export async function touchSession(platform: Platform, { session, lastSeen }: SignedIn, now: Date): Promise<void> {
  if (session === null || now.getTime() - lastSeen.getTime() < minute) return;
  const turn = coming.get(platform.door) ?? nextTurn(platform.door);
  turn.marks.set(session, now);
  await turn.written;
}

function nextTurn(door: Db): Turn {
  const marks = new Map<string, Date>();
  const written = (last.get(door) ?? Promise.resolve()).then(() => {
    coming.delete(door);
    return write(door, marks);
  });
  const turn = { marks, written };
  coming.set(door, turn);
  last.set(door, written);
  return turn;
}

async function write(door: Db, marks: ReadonlyMap<string, Date>): Promise<void> {
  try {
    await door.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      // What somebody else holds is being ended or marked just now.
      await tx.execute(sql`
        update sessions set last_seen_at = seen.at
        from (
          select s.token_hash, m.at from sessions s
          join unnest(${sql.param([...marks.keys()])}::text[], ${sql.param([...marks.values()].map((at) => at.toISOString()))}::timestamptz[])
            m(token_hash, at) on m.token_hash = s.token_hash
          where s.ended_at is null and s.last_seen_at < m.at
          for update of s skip locked
        ) seen
        where sessions.token_hash = seen.token_hash`);
    });
  } catch {
    // The database is away or busy: the next request of the session notes it.
  }
}
