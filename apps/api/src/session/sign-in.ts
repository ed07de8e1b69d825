import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { session as contract } from "@duibiao/contract";
import { nobody, setScope, tables, type Tx } from "@duibiao/db";
import { absoluteSeconds, actorById, tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { clientSource, guardSite, readBody, requestIdOf, sessionToken } from "../request.ts";
import { clockOf, parseInput, type Platform } from "../serve.ts";
import { giveCookie, newToken } from "./cookie.ts";
import { checkPassword, hashPassword, outdated, passwordTurn } from "./hashing.ts";
import { describeSession } from "./own.ts";
import { accountKey, countGuess, forgetOldGuesses, forgiveGuess, normalName } from "./throttle.ts";

const authLimit = 64 << 10;
/** A one-time password that nobody used is void after this. */
export const oneTimeDays = 7;

type Account = {
  id: number;
  name: string;
  regionId: number | null;
  disabled: boolean;
  passwordHash: string;
  mustChange: boolean;
  changedAt: string;
  knownDevice: boolean;
};

/**
 * 登录. Three short transactions around the hashing, which takes its turn in a queue and holds no connection: count
 * the guess, then (password checked) open the session or record the failure. A wrong name and a wrong password look alike.
 */
export async function signIn(c: Context, platform: Platform): Promise<Response> {
  guardSite(c, platform);
  const { body } = parseInput(c, contract.startSession, await readBody(c, "application/json", authLimit));
  const source = clientSource(c, platform.trustedProxies);
  const account = accountKey(body.username);
  const by = { requestId: requestIdOf(c), source, action: contract.startSession.id, role: "" };

  const { found, right, fresh } = await passwordTurn(async () => {
    const found = await platform.db.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      const now = await clockOf(platform, tx);
      const stored = await accountOf(tx, normalName(body.username), source, now);
      await countGuess(tx, account, source, stored?.knownDevice ?? false, now);
      return stored;
    });
    const right = await checkPassword(body.password, found?.passwordHash ?? null);
    const fresh = right && outdated(found!.passwordHash) ? await hashPassword(body.password) : null;
    return { found, right, fresh };
  });

  const token = newToken();
  const hash = tokenHash(token);
  const outcome = await platform.db.transaction(async (tx) => {
    const now = await clockOf(platform, tx);
    await setScope(tx, { ...nobody, purposes: ["session"] });
    const refusal = refusalOf(found, right, now);
    if (found === undefined || refusal !== null) {
      const object = found === undefined ? `account/${account.slice(0, 16)}` : `user/${found.id}`;
      const entry = { object, regionId: found?.regionId ?? null, detail: { reason: refusal } };
      await leaveAudit(tx, { ...by, userId: found?.id ?? null }, entry, "refused");
      return { refusal };
    }
    await forgiveGuess(tx, account, source, found.knownDevice);
    await forgetOldGuesses(tx, now);
    if (fresh !== null)
      await tx.execute(sql`
        update credentials set password_hash = ${fresh} where user_id = ${found.id} and password_hash = ${found.passwordHash}`);
    await endCarried(tx, c, now);
    const expiresAt = new Date(now.getTime() + absoluteSeconds * 1000);
    await tx.insert(tables.sessions).values({
      tokenHash: hash,
      userId: found.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      source,
    });
    const entry = {
      object: `user/${found.id}`,
      regionId: found.regionId,
      detail: { session: hash.slice(0, 16) },
    };
    await leaveAudit(tx, { ...by, userId: found.id }, entry, "done");
    const actor = await actorById(tx, found.id, found.name, "session.own", now);
    return { refusal: null, session: await describeSession(tx, actor, hash) };
  });
  if (outcome.refusal !== null)
    throw outcome.refusal === "one-time password expired" ? problems.oneTimeExpired() : problems.loginFailed();
  giveCookie(c, platform, token);
  return c.json(outcome.session);
}

async function accountOf(tx: Tx, username: string, source: string, now: Date): Promise<Account | undefined> {
  const found = await tx.execute<Account>(sql`
    select u.id, u.name, nullif(u.region_id, 0) as "regionId", u.disabled_at is not null as disabled, c.password_hash as "passwordHash",
           c.must_change as "mustChange", c.changed_at as "changedAt",
           exists (select 1 from sessions s where s.user_id = u.id and s.source = ${source}
                     and s.created_at > ${now.toISOString()}::timestamptz - interval '90 days') as "knownDevice"
    from users u join credentials c on c.user_id = u.id where u.username = ${username}`);
  return found.rows[0];
}

function refusalOf(found: Account | undefined, right: boolean, now: Date) {
  if (found === undefined) return "unknown name";
  if (!right) return "wrong password";
  if (found.disabled) return "disabled";
  // The platform's first administrator has nobody who could make another password.
  if (!found.mustChange || found.regionId === null) return null;
  const age = now.getTime() - new Date(found.changedAt).getTime();
  return age > oneTimeDays * 86_400_000 ? "one-time password expired" : null;
}

/** The session that the browser carried so far ends: a token known before the login is worth nothing after it. */
async function endCarried(tx: Tx, c: Context, now: Date): Promise<void> {
  const carried = sessionToken(c);
  if (carried === null) return;
  await tx.execute(sql`
    update sessions set ended_at = ${now.toISOString()}::timestamptz where token_hash = ${tokenHash(carried)} and ended_at is null`);
}
