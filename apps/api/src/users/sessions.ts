import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper, endSessions, liveSessions } from "../session/own.ts";
import { selectAccounts, takeAccount } from "./account.ts";

/** Where an account is signed in; not by what a session could be taken over. */
export async function listUserSessions(ctx: Ctx, { params }: Input<typeof contract.listUserSessions>) {
  const [account] = await selectAccounts(ctx, sql`id = ${params.id}`);
  if (account === undefined) throw problems.notFound(`user/${params.id}`);
  const live = await asDoorkeeper(ctx.tx, ctx.actor, () => liveSessions(ctx.tx, account.id, ctx.now));
  return {
    items: live.map(({ source, agent, createdAt, lastSeenAt }) => ({
      source,
      agent,
      createdAt: new Date(createdAt),
      lastSeenAt: new Date(lastSeenAt),
    })),
  };
}

/** 结束登录: a computer that was lost, a session left open in another office. */
export async function endUserSessions(ctx: Ctx, { params, body }: Input<typeof contract.endUserSessions>) {
  const { account } = await takeAccount(ctx, params.id, "user.disable");
  const ended = await asDoorkeeper(ctx.tx, ctx.actor, () => endSessions(ctx.tx, account.id, ctx.now));
  await ctx.audit({
    object: `user/${account.id}`,
    regionId: account.regionId,
    detail: { reason: body.reason, sessionsEnded: ended },
  });
  return { ended };
}
