import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { session as contract } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { actorById, tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { clientSource, guardSite, readBody, requestIdOf } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { hasSecondFactor, proveSecondFactor } from "../second-factor/prove.ts";
import { giveCookie } from "./cookie.ts";
import { asOneTimeCode, checkPassword, hashPassword, outdated, passwordTurn } from "./hashing.ts";
import { openSession } from "./open-session.ts";
import { describeSession, endSessions } from "./own.ts";
import { accountKey, countGuess, forgetOldGuesses, forgiveGuess, normalName } from "./throttle.ts";

const authLimit = 64 << 10;
/** A code that was used opens another session within this, from the same place only: a line that broke must not void it. */
const secondTryMinutes = 30;

type Account = {
  id: number;
  name: string;
  regionId: number | null;
  disabled: boolean;
  passwordHash: string;
  mustChange: boolean;
  oneTimeUntil: string | null;
  oneTimeSource: string | null;
  knownDevice: boolean;
};

/**
 * 登录. Three short transactions around the hashing, which takes its turn in a queue and holds no connection: count
 * the guess, then (password checked) open the session or record the failure. A wrong name and a wrong password look alike.
 */
export async function signIn(c: Context, platform: Platform): Promise<Response> {
  guardSite(c, platform);
  const { body } = parseInput(c, contract.startSession, await readBody(c, "application/json", { lower: authLimit }));
  const source = clientSource(c, platform.trustedProxies);
  const account = accountKey(body.username);
  const by = { requestId: requestIdOf(c), source, action: contract.startSession.id, role: "" };

  const { found, right, fresh } = await passwordTurn(async () => {
    const found = await platform.door.transaction(async (tx) => {
      await setScope(tx, { ...nobody, purposes: ["session"] });
      const now = await clockOf(platform, tx);
      const stored = await accountOf(tx, normalName(body.username), source, now);
      await countGuess(tx, account, source, stored?.knownDevice ?? false, now);
      return stored;
    });
    const typed = (found?.mustChange === true ? asOneTimeCode(body.password) : null) ?? body.password;
    const right = await checkPassword(typed, found?.passwordHash ?? null);
    const fresh = right && outdated(found!.passwordHash) ? await hashPassword(typed) : null;
    return { found, right, fresh };
  });

  const outcome = await platform.door.transaction(async (tx) => {
    const now = await clockOf(platform, tx);
    await setScope(tx, { ...nobody, purposes: ["session"] });
    const refusal = refusalOf(found, right, source, now);
    if (found === undefined || refusal !== null) {
      const object = found === undefined ? `account/${account.slice(0, 16)}` : `user/${found.id}`;
      const entry = { object, regionId: found?.regionId ?? null, detail: { reason: refusal } };
      await leaveAudit(tx, { ...by, userId: found?.id ?? null }, entry, "refused");
      return { refusal };
    }
    if (await hasSecondFactor(tx, found.id)) {
      // Asked for only after a right password; a wrong one remains a guess that counts.
      if (body.code === undefined) return { refusal: "second factor needed" as const };
      if (!(await proveSecondFactor(tx, platform, found.id, body.code, now))) {
        const detail = { reason: "wrong second factor" };
        const entry = { object: `user/${found.id}`, regionId: found.regionId, detail };
        await leaveAudit(tx, { ...by, userId: found.id }, entry, "refused");
        return { refusal: "second factor wrong" as const };
      }
    }
    await forgiveGuess(tx, account, source, found.knownDevice);
    await forgetOldGuesses(tx, now);
    if (fresh !== null)
      await tx.execute(sql`
        update credentials set password_hash = ${fresh} where user_id = ${found.id} and password_hash = ${found.passwordHash}`);
    if (found.mustChange && found.oneTimeUntil !== null) await useCode(tx, found.id, source, now);
    const token = await openSession(tx, c, found, { ...by, way: "password", now });
    const actor = await actorById(tx, found.id, found.name, "session.own", now);
    return { refusal: null, token, session: await describeSession(tx, platform, actor, tokenHash(token)) };
  });
  if (outcome.refusal !== null) throw spoken(outcome.refusal);
  giveCookie(c, platform, outcome.token!);
  return c.json(outcome.session);
}

/** A wrong name and a wrong password are told in the same words. */
function spoken(refusal: string) {
  if (refusal === "one-time code void") return problems.oneTimeVoid();
  if (refusal === "second factor needed") return problems.secondFactorNeeded();
  return refusal === "second factor wrong" ? problems.secondFactorWrong() : problems.loginFailed();
}

async function accountOf(tx: Tx, username: string, source: string, now: Date): Promise<Account | undefined> {
  const found = await tx.execute<Account>(sql`
    select u.id, u.name, nullif(u.region_id, 0) as "regionId", u.disabled_at is not null as disabled, c.password_hash as "passwordHash",
           c.must_change as "mustChange", c.one_time_until as "oneTimeUntil", c.one_time_source as "oneTimeSource",
           exists (select 1 from sessions s where s.user_id = u.id and s.source = ${source}
                     and s.created_at > ${now.toISOString()}::timestamptz - interval '90 days') as "knownDevice"
    from users u join credentials c on c.user_id = u.id where u.username = ${username}`);
  return found.rows[0];
}

function refusalOf(found: Account | undefined, right: boolean, source: string, now: Date) {
  if (found === undefined) return "unknown name";
  if (!right) return "wrong password";
  if (found.disabled) return "disabled";
  // The platform's first administrators have nobody who could make another code.
  if (!found.mustChange || found.oneTimeUntil === null || found.regionId === null) return null;
  const elsewhere = found.oneTimeSource !== null && found.oneTimeSource !== source;
  return elsewhere || new Date(found.oneTimeUntil) <= now ? "one-time code void" : null;
}

/** A one-time code is used: what it opened before ends, and it is soon worth nothing, elsewhere at once. */
async function useCode(tx: Tx, userId: number, source: string, now: Date): Promise<void> {
  await endSessions(tx, userId, now);
  const soon = new Date(now.getTime() + secondTryMinutes * 60_000).toISOString();
  await tx.execute(sql`
    update credentials set one_time_source = ${source}, one_time_until = least(one_time_until, ${soon}::timestamptz)
    where user_id = ${userId}`);
}
