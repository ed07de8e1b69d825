import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { session as contract } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { actorByToken, tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { clientSource, guardSite, readBody, requestIdOf, sessionToken } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { asOneTimeCode, checkPassword, hashPassword, passwordTurn } from "./hashing.ts";
import { endSessions } from "./own.ts";
import { passwordFaults } from "./password-rules.ts";
import { accountKey, countGuess, forgiveGuess } from "./throttle.ts";

type Account = {
  id: number;
  username: string;
  name: string;
  regionId: number | null;
  passwordHash: string;
  mustChange: boolean;
  /** The session was opened by a one-time code, which is the present password: who came by an identity has not typed it. */
  byCode: boolean;
};

/**
 * 修改密码. The present password is asked again, and guesses at it count as they do at the door: a borrowed session
 * must not become an account. Only a one-time code, which opens one session, need not be typed twice. All other sessions end. No connection is held while hashing.
 */
export async function changePassword(c: Context, platform: Platform): Promise<Response> {
  guardSite(c, platform);
  const token = sessionToken(c);
  if (token === null) throw problems.signedOut();
  const { body } = parseInput(c, contract.changePassword, await readBody(c, "application/json"));
  const source = clientSource(c, platform.trustedProxies);
  const by = { requestId: requestIdOf(c), source, action: contract.changePassword.id, role: "" };

  const { account, right, next } = await passwordTurn(async () => {
    const account = await platform.door.transaction(async (tx) => {
      const account = await accountBehind(tx, platform, token);
      const faults = body.next === body.current ? [unchanged] : passwordFaults(body.next, account);
      if (faults.length > 0) throw problems.badRequest(faults.map((f) => ({ path: "body.next", ...f })));
      if (body.current !== undefined)
        await countGuess(tx, accountKey(account.username), source, true, await clockOf(platform, tx));
      else if (!account.byCode) throw problems.badRequest([needed]);
      return account;
    });
    const typed = body.current === undefined || !account.mustChange ? null : asOneTimeCode(body.current);
    const right = body.current === undefined || (await checkPassword(typed ?? body.current, account.passwordHash));
    return { account, right, next: right ? await hashPassword(body.next) : null };
  });

  await platform.door.transaction(async (tx) => {
    await accountBehind(tx, platform, token);
    const now = await clockOf(platform, tx);
    const entry = { object: `user/${account.id}`, regionId: account.regionId };
    if (next === null) {
      await leaveAudit(
        tx,
        { ...by, userId: account.id },
        { ...entry, detail: { reason: "wrong password" } },
        "refused",
      );
      return;
    }
    const changed = await tx.execute(sql`
      update credentials set password_hash = ${next}, must_change = false, one_time_until = null, one_time_source = null,
        changed_at = ${now.toISOString()}::timestamptz
      where user_id = ${account.id} and password_hash = ${account.passwordHash}`);
    if (changed.rowCount === 0) throw problems.stale();
    await forgiveGuess(tx, accountKey(account.username), source, true);
    const ended = await endSessions(tx, account.id, now, tokenHash(token));
    await leaveAudit(tx, { ...by, userId: account.id }, { ...entry, detail: { sessionsEnded: ended } }, "done");
  });
  if (!right) throw problems.wrongPassword();
  return c.json({ ok: true });
}

const needed = { path: "body.current", zh: "请输入现密码", en: "the present password is needed" };
const unchanged = { zh: "与现密码相同", en: "the same as the present one" };

/** The account behind a live session; leaves the transaction with the doorkeeper's scope. */
export async function accountBehind(tx: Tx, platform: Platform, token: string): Promise<Account> {
  const actor = await actorByToken(tx, token, "session.own", clockOf(platform, tx));
  if (actor === null) throw problems.signedOut();
  await setScope(tx, { ...nobody, userId: actor.userId, purposes: ["session"] });
  const found = await tx.execute<Account>(sql`
    select u.id, u.username, u.name, nullif(u.region_id, 0) as "regionId", c.password_hash as "passwordHash", c.must_change as "mustChange",
           c.must_change and s.way = 'password' as "byCode"
    from users u join credentials c on c.user_id = u.id join sessions s on s.token_hash = ${tokenHash(token)}
    where u.id = ${actor.userId}`);
  return found.rows[0]!;
}
