import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { nobody, setScope, type Scope, type Tx } from "@duibiao/db";
import type { Action } from "@duibiao/contract";
import { standingIn } from "./deputies/stands-in.ts";
import { grants, type Post } from "./policy.ts";
import { holds } from "./posts/holds.ts";
import { ancestorsOn, cityOf, keeperToday, loadTree, ownerToday, regionOn, subtreeOn, type Tree } from "./tree.ts";

/** Who is asking, with today's tree and what row-level security will show them. */
export type Actor = {
  userId: number;
  name: string;
  /** Hash of the token that the request carried; null: nobody is signed in (jobs, tests). */
  session: string | null;
  /** The API token that the request carried instead; its posts and scope are the owner's, narrowed. */
  token: { id: number; name: string } | null;
  posts: Post[];
  tree: Tree;
  today: string;
  scope: Scope;
  /** Whether a region (or the successor of a closed one) lies in today's subtree of another. */
  within: (regionId: number, rootId: number) => boolean;
};

export const tokenHash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Idle and absolute ends of a session, in seconds (等保 8.1.4.1b; reliability P13). */
export const idleSeconds = 30 * 60;
export const absoluteSeconds = 12 * 3600;

type SessionRow = {
  userId: number;
  name: string;
  disabled: boolean;
  mustChange: boolean;
  secondFactor: boolean;
  lastSeen: string;
  expiresAt: string;
};
/** An actor with the session behind it; `mustChange`: a one-time password was used and no own one chosen yet. */
export type SignedIn = Actor & {
  mustChange: boolean;
  /** Whether there is one, or the office's own service vouched; a program that brings a token needs none. */
  secondFactor: boolean;
  lastSeen: Date;
  /** Of a program: until when its token is worth something. */
  tokenExpires?: Date;
};

let known: Tree | null = null;

/**
 * The person behind a session token, or null. Looked up on every request: a right taken away is gone at once.
 * `clock`: the platform's time, asked for in the same round trip.
 */
export async function actorByToken(
  tx: Tx,
  token: string,
  action: Action,
  clock: Promise<Date>,
): Promise<SignedIn | null> {
  const [now, , found] = await Promise.all([
    clock,
    setScope(tx, { ...nobody, purposes: ["session"] }, "once"),
    tx.execute<SessionRow>(sql`
      select s.user_id as "userId", u.name, u.disabled_at is not null as disabled, s.last_seen_at as "lastSeen",
             s.expires_at as "expiresAt", coalesce(c.must_change, false) as "mustChange",
             s.way = 'identity' or exists (select 1 from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "secondFactor"
      from sessions s join users u on u.id = s.user_id left join credentials c on c.user_id = u.id
      where s.token_hash = ${tokenHash(token)} and s.ended_at is null`),
  ]);
  const row = found.rows[0];
  if (row === undefined || row.disabled) return null;
  const idleEnd = new Date(row.lastSeen).getTime() + idleSeconds * 1000;
  if (new Date(row.expiresAt) <= now || idleEnd <= now.getTime()) return null;
  const actor = await actorById(tx, row.userId, row.name, action, now);
  const { mustChange, secondFactor } = row;
  return { ...actor, session: tokenHash(token), mustChange, secondFactor, lastSeen: new Date(row.lastSeen) };
}

/** What a token may do, and where: one unit, one region's subtree, or wherever its owner's posts hold. */
export type Limits = { actions: readonly Action[]; regionId: number | null; unitId: number | null };

/** Posts that reach into a token's place; they keep their own place and tier, so that none of them turns into another's. */
function liesAt(post: Post, { regionId, unitId }: Limits, within: Actor["within"]): boolean {
  if (unitId !== null) return post.unitId === unitId;
  if (regionId !== null) return post.regionId !== null && within(regionId, post.regionId);
  return true;
}

