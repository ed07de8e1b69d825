import { sql } from "drizzle-orm";
import type { Input, notices as contract, Output } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";

type Kind = (typeof contract.noticeKinds)[number];
type Row = Omit<Output<typeof contract.listNotices>["items"][number], "title" | "body" | "at" | "seenAt"> & {
  titleZh: string;
  titleEn: string;
  bodyZh: string;
  bodyEn: string;
  at: string;
  seenAt: string | null;
};

const page = 100;

/** One's own notices, newest first. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listNotices>) {
  const conditions = [
    sql`i.user_id = ${ctx.actor.userId}`,
    ...(query.kind === undefined ? [] : [sql`n.kind = ${query.kind}`]),
    ...(query.unseen === true ? [sql`i.seen_at is null`] : []),
    ...(query.after === undefined ? [] : [sql`i.notice_id < ${query.after}`]),
  ];
  const found = await ctx.tx.execute<Row>(sql`
    select n.id::float8 as id, n.kind, n.title_zh as "titleZh", n.title_en as "titleEn", n.body_zh as "bodyZh", n.body_en as "bodyEn",
           n.link, n.object, n.at, i.seen_at as "seenAt"
    from inbox i join notices n on n.id = i.notice_id
    where ${sql.join(conditions, sql` and `)} order by i.notice_id desc limit ${page}`);
  return {
    items: found.rows.map(({ titleZh, titleEn, bodyZh, bodyEn, ...row }) => ({
      ...row,
      at: new Date(row.at),
      seenAt: row.seenAt === null ? null : new Date(row.seenAt),
      title: { zh: titleZh, en: titleEn },
      body: { zh: bodyZh, en: bodyEn },
    })),
    next: found.rows.length === page ? found.rows.at(-1)!.id : null,
  };
}

/** What the bell shows; asked often, so it is one look into one index. */
export async function count(ctx: Ctx, _input: Input<typeof contract.countNotices>) {
  const found = await ctx.tx.execute<{ kind: Kind; unseen: number }>(sql`
    select n.kind, count(*)::int as unseen from inbox i join notices n on n.id = i.notice_id
    where i.user_id = ${ctx.actor.userId} and i.seen_at is null group by n.kind order by n.kind`);
  return { unseen: found.rows.reduce((sum, { unseen }) => sum + unseen, 0), byKind: found.rows };
}

/** 标为已读. What was seen stays seen. */
export async function see(ctx: Ctx, { body }: Input<typeof contract.seeNotices>) {
  const which =
    "ids" in body
      ? sql`i.notice_id = any(${`{${body.ids.join(",")}}`}::bigint[])`
      : sql`i.notice_id <= ${body.upTo} and (${body.kind ?? null}::text is null
          or exists (select 1 from notices n where n.id = i.notice_id and n.kind = ${body.kind ?? null}))`;
  const marked = await ctx.tx.execute(sql`
    update inbox i set seen_at = ${ctx.now.toISOString()} where i.user_id = ${ctx.actor.userId} and i.seen_at is null and ${which}`);
  const seen = marked.rowCount ?? 0;
  await ctx.audit({ object: `user/${ctx.actor.userId}`, detail: { seen } });
  return { seen, unseen: (await count(ctx, { params: {}, query: {}, body: undefined })).unseen };
}
