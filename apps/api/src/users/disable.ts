import { eq } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper, endSessions } from "../session/own.ts";
import { takeAccount } from "./account.ts";

/** 停用账号: from the next request on, none of its sessions is worth anything. */
export async function disableUser(ctx: Ctx, { params, body }: Input<typeof contract.disableUser>) {
  const { account } = await takeAccount(ctx, params.id, "user.disable");
  if (account.disabledAt !== null) throw problems.state("disabled", "disable");
  await ctx.tx.update(tables.users).set({ disabledAt: ctx.now }).where(eq(tables.users.id, account.id));
  const ended = await asDoorkeeper(ctx.tx, ctx.actor, () => endSessions(ctx.tx, account.id, ctx.now));
  await ctx.audit({
    object: `user/${account.id}`,
    regionId: account.regionId,
    detail: { reason: body.reason, sessionsEnded: ended },
  });
  return { ...account, disabledAt: ctx.now };
}
