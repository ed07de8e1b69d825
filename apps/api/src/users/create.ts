import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { addProposal } from "../post-proposals/create.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { hashPassword, oneTimeCode, oneTimeHours } from "../session/hashing.ts";
import { asDoorkeeper } from "../session/own.ts";
import { regionOn } from "../tree.ts";
import { placeOf, regionOfUnit } from "../posts/place.ts";

/**
 * 开设账号. Not keyed: a stored answer would keep the code in clear. A repeated request meets the user name that is
 * there already, and a lost code is reset.
 */
export async function createUser(ctx: Ctx, { body }: Input<typeof contract.createUser>) {
  const region = await homeOf(ctx, body);
  ctx.must("user.create", { regionId: region, unitId: null });
  const password = oneTimeCode();
  const passwordHash = await hashPassword(password);
  const [user] = await ctx.tx
    .insert(tables.users)
    .values({
      username: body.username,
      name: body.name,
      phone: body.phone,
      regionId: region,
      unitId: body.unit ?? null,
    })
    .onConflictDoNothing()
    .returning();
  if (user === undefined)
    throw problems.conflict(
      "用户名已被使用；若刚刚开设过，请用「重置密码」取得一次性密码",
      "The user name is taken; if you have just created it, reset its password",
      {
        username: body.username,
      },
    );
  await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.insert(tables.credentials).values({
      userId: user.id,
      passwordHash,
      mustChange: true,
      changedAt: ctx.now,
      oneTimeUntil: new Date(ctx.now.getTime() + oneTimeHours * 3_600_000),
    }),
  );
  await ctx.audit({
    object: `user/${user.id}`,
    regionId: user.regionId,
    detail: { username: user.username },
  });
  if (body.role !== undefined) {
    const place = await placeOf(ctx, {
      role: body.role,
      region: body.unit === undefined ? region : undefined,
      unit: body.unit,
    });
    ctx.must("post.propose", place);
    await addProposal(ctx, { user: user.id, role: body.role, place, validTo: null });
  }
  return { ...user, password };
}

/** Region whose administrators look after the account: the given one, or today's of the unit. */
export async function homeOf(
  ctx: Ctx,
  { region, unit }: { region?: number | undefined; unit?: number | undefined },
): Promise<number> {
  if ((region === undefined) === (unit === undefined))
    throw problems.badRequest([
      { path: "body.region", zh: "地区、单位须选其一", en: "choose either a region or a unit" },
    ]);
  if (unit !== undefined) return regionOfUnit(ctx, unit);
  if (regionOn(ctx.actor.tree, region!, ctx.actor.today) === undefined) throw problems.notFound(`region/${region!}`);
  return region!;
}
