import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { hashPassword, oneTimeCode, oneTimeHours } from "../session/hashing.ts";
import { asDoorkeeper, endSessions } from "../session/own.ts";
import { endTokens } from "../tokens/end.ts";
import { takeAccount } from "./account.ts";
import { administrators } from "../posts/apart.ts";
import type { StoredPost } from "../posts/list.ts";

/**
 * 重置密码: a one-time code that nobody picks; all sessions and tokens end, and no identity stays tied: whoever knew the
 * old password could have tied one of their own.
 */
export async function resetUser(ctx: Ctx, { params, body }: Input<typeof contract.resetUser>) {
  const { account, posts } = await takeAccount(ctx, params.id, "user.create");
  if (account.disabledAt !== null) throw problems.state("disabled", "reset");
  for (const { post } of posts)
    if (administrators.has(post.role) && !standsAbove(ctx, post)) throw problems.adminReset();
  const password = oneTimeCode();
  const passwordHash = await hashPassword(password);
  const until = new Date(ctx.now.getTime() + oneTimeHours * 3_600_000);
  const ended = await asDoorkeeper(ctx.tx, ctx.actor, async () => {
    await ctx.tx.execute(sql`
      insert into credentials (user_id, password_hash, must_change, changed_at, one_time_until)
      values (${account.id}, ${passwordHash}, true, ${ctx.now.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz)
      on conflict (user_id) do update set password_hash = excluded.password_hash, must_change = true,
        changed_at = excluded.changed_at, one_time_until = excluded.one_time_until, one_time_source = null`);
    const tokens = await endTokens(ctx.tx, account.id, ctx.now);
    const untied = await ctx.tx.execute(sql`delete from identities where user_id = ${account.id}`);
    return { sessions: await endSessions(ctx.tx, account.id, ctx.now), tokens, identities: untied.rowCount ?? 0 };
  });
  await ctx.audit({
    object: `user/${account.id}`,
    regionId: account.regionId,
    detail: {
      reason: body.reason,
      sessionsEnded: ended.sessions,
      tokensEnded: ended.tokens,
      identitiesUntied: ended.identities,
    },
  });
  return { ...account, password };
}

/** Whoever resets a fellow administrator's password could act in that person's place: only somebody from above may. */
function standsAbove(ctx: Ctx, post: StoredPost["post"]): boolean {
  return ctx.actor.posts.some((own) => {
    if (own.role !== "system_admin") return false;
    if (own.regionId === null) return true;
    return post.regionId !== null && post.regionId !== own.regionId && ctx.actor.within(post.regionId, own.regionId);
  });
}
