import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { tables, type Tx } from "@duibiao/db";
import { absoluteSeconds, tokenHash } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { sessionToken } from "../request.ts";
import { newToken } from "./cookie.ts";

type Opening = {
  requestId: string;
  source: string;
  action: string;
  role: string;
  /** By which somebody showed who they are: password, or the identity at the office's own service. */
  way: "password" | "identity";
  now: Date;
};

/** Opens a session and leaves its audit row; answers the token, of which only the digest is stored. Call it as doorkeeper. */
export async function openSession(
  tx: Tx,
  c: Context,
  user: { id: number; regionId: number | null },
  { way, now, ...by }: Opening,
): Promise<string> {
  await endCarried(tx, c, now);
  const token = newToken();
  const hash = tokenHash(token);
  await tx.insert(tables.sessions).values({
    tokenHash: hash,
    userId: user.id,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + absoluteSeconds * 1000),
    source: by.source,
    agent: (c.req.header("User-Agent") ?? "").slice(0, 200),
    way,
  });
  const detail = { session: hash.slice(0, 16), ...(way === "password" ? {} : { way }) };
  await leaveAudit(
    tx,
    { ...by, userId: user.id },
    { object: `user/${user.id}`, regionId: user.regionId, detail },
    "done",
  );
  return token;
}

/** The session that the browser carried so far ends: a token known before the login is worth nothing after it. */
async function endCarried(tx: Tx, c: Context, now: Date): Promise<void> {
  const carried = sessionToken(c);
  if (carried === null) return;
  await tx.execute(sql`
    update sessions set ended_at = ${now.toISOString()}::timestamptz where token_hash = ${tokenHash(carried)} and ended_at is null`);
}
