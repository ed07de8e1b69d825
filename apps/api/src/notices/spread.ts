import { sql } from "drizzle-orm";
import type { Db, Tx } from "@duibiao/db";
import { beijingDay } from "../actor.ts";
import { isDeputy } from "../deputies/stands-in.ts";
import { holds } from "../posts/holds.ts";
import { keeperToday, loadTree, ownerToday, regionOn, subtreeOn, type Tree } from "../tree.ts";
import type { Audience } from "./notify.ts";

type Waiting = { id: number; key: string; kind: string; audience: Audience[]; byUser: number | null; at: string };
type Holder = {
  userId: number;
  role: string;
  regionId: number | null;
  unitId: number | null;
  unitRegion: number | null;
};

const batch = 200;
let known: Tree | null = null;

/**
 * Hands every new notice to the people whom it is for as of now, and leaves what goes over the channels; answers how
 * many notices. Several workers share the work: each takes rows that no other holds, and a key reaches a person once.
 * @param channels those that this platform has; a notice goes over one if the person gave an address for it.
 */
export async function spreadNotices(db: Db, channels: readonly string[] = [], now = new Date()): Promise<number> {
  for (let total = 0; ; total += batch) {
    const done = await db.transaction(async (tx) => {
      const waiting = await tx.execute<Waiting>(sql`
        select id::float8 as id, key, kind, audience, by_user as "byUser", at from notices
        where spread_at is null order by id limit ${batch} for update skip locked`);
      if (waiting.rows.length === 0) return 0;
      const holders = await postsHeld(tx, beijingDay(now));
      known = await loadTree(tx, known);
      const places = placesOf(known, beijingDay(now));
      const told = waiting.rows.flatMap((notice) =>
        [...peopleOf(notice, holders, places)].map((user) => ({
          user,
          notice: notice.id,
          key: notice.key,
          kind: notice.kind,
        })),
      );
      await tell(tx, told, channels);
      await tx.execute(
        sql`update notices set spread_at = ${now.toISOString()} where id = any(${ids(waiting.rows)}::bigint[])`,
      );
      return waiting.rows.length;
    });
    if (done < batch) return total + done;
  }
}

const ids = (rows: readonly { id: number }[]) => `{${rows.map(({ id }) => id).join(",")}}`;

async function postsHeld(tx: Tx, today: string): Promise<Holder[]> {
  const found = await tx.execute<Holder>(sql`
    select p.user_id as "userId", p.role, p.region_id as "regionId", p.unit_id as "unitId", v.region_id as "unitRegion"
    from (
      select p.user_id, p.role, p.region_id, p.unit_id from posts p where ${holds(today)}
      union all
      select d.user_id, p.role, p.region_id, p.unit_id from deputies d join posts p on p.id = d.post_id and ${holds(today)}
      where ${isDeputy(today)}
    ) p join users u on u.id = p.user_id and u.disabled_at is null
    left join lateral (select x.region_id from unit_versions x where x.unit_id = p.unit_id order by x.valid_from desc limit 1) v on true`);
  return found.rows;
}

type Places = {
  /** Who answers for a region today. */
  keeper: (regionId: number) => number;
  owner: (regionId: number) => number;
  below: (regionId: number) => ReadonlySet<number>;
};

function placesOf(tree: Tree, today: string): Places {
  return {
    keeper: (id) => (tree.versions.has(id) ? keeperToday(tree, id, today) : id),
    owner: (id) => (tree.versions.has(id) ? ownerToday(tree, id, today) : id),
    below: (id) =>
      new Set(subtreeOn(tree, keeperToday(tree, id, today), today).filter((at) => regionOn(tree, at, today))),
  };
}

function peopleOf({ audience, byUser }: Waiting, holders: readonly Holder[], places: Places): Set<number> {
  const people = new Set<number>();
  for (const to of audience) {
    if ("users" in to) for (const user of to.users) people.add(user);
    else for (const holder of holdersOf(to, holders, places)) if (holder.userId !== byUser) people.add(holder.userId);
  }
  return people;
}

function holdersOf(to: Exclude<Audience, { users: unknown }>, holders: readonly Holder[], places: Places): Holder[] {
  const roles = new Set<string>(to.roles);
  const held = holders.filter(({ role }) => roles.has(role));
  if ("units" in to) {
    const units = new Set(to.units);
    return held.filter(({ unitId }) => unitId !== null && units.has(unitId));
  }
  if ("regions" in to) {
    const bureaus = new Set(to.regions.map((id) => (id === null ? null : places.keeper(id))));
    return held.filter(
      ({ unitId, regionId }) => unitId === null && bureaus.has(regionId === null ? null : places.owner(regionId)),
    );
  }
  const below = places.below(to.below);
  return held.filter(({ unitId, regionId, unitRegion }) => {
    const at = unitId === null ? regionId : unitRegion;
    return at !== null && below.has(places.owner(at));
  });
}

type Told = { user: number; notice: number; key: string; kind: string };

/**
 * Fills the inboxes; what a person had under its key before is left out, and so is its way over the channels. The office's own
 * message platform goes by the user name: whoever has never chosen is told there, as the page of choices shows it.
 */
async function tell(tx: Tx, told: readonly Told[], channels: readonly string[]): Promise<void> {
  await tx.execute(sql`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t("user" int, notice bigint, key text, kind text)
    ), fresh as (
      insert into inbox (user_id, notice_id, key)
      select t."user", t.notice, t.key from told t join users u on u.id = t."user" order by 1, 2
      on conflict do nothing returning user_id, notice_id
    )
    insert into deliveries (user_id, notice_id, channel, next_at)
    select f.user_id, f.notice_id, c.channel,
           case when s.digest then (date_trunc('day', n.at at time zone 'Asia/Shanghai' - interval '8 hours') + interval '32 hours') at time zone 'Asia/Shanghai'
                else n.at end
    from fresh f join told t on t."user" = f.user_id and t.notice = f.notice_id
    join notices n on n.id = f.notice_id
    left join notice_settings s on s.user_id = f.user_id
    join users u on u.id = f.user_id
    cross join unnest(${`{${channels.join(",")}}`}::text[]) as c(channel)
    where case c.channel when 'email' then s.email when 'wecom' then s.wecom when 'zwding' then s.zwding else u.username end <> ''
      and (s.user_id is null or not (c.channel || ':' || t.kind = any(s.off)))
    on conflict do nothing`);
}
