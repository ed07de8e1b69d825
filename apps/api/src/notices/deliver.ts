import { sql } from "drizzle-orm";
import type { Db } from "@duibiao/db";
import type { Channel, Message } from "./channels.ts";

/** After so many attempts (about half a day) a delivery is given up; the notice stands in the inbox all the same. */
const mostAttempts = 9;
const batch = 40;
/** Sent at the same time over one channel. */
const atOnce = 4;

type Claimed = {
  userId: number;
  username: string;
  noticeId: number;
  attempts: number;
  to: string;
  kind: string;
  title: string;
  at: string;
};

/**
 * Sends what waits, each channel by itself: one that is dead keeps nobody else's waiting. A person's notices that are due
 * together go as one message. What is claimed is due again later (1, 2, 4 ... minutes), so that a crash loses nothing.
 * No transaction is open while something is sent. Answers how many deliveries were sent.
 */
export async function deliver(
  db: Db,
  channels: readonly Channel[],
  publicUrl: string,
  now = new Date(),
): Promise<number> {
  const counts = await Promise.all(channels.map((channel) => deliverOver(db, channel, publicUrl, now)));
  return counts.reduce((sum, n) => sum + n, 0);
}

async function deliverOver(db: Db, channel: Channel, publicUrl: string, now: Date): Promise<number> {
  const claimed = await claim(db, channel.name, now);
  const people = new Map<number, Claimed[]>();
  for (const row of claimed) people.set(row.userId, [...(people.get(row.userId) ?? []), row]);
  const waiting = [...people.values()];
  let sent = 0;
  const sender = async () => {
    for (let rows = waiting.pop(); rows !== undefined; rows = waiting.pop()) {
      const fault = await channel.send(messageOf(rows, publicUrl)).then(
        () => null,
        (error: Error) => error.message.slice(0, 200),
      );
      await settle(db, channel.name, rows, fault, now);
      if (fault === null) sent += rows.length;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return sent;
}

function messageOf(rows: readonly Claimed[], publicUrl: string): Message {
  const { to, username } = rows[0]!;
  const notices = rows
    .toSorted((a, b) => a.noticeId - b.noticeId)
    .map(({ noticeId, kind, title, at }) => ({ id: noticeId, kind, title, at: new Date(at).toISOString() }));
  return { to, username, notices, link: publicUrl === "" ? "" : `${publicUrl}/` };
}

async function claim(db: Db, channel: Channel["name"], now: Date): Promise<Claimed[]> {
  return db.transaction(async (tx) => {
    const found = await tx.execute<Claimed>(sql`
      with due as (
        select user_id, notice_id from deliveries
        where channel = ${channel} and state = 'waiting' and next_at <= ${now.toISOString()}
        order by next_at, user_id limit ${batch} for update skip locked
      ), taken as (
        update deliveries d set attempts = d.attempts + 1, next_at = ${now.toISOString()}::timestamptz + make_interval(mins => power(2, d.attempts)::int)
        from due where d.user_id = due.user_id and d.notice_id = due.notice_id and d.channel = ${channel}
        returning d.user_id, d.notice_id, d.attempts
      )
      select t.user_id as "userId", u.username, t.notice_id::float8 as "noticeId", t.attempts, n.kind, n.title_zh as title, n.at,
             coalesce(case ${channel} when 'email' then s.email when 'wecom' then s.wecom when 'zwding' then s.zwding else u.username end, '') as "to"
      from taken t join users u on u.id = t.user_id join notices n on n.id = t.notice_id
      left join notice_settings s on s.user_id = t.user_id order by t.notice_id`);
    return found.rows;
  });
}

async function settle(db: Db, channel: Channel["name"], rows: readonly Claimed[], fault: string | null, now: Date) {
  const which = JSON.stringify(rows.map(({ userId, noticeId }) => ({ u: userId, n: noticeId })));
  await db.execute(sql`
    update deliveries d set fault = ${fault ?? ""},
      state = case when ${fault === null} then 'sent' when d.attempts >= ${mostAttempts} then 'failed' else d.state end,
      sent_at = case when ${fault === null} then ${now.toISOString()}::timestamptz end
    from jsonb_to_recordset(${which}::jsonb) as w(u int, n bigint)
    where d.user_id = w.u and d.notice_id = w.n and d.channel = ${channel} and d.state = 'waiting'`);
}
