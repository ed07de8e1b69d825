import type { Context } from "hono";
import type { Operation } from "@duibiao/contract";
import { leaveAudit } from "../audit.ts";
import { problems } from "../problem.ts";
import { clientSource, guardSite, requestIdOf, sessionToken } from "../request.ts";
import { clockOf, type Platform } from "../serve.ts";
import { accountBehind } from "./change-password.ts";
import { checkPassword, passwordTurn } from "./hashing.ts";
import { accountKey, countGuess } from "./throttle.ts";

/** The session of whoever asks: a stranger learns nothing of what is asked for. @throws signed_out. */
export function carriedToken(c: Context, platform: Platform): string {
  guardSite(c, platform);
  const token = sessionToken(c);
  if (token === null) throw problems.signedOut();
  return token;
}

/**
 * The password once more, before something that a borrowed session must not do. Guesses count as they do at the door,
 * and no connection is held while hashing. Whoever goes on forgives the guess.
 */
export async function provePassword(
  c: Context,
  platform: Platform,
  operation: Operation<any, any, any, any>,
  typed: string,
) {
  const token = carriedToken(c, platform);
  const source = clientSource(c, platform.trustedProxies);
  const { account, right } = await passwordTurn(async () => {
    const account = await platform.door.transaction(async (tx) => {
      const behind = await accountBehind(tx, platform, token);
      if (behind.mustChange) throw problems.mustChange();
      await countGuess(tx, accountKey(behind.username), source, true, await clockOf(platform, tx));
      return behind;
    });
    return { account, right: await checkPassword(typed, account.passwordHash) };
  });
  const by = { requestId: requestIdOf(c), userId: account.id, source, action: operation.id, role: "" };
  if (right) return { account, token, source, by };
  await platform.door.transaction(async (tx) => {
    await accountBehind(tx, platform, token);
    const detail = { reason: "wrong password" };
    await leaveAudit(tx, by, { object: `user/${account.id}`, regionId: account.regionId, detail }, "refused");
  });
  throw problems.wrongPassword();
}