function narrowed(scope: Scope, limits: Limits | null, within: Actor["within"]): Scope {
  const root = limits?.regionId ?? null;
  if (root === null) return scope;
  const inside = (ids: readonly number[]) => ids.filter((id) => within(id, root));
  return { ...scope, regions: inside(scope.regions), cities: inside(scope.cities) };
}

type PostRow = {
  role: Post["role"];
  regionId: number | null;
  unitId: number | null;
  deputyFor: string | null;
  holderId: number | null;
  covers: string | null;
  unitRegion: number | null;
};

/**
 * Builds the actor of a user and sets the transaction's scope. The scope comes only from the posts that allow
 * the action, so that an administrator of accounts never carries business rows along.
 */
export async function actorById(
  tx: Tx,
  userId: number,
  name: string,
  action: Action,
  now: Date,
  limits: Limits | null = null,
): Promise<Actor> {
  const today = beijingDay(now);
  const [, tree, rows] = await Promise.all([
    setScope(tx, { ...nobody, userId, purposes: ["session"] }, "once"),
    loadTree(tx, known),
    tx.execute<PostRow>(sql`
      select p.role, p.region_id as "regionId", p.unit_id as "unitId", p.holder as "deputyFor", p.holder_id as "holderId",
             uv.covers, uv.region_id as "unitRegion"
      from (
        select p.id, p.role, p.region_id, p.unit_id, null as holder, null::int as holder_id from posts p where p.user_id = ${userId} and ${holds(today)}
        union all ${standingIn(userId, today)}
      ) p
      left join lateral (select covers, region_id from unit_versions v where v.unit_id = p.unit_id order by valid_from desc limit 1) uv on true
      order by p.holder is not null, p.id`),
  ]);
  known = tree;
  const within = withinToday(tree, today);
  const withPosts = rows.rows
    .map((row) => ({ row, post: postOf(row, tree, today) }))
    .filter(({ post }) => limits === null || liesAt(post, limits, within))
    .map(({ row, post }) => ({ row, post: limits === null ? post : { ...post, only: limits.actions } }));
  const relevant = withPosts.filter(({ post }) => grants(post, action));
  const actor: Actor = {
    userId,
    name,
    session: null,
    token: null,
    posts: withPosts.map(({ post }) => post),
    tree,
    today,
    scope: narrowed(scopeOf(userId, relevant, action, tree, today), limits, within),
    within: limits?.regionId == null ? within : (id, root) => within(id, root) && within(id, limits.regionId!),
  };
  // It goes out with what is asked next; should it fail, so does all that follows in the transaction.
  setScope(tx, actor.scope).catch(() => {});
  return actor;
}

function postOf(row: PostRow, tree: Tree, today: string): Post {
  const instead = row.deputyFor === null ? {} : { deputyFor: row.deputyFor, holderId: row.holderId! };
  const post = { role: row.role, ...instead };
  if (row.unitId !== null) return { ...post, unitId: row.unitId, regionId: null, tier: null };
  const region = row.regionId === null ? undefined : regionOn(tree, ownerToday(tree, row.regionId, today), today);
  return { ...post, unitId: null, regionId: row.regionId, tier: region?.tier ?? null };
}

/** The name as it stands under a paper: who signs for somebody else says so. `held`: the posts that allow the signature. */
export function signingName({ name }: Pick<Actor, "name">, held: readonly Post[]): string {
  const [first] = held;
  const standsIn = first?.deputyFor !== undefined && held.every(({ deputyFor }) => deputyFor !== undefined);
  return standsIn ? `${name}（代${first.deputyFor}）` : name;
}

