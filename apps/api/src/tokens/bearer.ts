import { sql } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { actorById, beijingMinute, tokenHash, type SignedIn } from "../actor.ts";
import { notify } from "../notices/notify.ts";
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
    tokenExpires: new Date(row.expiresAt),
  };
}

/**
 * Notes when and from where a token was used, at most once a minute, in a transaction of its own; and tells its owner in
 * time when a token that is in use will be worth nothing: what a program pushes must not stop without a word.
 */
export async function touchBearer(platform: Platform, seen: SignedIn, source: string, now: Date): Promise<void> {
  if (now.getTime() - seen.lastSeen.getTime() < 60_000) return;
  try {
    await platform.door.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      await tx.execute(sql`
        update api_tokens set last_used_at = ${now.toISOString()}::timestamptz, last_source = ${source}
        where id = ${seen.token!.id} and ended_at is null`);
      await tellEnding(tx, seen, now);
    });
  } catch {
    // The database is away or busy: the next request of the program notes it.
  }
}

/** Days before the end at which the owner of a token in use is told. */
const before = [14, 3] as const;

/** With the first use after each of these days: whoever uses it again is told no more. */
async function tellEnding(tx: Tx, { token, tokenExpires, userId, lastSeen }: SignedIn, now: Date): Promise<void> {
  const expires = tokenExpires!.getTime();
  const passed = (at: Date) => before.findLast((days) => at.getTime() >= expires - days * 86_400_000);
  const days = passed(now);
  if (days === undefined || days === passed(lastSeen)) return;
  const { id, name } = token!;
  const until = beijingMinute(tokenExpires!);
  await setScope(tx, { ...nobody, userId });
  await notify(
    { tx, now, actor: { userId } },
    {
      key: `account/token-ending/${id}/${days}`,
      kind: "account",
      title: { zh: `接口令牌「${name}」将于 ${until} 到期`, en: `The API token "${name}" ends at ${until}` },
      body: {
        zh: `还有程序在用它；到期（北京时间）后其读取和推送即被拒绝。请在「我的账号—接口令牌」另制一枚，换到程序里，再停用旧的。`,
        en: "A program still uses it; after that (Beijing time) it neither reads nor pushes. Make another one under My account, API tokens, put it into the program, then end the old one.",
      },
      link: "",
      object: `token/${id}`,
      to: { users: [userId] },
    },
  );
}
