import { sql } from "drizzle-orm";
import type { Input, Output, users as contract } from "@duibiao/contract";
import type { Role } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";
import { ownerToday, regionOn, subtreeOn } from "../tree.ts";
import { roleWords } from "../words.ts";
import { selectAccounts, type Account } from "./account.ts";
import { holds } from "../posts/holds.ts";
import { loadPosts } from "../posts/list.ts";

type Listed = Output<typeof contract.readUser>;

const pageSize = 100;

/** Accounts that row-level security shows, a page at a time; `region` narrows to its subtree of today. */
export async function listUsers(ctx: Ctx, { query }: Input<typeof contract.listUsers>) {
  const { tree, today } = ctx.actor;
  const regions = query.region === undefined ? null : subtreeOn(tree, query.region, today);
  const wanted = sql`
    ${regions === null ? sql`true` : sql`region_id = any(${sql.param(regions)}::int[])`}
    and ${query.state === "disabled" ? sql`disabled_at is not null` : sql`disabled_at is null`}
    and ${query.q === undefined ? sql`true` : matches(query.q)}
    and ${query.role === undefined ? sql`true` : sql`exists (${openPosts(ctx)} and p.role = ${query.role})`}
    and ${query.state === "postless" ? sql`not exists (${openPosts(ctx)})` : sql`true`}
    and ${query.state === "ending" ? sql`exists (${openPosts(ctx)} and p.valid_to < ${ctx.actor.today}::date + 30)` : sql`true`}
    and ${query.state === "waiting" ? await neverUsed(ctx) : sql`true`}`;
  const counted = await ctx.tx.execute<{ total: number }>(
    sql`select count(*)::int as total from users where ${wanted}`,
  );
  const { total } = counted.rows[0]!;
  const accounts = await selectAccounts(
    ctx,
    sql`${wanted} order by region_id, username, id limit ${pageSize} offset ${(query.page - 1) * pageSize}`,
  );
  return {
    items: await describe(ctx, accounts),
    total,
    page: query.page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
  };
}

export async function readUser(ctx: Ctx, { params }: Input<typeof contract.readUser>) {
  const accounts = await selectAccounts(ctx, sql`id = ${params.id}`);
  const [user] = await describe(ctx, accounts);
  if (user === undefined) throw problems.notFound(`user/${params.id}`);
  return user;
}

const openPosts = (ctx: Ctx) => sql`
  select 1 from posts p where p.user_id = users.id and ${holds(ctx.actor.today)}`;

/** Part of a name, user name, unit, region, of a post's place, or the word for a role. */
function matches(text: string) {
  const part = `%${text.trim().replaceAll(/[\\%_]/g, "\\$&")}%`;
  const roles = (Object.keys(roleWords) as Role[]).filter(
    (role) => text.trim() !== "" && (roleWords[role].zh.includes(text.trim()) || role === text.trim()),
  );
  const unit = (id: ReturnType<typeof sql>) =>
    sql`exists (select 1 from unit_versions v where v.unit_id = ${id} and v.valid_to is null and v.name ilike ${part})`;
  const region = (id: ReturnType<typeof sql>) =>
    sql`exists (select 1 from region_versions v where v.region_id = ${id} and v.valid_to is null and v.name ilike ${part})`;
  return sql`(
    username ilike ${part} or name ilike ${part} or phone ilike ${part}
    or ${unit(sql`users.unit_id`)} or ${region(sql`users.region_id`)}
    or exists (select 1 from posts p where p.user_id = users.id and p.ended_at is null
      and (p.role = any(${sql.param(roles)}::text[]) or ${unit(sql`p.unit_id`)} or ${region(sql`p.region_id`)})))`;
}

/** Accounts whose one-time code nobody has used; only the doorkeeper sees who that is. */
async function neverUsed(ctx: Ctx) {
  const found = await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute<{ id: number }>(sql`
      select user_id as id from credentials where must_change and one_time_until is not null and one_time_source is null`),
  );
  return sql`id = any(${sql.param(found.rows.map(({ id }) => id))}::int[])`;
}

type Door = {
  id: number;
  mustChange: boolean;
  oneTimeUntil: string | null;
  lastSeenAt: string | null;
  secondFactor: boolean;
};

async function describe(ctx: Ctx, accounts: readonly Account[]): Promise<Listed[]> {
  const { tree, today } = ctx.actor;
  const ids = accounts.map(({ id }) => id);
  const posts = (await loadPosts(ctx.tx, ctx.actor, { userId: ids, open: true })).map(({ post }) => post);
  const units = await ctx.tx.execute<{ id: number; name: string }>(sql`
    select distinct on (unit_id) unit_id as id, name from unit_versions
    where unit_id = any(${sql.param(accounts.flatMap(({ unitId }) => unitId ?? []))}::int[]) order by unit_id, valid_from desc`);
  const doors = await asDoorkeeper(ctx.tx, ctx.actor, () =>
    ctx.tx.execute<Door>(sql`
      select u.id, c.must_change as "mustChange", c.one_time_until as "oneTimeUntil",
        (select max(s.last_seen_at) from sessions s where s.user_id = u.id) as "lastSeenAt",
        exists (select 1 from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "secondFactor"
      from users u join credentials c on c.user_id = u.id where u.id = any(${sql.param(ids)}::int[])`),
  );
  return accounts.map((account) => {
    const door = doors.rows.find(({ id }) => id === account.id);
    const unit = units.rows.find(({ id }) => id === account.unitId)?.name;
    const home = tree.versions.has(account.regionId) ? ownerToday(tree, account.regionId, today) : null;
    return {
      ...account,
      place: unit ?? (home === null ? "" : (regionOn(tree, home, today)?.name ?? "")),
      posts: posts.filter(({ userId }) => userId === account.id),
      password: stateOf(door, ctx.now),
      secondFactor: door?.secondFactor === true,
      lastSeenAt: door?.lastSeenAt == null ? null : new Date(door.lastSeenAt),
    };
  });
}

function stateOf(door: Door | undefined, now: Date): Listed["password"] {
  if (door === undefined) return "none";
  if (!door.mustChange) return "own";
  return door.oneTimeUntil !== null && new Date(door.oneTimeUntil) <= now ? "void" : "waiting";
}
