import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { secondFactor as contract } from "@duibiao/contract";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { readBody } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { accountBehind } from "../session/change-password.ts";
import { carriedToken, provePassword } from "../session/prove-password.ts";
import { accountKey, forgiveGuess } from "../session/throttle.ts";
import { hasSecondFactor } from "./prove.ts";
import { newSecret } from "./totp.ts";

/** 设置第二因素, first half: a secret for the authenticator, which counts once its digits were typed back. */
export async function beginSecondFactor(c: Context, platform: Platform): Promise<Response> {
  carriedToken(c, platform);
  const operation = contract.beginSecondFactor;
  const { body } = parseInput(c, operation, await readBody(c, "application/json"));
  const { account, token, source, by } = await provePassword(c, platform, operation, body.password);
  const made = newSecret(account.username);
  await platform.door.transaction(async (tx) => {
    await accountBehind(tx, platform, token);
    const now = (await clockOf(platform, tx)).toISOString();
    await forgiveGuess(tx, accountKey(account.username), source, true);
    if (await hasSecondFactor(tx, account.id))
      throw problems.conflict(
        "已有第二因素；换手机请先停用原来的",
        "There is a second factor already; end it first to change the phone",
      );
    await tx.execute(sql`
      insert into second_factors (user_id, secret, codes, last_step, begun_at)
      values (${account.id}, ${platform.keys.seal(made.secret)}, '{}', 0, ${now}::timestamptz)
      on conflict (user_id) do update set secret = excluded.secret, begun_at = excluded.begun_at`);
    await leaveAudit(tx, by, { object: `user/${account.id}`, regionId: account.regionId }, "done");
  });
  return c.json(made);
}