function scopeOf(
  userId: number,
  relevant: { row: PostRow; post: Post }[],
  action: Action,
  tree: Tree,
  today: string,
): Scope {
  const platform = relevant.some(({ post }) => post.unitId === null && post.regionId === null);
  const roots = relevant.flatMap(({ post }) =>
    post.regionId === null ? [] : [ownerToday(tree, post.regionId, today)],
  );
  const regions = new Set(platform ? tree.versions.keys() : roots.flatMap((id) => subtreeOn(tree, id, today)));
  // Closed regions belong to whoever took them over, or to the region they last hung under.
  for (const id of regions.size === 0 ? [] : tree.versions.keys()) {
    if (!regions.has(id) && regionOn(tree, id, today) === undefined && regions.has(keeperToday(tree, id, today)))
      regions.add(id);
  }
  const posted = [...regions];
  const unitRegions = relevant.flatMap(({ row }) => (row.unitRegion === null ? [] : [row]));
  // Who reports a region's total also reads that region's own figure and result, nobody else's papers; an institution's clerk only the unit.
  for (const row of unitRegions)
    if (row.covers === "whole" && readsOwnRow(action, tree, row.unitRegion!, today)) regions.add(row.unitRegion!);
  const places = [...roots, ...unitRegions.map((row) => row.unitRegion!)];
  const ancestors = new Set(places.flatMap((id) => [id, ...ancestorsOn(tree, id, today)]));
  return {
    userId,
    regions: [...regions].sort((a, b) => a - b),
    // The figures below a region's total are summed for its clerk, too; results below it are not theirs.
    cities: (action === "roll-up.read" ? [...regions] : posted)
      .filter((id) => keysRows(tree, id))
      .sort((a, b) => a - b),
    ancestors: [...ancestors].sort((a, b) => a - b),
    units: relevant.flatMap(({ post }) => (post.unitId === null ? [] : [post.unitId])),
    purposes: [...(platform ? (["platform"] as const) : []), ...(action === "audit.read" ? (["audit"] as const) : [])],
  };
}

/** A province's own row in a release would bring that province's drafts along: they are its analysts' and leaders'. */
function readsOwnRow(action: Action, tree: Tree, regionId: number, today: string): boolean {
  if (action === "roll-up.read") return true;
  const results = action === "release.read" || action === "objection.raise";
  const tier = regionOn(tree, regionId, today)?.tier;
  return results && (tier === "county" || tier === "city");
}

/** Whether rows are kept under this region at any time: everything but a county that always had a parent. */
function keysRows(tree: Tree, regionId: number): boolean {
  return tree.versions.get(regionId)!.some((version) => cityOf(version) === regionId);
}

function withinToday(tree: Tree, today: string): (regionId: number, rootId: number) => boolean {
  return (regionId, rootId) => {
    const root = ownerToday(tree, rootId, today);
    const at = keeperToday(tree, regionId, today);
    return at === root || ancestorsOn(tree, at, today).includes(root);
  };
}

/** Whether a post of the actor allows the action at this very bureau: nobody decides for a bureau that is not theirs. */
export function servesBureau(actor: Actor, action: Action, bureauId: number): boolean {
  return actor.posts.some(
    (post) =>
      post.regionId !== null && grants(post, action) && ownerToday(actor.tree, post.regionId, actor.today) === bureauId,
  );
}

/** As whom the actor does this at a bureau: as oneself where a post of one's own allows it, else as each holder stood in for. */
export function actsAs(actor: Actor, action: Action, bureauId: number): { userId: number; deputyFor?: string }[] {
  const held = actor.posts.filter((post) => servesBureau({ ...actor, posts: [post] }, action, bureauId));
  const own = held.some(({ holderId }) => holderId === undefined) ? [{ userId: actor.userId }] : [];
  const others = held.flatMap(({ holderId, deputyFor }) =>
    holderId === undefined ? [] : [{ userId: holderId, deputyFor: deputyFor! }],
  );
  return [...own, ...others];
}

/** Day and minute in Beijing, as due times are said to people. */
export const beijingMinute = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace("T", " ");

/** The calendar day in Beijing (UTC+8, no summer time), by which periods and trees are judged. */
export function beijingDay(now: Date): string {
  return new Date(now.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
}
