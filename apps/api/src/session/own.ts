import { sql } from "drizzle-orm";
import type { Input, session as contract } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { idleSeconds, type Actor } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadPosts } from "../users/posts.ts";

/** Runs work on credentials, sessions or counters of guesses, which nothing but this purpose sees; then the scope is as before. */
export async function asDoorkeeper<T>(tx: Tx, actor: Pick<Actor, "scope"> | null, work: () => Promise<T>): Promise<T> {
  await setScope(tx, { ...nobody, userId: actor?.scope.userId ?? null, purposes: ["session"] });
  const result = await work();
  await setScope(tx, actor?.scope ?? nobody);
  return result;
}

type Account = { id: number; username: string; name: string; mustChange: boolean; expiresAt: Date };

/** What a signed-in person is told of the session. */
export async function describeSession(tx: Tx, actor: Actor, hash: string) {
  const account = await asDoorkeeper(tx, actor, async () => {
    const found = await tx.execute<Account>(sql`
      select u.id, u.username, u.name, coalesce(c.must_change, false) as "mustChange", s.expires_at as "expiresAt"
      from sessions s join users u on u.id = s.user_id left join credentials c on c.user_id = u.id where s.token_hash = ${hash}`);
    return found.rows[0]!;
  });
  const posts = await loadPosts(tx, actor, { userId: actor.userId, open: true });
  return {
    user: { id: account.id, username: account.username, name: account.name },
    posts: posts.map(({ post }) => post),
    mustChange: account.mustChange,
    expiresAt: new Date(account.expiresAt),
    idleSeconds,
  };
}

export async function readSession(ctx: Ctx) {
  return describeSession(ctx.tx, ctx.actor, ctx.actor.session!);
}

type Live = {
  hash: string;
  source: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
};

export async function listSessions(ctx: Ctx) {
  const { tx, actor, now } = ctx;
  const at = now.toISOString();
  const live = await asDoorkeeper(tx, actor, () =>
    tx.execute<Live>(sql`
      select token_hash as hash, source, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
      from sessions where user_id = ${actor.userId} and ended_at is null and expires_at > ${at}::timestamptz
        and last_seen_at > ${at}::timestamptz - make_interval(secs => ${idleSeconds})
      order by created_at desc`),
  );
  return {
    items: live.rows.map(({ hash, source, ...times }) => ({
      id: hash.slice(0, 16),
      current: hash === actor.session,
      source,
      createdAt: new Date(times.createdAt),
      lastSeenAt: new Date(times.lastSeenAt),
      expiresAt: new Date(times.expiresAt),
    })),
  };
}

export async function endOtherSession(ctx: Ctx, { params }: Input<typeof contract.endOtherSession>) {
  const { tx, actor, now } = ctx;
  const ended = await asDoorkeeper(tx, actor, () =>
    tx.execute(sql`
      update sessions set ended_at = ${now.toISOString()}::timestamptz
      where user_id = ${actor.userId} and ended_at is null and left(token_hash, 16) = ${params.id}`),
  );
  if (ended.rowCount === 0) throw problems.notFound(`session/${params.id}`);
  await ctx.audit({ object: `session/${params.id}`, detail: { ended: "by its user" } });
  return { ok: true as const };
}

/** Ends the sessions of a user, all or all but one. Call it as doorkeeper. */
export async function endSessions(tx: Tx, userId: number, now: Date, butNot: string | null = null): Promise<number> {
  const ended = await tx.execute(sql`
    update sessions set ended_at = ${now.toISOString()}::timestamptz
    where user_id = ${userId} and ended_at is null and token_hash is distinct from ${butNot}`);
  return ended.rowCount ?? 0;
}
