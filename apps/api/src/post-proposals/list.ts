import { sql } from "drizzle-orm";
import type { Input, postProposals as contract } from "@duibiao/contract";
import type { Role } from "../policy.ts";
import type { Ctx } from "../serve.ts";
import { ownerToday, regionOn } from "../tree.ts";

type Row = {
  id: number;
  userId: number;
  username: string;
  name: string;
  role: Role;
  regionId: number | null;
  unitId: number | null;
  unitName: string | null;
  unitRegion: number | null;
  validTo: string | null;
  proposedById: number;
  proposedBy: string | null;
  proposedAt: string;
  bySecurity: boolean;
  endsPost: number | null;
  from: string | null;
};

/** Proposals that wait: of a person, some by id, or all in the asker's jurisdiction. */
export async function loadProposals(ctx: Ctx, wanted: { user?: number | undefined; ids?: readonly number[] } = {}) {
  const { tree, today, userId } = ctx.actor;
  const found = await ctx.tx.execute<Row>(sql`
    select p.id, p.user_id as "userId", u.username, u.name, p.role, p.region_id as "regionId", p.unit_id as "unitId",
           v.name as "unitName", v.region_id as "unitRegion", p.valid_to::text as "validTo", p.proposed_by as "proposedById",
           b.name as "proposedBy", p.proposed_at as "proposedAt", p.by_security as "bySecurity",
           p.ends_post as "endsPost", h.name as "from"
    from post_proposals p
    join users u on u.id = p.user_id and u.disabled_at is null
    left join users b on b.id = p.proposed_by
    left join posts e on e.id = p.ends_post left join users h on h.id = e.user_id
    left join lateral (select name, region_id from unit_versions x where x.unit_id = p.unit_id order by valid_from desc limit 1) v on true
    where p.decided_at is null
      and (${wanted.user ?? null}::int is null or p.user_id = ${wanted.user ?? null}::int)
      and (${wanted.ids === undefined}::boolean or p.id = any(${sql.param(wanted.ids ?? [])}::int[]))
    order by p.id limit 2000`);
  const secures = ctx.actor.posts.some((post) => post.role === "security_admin");
  return found.rows.map(({ unitName, unitRegion, proposedById, proposedBy, bySecurity, ...row }) => {
    const region = row.unitId === null ? row.regionId : unitRegion;
    const owner = region === null ? null : ownerToday(tree, region, today);
    return {
      ...row,
      regionId: owner,
      place: (row.unitId === null ? (owner === null ? "" : regionOn(tree, owner, today)?.name) : unitName) ?? "",
      // An administrator from above is not in everybody's list; that somebody else proposed is what matters.
      proposedBy: proposedBy ?? "",
      proposedAt: new Date(row.proposedAt),
      mine: proposedById !== userId && row.userId !== userId && (bySecurity || secures),
    };
  });
}

export async function listProposals(ctx: Ctx, { query }: Input<typeof contract.listProposals>) {
  return { items: await loadProposals(ctx, { user: query.user }) };
}
