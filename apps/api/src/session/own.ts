import { sql } from "drizzle-orm";
import type { Input, session as contract } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { beijingDay, idleSeconds, type Actor } from "../actor.ts";
import { problems } from "../problem.ts";
import { hasSecondFactor } from "../second-factor/prove.ts";
import { isRequired } from "../second-factor/required.ts";
import type { Ctx, Platform } from "../serve.ts";
import { ancestorsOn, keeperToday, regionOn } from "../tree.ts";
import { deputyPosts } from "../deputies/list.ts";
import { holds } from "../posts/holds.ts";
import { loadPosts } from "../posts/list.ts";

/** Runs work on credentials, sessions or counters of guesses, which nothing but this purpose sees; then the scope is as before. */
export async function asDoorkeeper<T>(tx: Tx, actor: Pick<Actor, "scope"> | null, work: () => Promise<T>): Promise<T> {
  await setScope(tx, { ...nobody, userId: actor?.scope.userId ?? null, purposes: ["session"] });
  const result = await work();
  await setScope(tx, actor?.scope ?? nobody);
  return result;
}

type Account = {
  id: number;
  username: string;
  name: string;
  phone: string;
  regionId: number;
  mustChange: boolean;
  expiresAt: Date;
  way: string;
  changedAt: string | null;
};

/** How long a password may be used before another one is asked for (等保 8.1.4.1); asked for, never a lock on a deadline day. */
const passwordDays = 90;

/** What a signed-in person is told of the session. */
export async function describeSession(tx: Tx, platform: Platform, actor: Actor, hash: string) {
  const { account, administrators, on } = await asDoorkeeper(tx, actor, async () => {
    const found = await tx.execute<Account>(sql`
      select u.id, u.username, u.name, u.phone, u.region_id as "regionId", coalesce(c.must_change, false) as "mustChange", s.expires_at as "expiresAt", s.way, c.changed_at as "changedAt"
      from sessions s join users u on u.id = s.user_id left join credentials c on c.user_id = u.id where s.token_hash = ${hash}`);
    const account = found.rows[0]!;
    const administrators = await administratorsOf(tx, actor, account.regionId);
    return { account, administrators, on: await hasSecondFactor(tx, actor.userId) };
  });
  const posts = await loadPosts(tx, actor, { userId: actor.userId, open: true });
  return {
    user: { id: account.id, username: account.username, name: account.name, phone: account.phone },
    posts: [...posts, ...(await deputyPosts(tx, actor))].map(({ post }) => post),
    mustChange: account.mustChange,
    secondFactor: { on, mustSetUp: !on && account.way !== "identity" && isRequired(platform, actor.posts) },
    passwordDue: account.mustChange || account.changedAt === null ? null : passwordDueOf(account.changedAt),
    administrators,
    expiresAt: new Date(account.expiresAt),
    idleSeconds,
  };
}

const passwordDueOf = (changedAt: string) =>
  beijingDay(new Date(new Date(changedAt).getTime() + passwordDays * 86_400_000));

/** Whoever can reset a password of a region's account: its own system administrators, else those of the nearest region above. */
async function administratorsOf(tx: Tx, { tree, today }: Actor, regionId: number) {
  const at = regionOn(tree, regionId, today) === undefined ? keeperToday(tree, regionId, today) : regionId;
  const chain = tree.versions.has(regionId) ? [at, ...ancestorsOn(tree, at, today)] : [];
  const found = await tx.execute<{ name: string; phone: string; regionId: number | null }>(sql`
    select u.name, u.phone, p.region_id as "regionId" from posts p join users u on u.id = p.user_id and u.disabled_at is null
    where p.role = 'system_admin' and ${holds(today)}
      and (p.region_id is null or p.region_id = any(${sql.param(chain)}::int[])) order by p.id limit 100`);
  const nearest = [...chain, null].find((region) => found.rows.some((row) => row.regionId === region));
  return found.rows.filter((row) => row.regionId === nearest).map(({ name, phone }) => ({ name, phone }));
}

export async function readSession(ctx: Ctx) {
  return describeSession(ctx.tx, ctx.platform, ctx.actor, ctx.actor.session!);
}

type Live = {
  hash: string;
  source: string;
  agent: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
};

/** Sessions of a user that are worth something at the moment, the newest first. Call it as doorkeeper. */
export async function liveSessions(tx: Tx, userId: number, now: Date): Promise<Live[]> {
  const at = now.toISOString();
  const live = await tx.execute<Live>(sql`
    select token_hash as hash, source, agent, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from sessions where user_id = ${userId} and ended_at is null and expires_at > ${at}::timestamptz
      and last_seen_at > ${at}::timestamptz - make_interval(secs => ${idleSeconds})
    order by created_at desc`);
  return live.rows;
}

export async function listSessions({ tx, actor, now }: Ctx) {
  const live = await asDoorkeeper(tx, actor, () => liveSessions(tx, actor.userId, now));
  return {
    items: live.map(({ hash, source, agent, ...times }) => ({
      id: hash.slice(0, 16),
      current: hash === actor.session,
      source,
      agent,
      createdAt: new Date(times.createdAt),
      lastSeenAt: new Date(times.lastSeenAt),
      expiresAt: new Date(times.expiresAt),
    })),
  };
}

export async function endOtherSessions(ctx: Ctx) {
  const { tx, actor, now } = ctx;
  const ended = await asDoorkeeper(tx, actor, () => endSessions(tx, actor.userId, now, actor.session));
  await ctx.audit({ object: `user/${actor.userId}`, detail: { sessionsEnded: ended } });
  return { ended };
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
