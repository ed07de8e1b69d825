import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { secondFactor as contract } from "@duibiao/contract";
import { tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { readBody } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { accountBehind } from "../session/change-password.ts";
import { endSessions } from "../session/own.ts";
import { carriedToken, provePassword } from "../session/prove-password.ts";
import { accountKey, forgiveGuess } from "../session/throttle.ts";
import { proveSecondFactor } from "./prove.ts";

/** 停用自己的第二因素: by password and code, so that neither a borrowed session nor a known password suffices. */
export async function endSecondFactor(c: Context, platform: Platform): Promise<Response> {
  carriedToken(c, platform);
  const operation = contract.endSecondFactor;
  const { body } = parseInput(c, operation, await readBody(c, "application/json"));
  const { account, token, source, by } = await provePassword(c, platform, operation, body.password);
  const right = await platform.door.transaction(async (tx) => {
    await accountBehind(tx, platform, token);
    const now = await clockOf(platform, tx);
    const proved = await proveSecondFactor(tx, platform, account.id, body.code, now);
    const entry = { object: `user/${account.id}`, regionId: account.regionId };
    if (proved) {
      await tx.execute(sql`delete from second_factors where user_id = ${account.id}`);
      await forgiveGuess(tx, accountKey(account.username), source, true);
      await endSessions(tx, account.id, now, tokenHash(token));
    }
    const detail = proved ? { secondFactor: "off" } : { reason: "wrong code" };
    await leaveAudit(tx, by, { ...entry, detail }, proved ? "done" : "refused");
    return proved;
  });
  // Not 401: the session stands.
  if (!right)
    throw problems.badRequest([
      { path: "body.code", zh: "数字码不对或已用过", en: "the code is wrong or used already" },
    ]);
  return c.json({ ok: true });
}
