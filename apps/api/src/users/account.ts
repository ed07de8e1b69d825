import { sql } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadPosts, type StoredPost } from "../posts/list.ts";

export type Account = {
  id: number;
  username: string;
  name: string;
  phone: string;
  regionId: number;
  unitId: number | null;
  disabledAt: Date | null;
  createdAt: Date;
};

const columns = sql`id, username, name, phone, region_id as "regionId", unit_id as "unitId", disabled_at as "disabledAt", created_at as "createdAt"`;

type Row = Omit<Account, "disabledAt" | "createdAt"> & {
  disabledAt: string | null;
  createdAt: string;
};

export async function selectAccounts(ctx: Ctx, condition: ReturnType<typeof sql>): Promise<Account[]> {
  const found = await ctx.tx.execute<Row>(sql`select ${columns} from users where ${condition}`);
  return found.rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt === null ? null : new Date(row.disabledAt),
    createdAt: new Date(row.createdAt),
  }));
}

/**
 * An account to act upon, locked, with its open posts. Refuses one's own account, and an account with a post outside
 * the actor's jurisdiction: managing a county's accounts must not reach a person who also serves the province.
 */
export async function takeAccount(
  ctx: Ctx,
  id: number,
  action: Action,
): Promise<{ account: Account; posts: StoredPost[] }> {
  const [account] = await selectAccounts(ctx, sql`id = ${id} for update`);
  if (account === undefined) throw problems.notFound(`user/${id}`);
  ctx.must(action, { regionId: account.regionId, unitId: null });
  if (id === ctx.actor.userId) throw problems.ownAccount();
  const posts = await loadPosts(ctx.tx, ctx.actor, { userId: id, open: true });
  for (const { place } of posts) ctx.must(action, place);
  return { account, posts };
}
