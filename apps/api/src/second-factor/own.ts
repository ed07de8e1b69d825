import { sql } from "drizzle-orm";
import type { Input, secondFactor as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper, endSessions } from "../session/own.ts";
import { takeAccount } from "../users/account.ts";
import { isRequired } from "./required.ts";
import { codeHash, newCodes, stepOf } from "./totp.ts";

type Row = { secret: string; codes: number; begunAt: string; confirmedAt: string | null };

const ownRow = async (ctx: Ctx): Promise<Row | undefined> =>
  (
    await ctx.tx.execute<Row>(sql`
      select secret, cardinality(codes) as codes, begun_at as "begunAt", confirmed_at as "confirmedAt"
      from second_factors where user_id = ${ctx.actor.userId}`)
  ).rows[0];

export async function readSecondFactor(ctx: Ctx) {
  const row = await asDoorkeeper(ctx.tx, ctx.actor, () => ownRow(ctx));
  const on = row !== undefined && row.confirmedAt !== null;
  return {
    on,
    required: isRequired(ctx.platform, ctx.actor.posts),
    since: on ? new Date(row.confirmedAt!) : null,
    codes: on ? row.codes : 0,
  };
}

/** What was begun must be confirmed within this: a secret on a screen that was left is worth nothing later. */
const begunMinutes = 15;

/** 设置第二因素, second half: the digits show that the authenticator has the secret. */
export async function confirmSecondFactor(ctx: Ctx, { body }: Input<typeof contract.confirmSecondFactor>) {
  const { actor, now, tx } = ctx;
  const codes = newCodes();
  await asDoorkeeper(tx, actor, async () => {
    const row = await ownRow(ctx);
    const begun = row === undefined ? 0 : new Date(row.begunAt).getTime() + begunMinutes * 60_000;
    if (row === undefined || row.confirmedAt !== null || begun <= now.getTime())
      throw problems.conflict("请重新开始设置", "Please begin setting it up anew");
    const step = stepOf(ctx.platform.keys.unseal(row.secret), body.code, now);
    if (step === null)
      throw problems.badRequest([
        {
          path: "body.code",
          zh: "数字不对，请看验证器上现在的 6 位数字",
          en: "wrong; type the 6 digits that it shows now",
        },
      ]);
    await tx.execute(sql`
      update second_factors set confirmed_at = ${now.toISOString()}::timestamptz, last_step = ${step},
        codes = ${sql.param(codes.map(codeHash))}::text[]
      where user_id = ${actor.userId}`);
    await endSessions(tx, actor.userId, now, actor.session);
  });
  await ctx.audit({ object: `user/${actor.userId}`, detail: { secondFactor: "on" } });
  return { codes };
}

/** 停用他人的第二因素: the phone is lost, and so are the backup codes. Only the account's own administrator. */
export async function endUserSecondFactor(ctx: Ctx, { params, body }: Input<typeof contract.endUserSecondFactor>) {
  const { account } = await takeAccount(ctx, params.id, "user.disable");
  const ended = await asDoorkeeper(ctx.tx, ctx.actor, async () => {
    await endSessions(ctx.tx, account.id, ctx.now);
    return ctx.tx.execute(sql`delete from second_factors where user_id = ${account.id}`);
  });
  if (ended.rowCount === 0) throw problems.notFound(`user/${account.id}`);
  await ctx.audit({
    object: `user/${account.id}`,
    regionId: account.regionId,
    detail: { secondFactor: "off", reason: body.reason },
  });
  return { ok: true as const };
}
