import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { hashPassword, oneTimePassword } from "../session/hashing.ts";
import { asDoorkeeper } from "../session/own.ts";
import { regionOn } from "../tree.ts";

/**
 * 开设账号. Not keyed: a stored answer would keep the password in clear. A repeated request meets the user name that
 * is there already, and a lost password is reset.
 */
export async function createUser(ctx: Ctx, { body }: Input<typeof contract.createUser>) {
  ctx.must("user.create", { regionId: body.region, unitId: null });
  if (regionOn(ctx.actor.tree, body.region, ctx.actor.today) === undefined)
    throw problems.notFound(`region/${body.region}`);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const [user] = await ctx.tx
    .insert(tables.users)
    .values({ username: body.username, name: body.name, phone: body.phone, regionId: body.region })
    .onConflictDoNothing()
    .returning();
  if (user === undefined)
    throw problems.conflict(
      "用户名已被使用;若刚刚开设过,请用「重置密码」取得密码",
      "The user name is taken; if you have just created it, reset its password",
      {
        username: body.username,
      },
    );
  await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.insert(tables.credentials).values({ userId: user.id, passwordHash, mustChange: true, changedAt: ctx.now }),
  );
  await ctx.audit({
    object: `user/${user.id}`,
    regionId: user.regionId,
    detail: { username: user.username },
  });
  return { ...user, password };
}
