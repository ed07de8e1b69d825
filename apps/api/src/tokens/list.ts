import { sql, type SQL } from "drizzle-orm";
import type { Input, Output, tokens as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";

export type Token = Output<typeof contract.listOwnTokens>["items"][number];

type Row = Omit<Token, "place" | "owner" | "createdAt" | "expiresAt" | "lastUsedAt" | "endedAt"> & {
  userId: number;
  username: string;
  userName: string;
  unitName: string | null;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  endedAt: string | null;
};

const page = 200;
const moment = (text: string | null) => (text === null ? null : new Date(text));

/** Tokens that meet a condition; their secrets are nowhere. */
export async function selectTokens(ctx: Ctx, condition: SQL): Promise<Token[]> {
  const { tree, today } = ctx.actor;
  const found = await ctx.tx.execute<Row>(sql`
    select t.id, t.name, t.actions, t.region_id as "regionId", t.unit_id as "unitId", t.user_id as "userId", u.username,
           u.name as "userName", v.name as "unitName", t.created_at as "createdAt", t.expires_at as "expiresAt",
           t.last_used_at as "lastUsedAt", t.last_source as "lastSource", t.ended_at as "endedAt", t.ended_reason as "endedReason"
    from api_tokens t join users u on u.id = t.user_id
    left join lateral (select name from unit_versions o where o.unit_id = t.unit_id order by valid_from desc limit 1) v on true
    where ${condition}`);
  return found.rows.map(({ userId, username, userName, unitName, ...row }) => ({
    ...row,
    place: unitName ?? (row.regionId === null ? "" : (regionOn(tree, row.regionId, today)?.name ?? "")),
    owner: { id: userId, username, name: userName },
    createdAt: new Date(row.createdAt),
    expiresAt: new Date(row.expiresAt),
    lastUsedAt: moment(row.lastUsedAt),
    endedAt: moment(row.endedAt),
  }));
}

export async function listOwn(ctx: Ctx) {
  return { items: await selectTokens(ctx, sql`t.user_id = ${ctx.actor.userId} order by t.id desc`) };
}

/** Tokens of the accounts that the asker looks after, by id. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listTokens>) {
  const items = await selectTokens(ctx, sql`t.id > ${query.after ?? 0} order by t.id limit ${page}`);
  return { items, next: items.length === page ? items.at(-1)!.id : null };
}
