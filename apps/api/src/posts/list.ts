import { sql } from "drizzle-orm";
import type { Input, Output, posts as contract } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import type { Place, Role } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { ownerToday, regionOn, type Tree } from "../tree.ts";
import { graceOf, holds } from "./holds.ts";

type Row = {
  id: number;
  userId: number;
  role: Role;
  regionId: number | null;
  unitId: number | null;
  createdAt: string;
  endedAt: string | null;
  validTo: string | null;
  unitName: string | null;
  unitRegion: number | null;
};

/** A post as it is answered, and where it holds: the unit's region of today, or the owner of its region. */
export type StoredPost = { post: Output<typeof contract.grantPost>; place: Place };

/** Posts of users, or one post by its id; `open` leaves out those that were ended or have run out, their grace included. */
export async function loadPosts(
  tx: Tx,
  { tree, today }: { tree: Tree; today: string },
  wanted: { userId: number | readonly number[]; open: boolean } | { id: number },
): Promise<StoredPost[]> {
  const which =
    "id" in wanted
      ? sql`p.id = ${wanted.id}`
      : sql`p.user_id = any(${sql.param([wanted.userId].flat())}::int[])
          and (not ${wanted.open}::boolean or ${holds(today)})`;
  const found = await tx.execute<Row>(sql`
    select p.id, p.user_id as "userId", p.role, p.region_id as "regionId", p.unit_id as "unitId", p.created_at as "createdAt",
           p.ended_at as "endedAt", p.valid_to::text as "validTo", v.name as "unitName", v.region_id as "unitRegion"
    from posts p
    left join lateral (select name, region_id from unit_versions u where u.unit_id = p.unit_id order by valid_from desc limit 1) v on true
    where ${which} order by p.id`);
  return found.rows.map(({ unitName, unitRegion, ...row }) => {
    const region = row.unitId === null ? row.regionId : unitRegion;
    const owner = region === null ? null : ownerToday(tree, region, today);
    const version = owner === null ? undefined : regionOn(tree, owner, today);
    const atUnit = row.unitId !== null;
    return {
      post: {
        ...row,
        regionId: atUnit ? null : row.regionId,
        tier: atUnit ? null : (version?.tier ?? null),
        place: (atUnit ? unitName : version?.name) ?? "",
        createdAt: new Date(row.createdAt),
        graceTo: graceOf(row, today),
        deputyFor: null,
        endedAt: row.endedAt === null ? null : new Date(row.endedAt),
      },
      place: { regionId: owner, unitId: row.unitId },
    };
  });
}

export async function listPosts(ctx: Ctx, { query }: Input<typeof contract.listPosts>) {
  const found = await ctx.tx.execute(sql`select 1 from users where id = ${query.user}`);
  if (found.rows.length === 0) throw problems.notFound(`user/${query.user}`);
  const posts = await loadPosts(ctx.tx, ctx.actor, { userId: query.user, open: false });
  return { items: posts.map(({ post }) => post) };
}
