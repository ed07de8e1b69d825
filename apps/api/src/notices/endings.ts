import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import type { Text } from "@duibiao/indicators";
import type { Role } from "../policy.ts";
import { graceOf, holds } from "../posts/holds.ts";
import { ancestorsOn, keeperToday, regionOn, type Tree } from "../tree.ts";
import { roleWords } from "../words.ts";
import type { Notice } from "./notify.ts";

/** Days before the last one at which the holder of a post and whoever can extend it are told. */
const before = [14, 3] as const;
/** A deputy's last days, told where the time was longer than a week. */
const deputyBefore = 2;

/**
 * Posts and deputies that end soon, and posts that work on in their grace: told to the person, and posts also to the
 * nearest security administrators, who extend or hand over before somebody stands before a closed door.
 */
export async function endingsSoon(tx: Tx, tree: Tree, today: string): Promise<Notice[]> {
  const ending = await postsEnding(tx, today);
  const keepers = ending.length === 0 ? new Set<number | null>() : await keepersOf(tx, today);
  return [
    ...ending.map(toHolder),
    ...toKeepers(ending, keepers, tree, today),
    ...(await deputiesEnding(tx, today)).map(toBoth),
  ];
}

type Row = { id: number; userId: number; name: string; role: Role; region: number | null; unit: string | null };
type Ending = Row & { validTo: string; days: number; graceTo: string | null; where: Text };

async function postsEnding(tx: Tx, today: string): Promise<Ending[]> {
  const found = await tx.execute<Row & { validTo: string; left: number; regionName: string | null }>(sql`
    select p.id, p.user_id as "userId", u.name, p.role, coalesce(v.region_id, p.region_id) as region, v.name as unit, r.name as "regionName",
           p.valid_to::text as "validTo", (p.valid_to - ${today}::date)::int as left
    from posts p join users u on u.id = p.user_id and u.disabled_at is null
    left join lateral (select x.region_id, x.name from unit_versions x where x.unit_id = p.unit_id order by x.valid_from desc limit 1) v on true
    left join lateral (select x.name from region_versions x where x.region_id = p.region_id order by x.valid_from desc limit 1) r on true
    where ${holds(today)} and p.valid_to <= ${today}::date + ${before[0]}::int order by p.id`);
  return found.rows.map(({ left, regionName, ...row }) => ({
    ...row,
    days: left < 0 ? 0 : before.findLast((days) => left <= days)!,
    graceTo: graceOf({ ...row, endedAt: null }, today),
    where: placed(row.unit ?? regionName),
  }));
}

const placed = (name: string | null): Text =>
  name === null ? { zh: "全平台", en: "the whole platform" } : { zh: name, en: name };

function toHolder({ id, userId, role, where, validTo, days, graceTo }: Ending): Notice {
  const word = roleWords[role];
  const about = { kind: "account" as const, link: "", object: `post/${id}`, to: { users: [userId] } };
  if (graceTo !== null)
    return {
      ...about,
      key: `account/post-grace/${id}/${validTo}`,
      title: { zh: `任职已到期，宽限至 ${graceTo}`, en: `Your post has ended and works on until ${graceTo}` },
      body: {
        zh: `您在${where.zh}的${word.zh}任职于 ${validTo} 到期；${graceTo} 之前仍可办理，报送不因此中断。继续任职请联系安全保密管理员延长。`,
        en: `Your post as ${word.en} of ${where.en} ended on ${validTo}; it works on until ${graceTo}, so that no submission stops. To go on, ask a security administrator to extend it.`,
      },
    };
  return {
    ...about,
    key: `account/post-ending/${id}/${validTo}/${days}`,
    title: { zh: `任职将于 ${validTo} 到期`, en: `Your post ends on ${validTo}` },
    body: {
      zh: `您在${where.zh}的${word.zh}任职到 ${validTo} 为止。继续任职请联系安全保密管理员延长；离任请办移交。`,
      en: `Your post as ${word.en} of ${where.en} ends with ${validTo}. To go on, ask a security administrator to extend it; if you leave, have it handed over.`,
    },
  };
}

