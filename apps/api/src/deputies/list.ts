import { sql } from "drizzle-orm";
import type { deputies as contract, Input, Output } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import type { Actor } from "../actor.ts";
import type { Place, Role } from "../policy.ts";
import { loadPosts, type StoredPost } from "../posts/list.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { asDoorkeeper } from "../session/own.ts";
import { isDeputy, standingIn } from "./stands-in.ts";

type Deputy = Output<typeof contract.nameDeputy>;

/** One's posts as a deputy, each with the name of its holder. */
export async function deputyPosts(tx: Tx, actor: Actor): Promise<StoredPost[]> {
  const found = await asDoorkeeper(tx, actor, async () => {
    const rows = await tx.execute<{ id: number; holder: string }>(standingIn(actor.userId, actor.today));
    return Promise.all(
      rows.rows.map(async ({ id, holder }) => ({ holder, stored: (await loadPosts(tx, actor, { id }))[0]! })),
    );
  });
  return found.map(({ holder, stored }) => ({ ...stored, post: { ...stored.post, deputyFor: holder } }));
}

type Row = {
  id: number;
  postId: number;
  role: Role;
  holderId: number;
  holderUsername: string;
  holderName: string;
  deputyId: number;
  deputyUsername: string;
  deputyName: string;
  from: string;
  to: string;
  holds: boolean;
  endedAt: string | null;
};

/** A deputy's time as it is answered, and where its post holds. */
export type StoredDeputy = { deputy: Deputy; place: Place };

/** Of a person on either side (those that ended within a year, too), or one by its id. */
export async function loadDeputies(ctx: Ctx, wanted: { user: number } | { id: number }): Promise<StoredDeputy[]> {
  const { today } = ctx.actor;
  const which =
    "id" in wanted
      ? sql`d.id = ${wanted.id}`
      : sql`(d.user_id = ${wanted.user} or p.user_id = ${wanted.user}) and d.valid_to > ${today}::date - 366`;
  return asDoorkeeper(ctx.tx, ctx.actor, async () => {
    const found = await ctx.tx.execute<Row>(sql`
      select d.id, d.post_id as "postId", p.role, h.id as "holderId", h.username as "holderUsername", h.name as "holderName",
             u.id as "deputyId", u.username as "deputyUsername", u.name as "deputyName", d.valid_from::text as "from",
             d.valid_to::text as "to", ${isDeputy(today)} as holds, d.ended_at as "endedAt"
      from deputies d join posts p on p.id = d.post_id join users h on h.id = p.user_id join users u on u.id = d.user_id
      where ${which} order by d.ended_at is not null, d.valid_from desc, d.id desc limit 200`);
    return Promise.all(
      found.rows.map(async ({ holderId, holderUsername, holderName, deputyId, deputyUsername, deputyName, ...row }) => {
        const { post, place } = (await loadPosts(ctx.tx, ctx.actor, { id: row.postId }))[0]!;
        return {
          deputy: {
            ...row,
            place: post.place,
            holder: { id: holderId, username: holderUsername, name: holderName },
            deputy: { id: deputyId, username: deputyUsername, name: deputyName },
            endedAt: row.endedAt === null ? null : new Date(row.endedAt),
          },
          place,
        };
      }),
    );
  });
}

export async function listDeputies(ctx: Ctx) {
  return { items: (await loadDeputies(ctx, { user: ctx.actor.userId })).map(({ deputy }) => deputy) };
}

/** Of an account that the administrator sees. */
export async function listUserDeputies(ctx: Ctx, { params }: Input<typeof contract.listUserDeputies>) {
  const found = await ctx.tx.execute(sql`select 1 from users where id = ${params.id}`);
  if (found.rows.length === 0) throw problems.notFound(`user/${params.id}`);
  return { items: (await loadDeputies(ctx, { user: params.id })).map(({ deputy }) => deputy) };
}
