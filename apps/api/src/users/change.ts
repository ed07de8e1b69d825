import { eq } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { notify } from "../notices/notify.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { takeAccount } from "./account.ts";
import { homeOf } from "./create.ts";

/**
 * 更改账号: name, telephone and where it belongs; the person is told. An account stays one person's: somebody who follows
 * gets one of their own, and the posts are handed over.
 */
export async function changeUser(ctx: Ctx, { params, body }: Input<typeof contract.changeUser>) {
  const { account } = await takeAccount(ctx, params.id, "user.create");
  if (account.disabledAt !== null) throw problems.state("disabled", "change");
  const moves = body.region !== undefined || body.unit !== undefined;
  const regionId = moves ? await homeOf(ctx, body) : account.regionId;
  ctx.must("user.create", { regionId, unitId: null });
  const now = {
    name: body.name,
    phone: body.phone,
    regionId,
    unitId: moves ? (body.unit ?? null) : account.unitId,
  };
  const changed = (["name", "phone", "regionId", "unitId"] as const).filter((key) => now[key] !== account[key]);
  if (changed.length === 0) throw problems.rule("没有改动", "Nothing is changed");
  await ctx.tx.update(tables.users).set(now).where(eq(tables.users.id, account.id));
  await ctx.audit({
    object: `user/${account.id}`,
    regionId,
    detail: {
      reason: body.reason,
      from: Object.fromEntries(changed.map((key) => [key, account[key]])),
      to: Object.fromEntries(changed.map((key) => [key, now[key]])),
    },
  });
  await notify(ctx, {
    key: `account/change/${account.id}/${ctx.requestId}`,
    kind: "account",
    title: { zh: "您的账号信息已更改", en: "Your account was changed" },
    body: {
      zh: `${ctx.actor.name}更改了您账号的姓名、电话或所属单位。请在「我的账号」核对；不是您要求的，请告诉安全保密管理员。`,
      en: `${ctx.actor.name} changed name, telephone or place of your account. Look at it in "My account"; tell a security administrator if you did not ask for it.`,
    },
    link: "",
    object: `user/${account.id}`,
    to: { users: [account.id] },
  });
  return { ...account, ...now };
}
