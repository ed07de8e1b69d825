import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { session as contract } from "@duibiao/contract";
import { nobody, setScope } from "@duibiao/db";
import { tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { clientSource, guardSite, readBody, requestIdOf, sessionToken } from "../request.ts";
import { parseInput } from "../parse-input.ts";
import { clockOf, type Platform } from "../serve.ts";
import { takeCookie } from "./cookie.ts";

/** 退出登录. Answers the same whether or not the session still lived, and makes the browser forget cookie and cache. */
export async function signOut(c: Context, platform: Platform): Promise<Response> {
  guardSite(c, platform);
  parseInput(c, contract.endSession, await readBody(c, "application/json"));
  const token = sessionToken(c);
  if (token !== null) await end(c, platform, tokenHash(token));
  takeCookie(c, platform);
  // Not "storage": drafts that the server has not confirmed yet live there, and the app clears them once they are saved.
  c.header("Clear-Site-Data", '"cache", "cookies"');
  return c.json({ ok: true });
}

async function end(c: Context, platform: Platform, hash: string): Promise<void> {
  await platform.door.transaction(async (tx) => {
    await setScope(tx, { ...nobody, purposes: ["session"] });
    const now = (await clockOf(platform, tx)).toISOString();
    const ended = await tx.execute<{ userId: number; regionId: number }>(sql`
      update sessions s set ended_at = ${now}::timestamptz from users u
      where u.id = s.user_id and s.token_hash = ${hash} and s.ended_at is null
      returning s.user_id as "userId", nullif(u.region_id, 0) as "regionId"`);
    const row = ended.rows[0];
    if (row === undefined) return;
    const by = {
      requestId: requestIdOf(c),
      userId: row.userId,
      role: "",
      source: clientSource(c, platform.trustedProxies),
      action: contract.endSession.id,
    };
    await leaveAudit(
      tx,
      by,
      {
        object: `user/${row.userId}`,
        regionId: row.regionId,
        detail: { session: hash.slice(0, 16) },
      },
      "done",
    );
  });
}
