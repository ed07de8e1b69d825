import { sql } from "drizzle-orm";
import { notices, type deliveries as contract, type Input, type Output } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";

type Answer = Output<typeof contract.listDeliveries>;
type Counted = Omit<Answer["channels"][number], "connected" | "lastSentAt"> & { lastSentAt: string | null };
type Failed = Omit<Answer["items"][number], "person" | "at"> & {
  at: string;
  userId: number;
  username: string;
  name: string;
};

const page = 200;

/** How each channel does, and the dead letters, of the accounts that the asker looks after. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listDeliveries>): Promise<Answer> {
  const counted = await ctx.tx.execute<Counted>(sql`
    select d.channel, count(*) filter (where d.state = 'waiting')::int as waiting,
           count(*) filter (where d.state = 'waiting' and d.fault <> '')::int as retrying,
           count(*) filter (where d.state = 'failed')::int as failed, max(d.sent_at) as "lastSentAt",
           coalesce((array_agg(d.fault order by d.next_at desc) filter (where d.fault <> ''))[1], '') as "lastFault"
    from deliveries d join users u on u.id = d.user_id group by d.channel`);
  const failed = await ctx.tx.execute<Failed>(sql`
    select d.notice_id::float8 as "noticeId", d.channel, d.attempts, d.fault, d.next_at as at, u.id as "userId", u.username, u.name
    from deliveries d join users u on u.id = d.user_id
    where d.state = 'failed' and (${query.after ?? null}::bigint is null or d.notice_id < ${query.after ?? null})
    order by d.notice_id desc, d.user_id, d.channel`);
  const connected = new Set((ctx.platform.channels ?? []).map(({ name }) => name));
  const items = wholeNotices(failed.rows);
  return {
    channels: notices.noticeChannels.flatMap((channel) => {
      const found = counted.rows.find((row) => row.channel === channel);
      if (found === undefined && !connected.has(channel)) return [];
      const { lastSentAt, ...row } = found ?? { ...nothing, channel };
      return [
        { ...row, connected: connected.has(channel), lastSentAt: lastSentAt === null ? null : new Date(lastSentAt) },
      ];
    }),
    items: items.map(({ userId, username, name, at, ...row }) => ({
      ...row,
      at: new Date(at),
      person: { id: userId, username, name },
    })),
    next: items.length < failed.rows.length ? items.at(-1)!.noticeId : null,
  };
}

const nothing = { waiting: 0, retrying: 0, failed: 0, lastSentAt: null, lastFault: "" };

/** About a page of rows that ends with the last row of a notice, so that the next page begins with another one. */
function wholeNotices<Row extends { noticeId: number }>(rows: readonly Row[]): readonly Row[] {
  const last = rows[page - 1]?.noticeId;
  return last === undefined ? rows : rows.filter(({ noticeId }) => noticeId >= last);
}
