import { sql } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { actorById, tokenHash, type SignedIn } from "../actor.ts";
import type { Platform } from "../serve.ts";

type TokenRow = {
  id: number;
  name: string;
  userId: number;
  userName: string;
  disabled: boolean;
  actions: Action[];
  regionId: number | null;
  unitId: number | null;
  expiresAt: string;
  lastUsedAt: string | null;
};

/**
 * Whom a program with a token speaks for, or null. Looked up on every request like a session: what its owner may no
 * longer do, and a token that was ended or has expired, are gone at once. It never is a session: nothing of one's own
 * account (password, sessions, tokens) is among the actions that a token can carry.
 */
export async function actorByBearer(
  tx: Tx,
  secret: string,
  action: Action,
  clock: Promise<Date>,
): Promise<SignedIn | null> {
  const hash = tokenHash(secret);
  const [now, , found] = await Promise.all([
    clock,
    setScope(tx, { ...nobody, purposes: ["session"] }),
    tx.execute<TokenRow>(sql`
      select t.id, t.name, t.user_id as "userId", u.name as "userName", u.disabled_at is not null as disabled, t.actions,
             t.region_id as "regionId", t.unit_id as "unitId", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt"
      from api_tokens t join users u on u.id = t.user_id where t.token_hash = ${hash} and t.ended_at is null`),
  ]);
  const row = found.rows[0];
  if (row === undefined || row.disabled || new Date(row.expiresAt) <= now) return null;
  const { actions, regionId, unitId } = row;
  const actor = await actorById(tx, row.userId, row.userName, action, now, { actions, regionId, unitId });
  return {
    ...actor,
    session: null,
    token: { id: row.id, name: row.name },
    mustChange: false,
    secondFactor: false,
    lastSeen: new Date(row.lastUsedAt ?? 0),
  };
}

/** Notes when and from where a token was used, at most once a minute, in a transaction of its own. */
export async function touchBearer(platform: Platform, seen: SignedIn, source: string, now: Date): Promise<void> {
  if (now.getTime() - seen.lastSeen.getTime() < 60_000) return;
  try {
    await platform.door.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      await tx.execute(sql`
        update api_tokens set last_used_at = ${now.toISOString()}::timestamptz, last_source = ${source}
        where id = ${seen.token!.id} and ended_at is null`);
    });
  } catch {
    // The database is away or busy: the next request of the program notes it.
  }
}
