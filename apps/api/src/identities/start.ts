import type { Context } from "hono";
import { identities as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import { readBody } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { carriedToken, provePassword } from "../session/prove-password.ts";
import { accountBehind } from "../session/change-password.ts";
import { accountKey, forgiveGuess } from "../session/throttle.ts";
import { goAway } from "./service.ts";

export async function readWay(c: Context, { oidc }: Platform): Promise<Response> {
  return c.json({ name: oidc?.name ?? null });
}

const clock = (platform: Platform) => platform.door.transaction((tx) => clockOf(platform, tx));

/** 统一身份认证登录: nothing is changed here; what is brought back is proved by what the browser left with. */
export async function startIdentity(c: Context, platform: Platform): Promise<Response> {
  return c.redirect(await goAway(c, platform, null, await clock(platform)));
}

/** 绑定统一身份: only the account's owner ties one to it, with the password, so that a borrowed session cannot. */
export async function linkIdentity(c: Context, platform: Platform): Promise<Response> {
  carriedToken(c, platform);
  if (platform.oidc === undefined) throw problems.noRoute();
  const operation = contract.linkIdentity;
  const { body } = parseInput(c, operation, await readBody(c, "application/json"));
  const { account, token, source } = await provePassword(c, platform, operation, body.password);
  await platform.door.transaction(async (tx) => {
    await accountBehind(tx, platform, token);
    await forgiveGuess(tx, accountKey(account.username), source, true);
  });
  const url = await goAway(c, platform, { user: account.id, app: body.app }, await clock(platform));
  return c.json({ url });
}