/** Regions that have a security administrator of their own; null: the platform has. */
async function keepersOf(tx: Tx, today: string): Promise<Set<number | null>> {
  const found = await tx.execute<{ region: number | null }>(sql`
    select distinct p.region_id as region from posts p join users u on u.id = p.user_id and u.disabled_at is null
    where p.role = 'security_admin' and ${holds(today)}`);
  return new Set(found.rows.map(({ region }) => region));
}

const apps: Record<string, string> = { county: "county", city: "city" };

/** One notice to the administrators of a place for all posts that end alike. */
function toKeepers(ending: readonly Ending[], keepers: ReadonlySet<number | null>, tree: Tree, today: string) {
  const groups = new Map<string, { keeper: number | null; posts: Ending[] }>();
  for (const post of ending) {
    const at = post.region === null ? null : keeperToday(tree, post.region, today);
    const chain = at === null ? [] : [at, ...ancestorsOn(tree, at, today)];
    const keeper = chain.find((region) => keepers.has(region)) ?? null;
    const key = `${keeper}/${post.validTo}/${post.days}`;
    groups.set(key, { keeper, posts: [...(groups.get(key)?.posts ?? []), post] });
  }
  return [...groups].map(([key, { keeper, posts }]): Notice => {
    const { validTo, days } = posts[0]!;
    const names = posts.slice(0, 10).map(({ name, role, where }) => `${name}（${where.zh}${roleWords[role].zh}）`);
    const more = posts.length > names.length ? "等" : "";
    const tier = keeper === null ? undefined : regionOn(tree, keeper, today)?.tier;
    return {
      key: `account/posts-ending/${key}`,
      kind: "account",
      title:
        days === 0
          ? {
              zh: `${posts.length} 项任职已于 ${validTo} 到期`,
              en: `${posts.length} post(s) ended on ${validTo}`,
            }
          : {
              zh: `${posts.length} 项任职将于 ${validTo} 到期`,
              en: `${posts.length} post(s) end on ${validTo}`,
            },
      body: {
        zh: `${names.join("、")}${more}。请延长，或办理移交、结束任职。`,
        en: `${names.join(", ")}${more === "" ? "" : " and others"}. Extend them, hand them over or end them.`,
      },
      link: `/${apps[tier ?? ""] ?? "province"}/people?state=ending`,
      object: keeper === null ? "region/0" : `region/${keeper}`,
      to: { roles: ["security_admin"], regions: [keeper] },
    };
  });
}

type Deputy = { id: number; deputy: number; holder: number; deputyName: string; holderName: string; validTo: string };

async function deputiesEnding(tx: Tx, today: string): Promise<Deputy[]> {
  const found = await tx.execute<Deputy>(sql`
    select d.id, d.user_id as deputy, p.user_id as holder, u.name as "deputyName", h.name as "holderName", d.valid_to::text as "validTo"
    from deputies d join posts p on p.id = d.post_id and ${holds(today)}
    join users u on u.id = d.user_id and u.disabled_at is null join users h on h.id = p.user_id and h.disabled_at is null
    where d.ended_at is null and d.valid_to - d.valid_from >= 7
      and d.valid_to between ${today}::date and ${today}::date + ${deputyBefore}::int order by d.id`);
  return found.rows;
}

function toBoth({ id, deputy, holder, deputyName, holderName, validTo }: Deputy): Notice {
  return {
    key: `account/deputy-ending/${id}/${validTo}`,
    kind: "account",
    title: { zh: `代理将于 ${validTo} 结束`, en: `A deputy's time ends on ${validTo}` },
    body: {
      zh: `${deputyName}代${holderName}到 ${validTo} 为止，之后由${holderName}自己办理；还需代理的，请${holderName}另行请人。`,
      en: `${deputyName} stands in for ${holderName} through ${validTo}; from then on ${holderName} acts again, or names somebody anew.`,
    },
    link: "",
    object: `deputy/${id}`,
    to: { users: [deputy, holder] },
  };
}
