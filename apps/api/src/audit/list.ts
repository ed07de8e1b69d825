import { sql } from "drizzle-orm";
import * as everything from "@duibiao/contract";
import type { audit as contract, Input } from "@duibiao/contract";
import type { SealedRow } from "@duibiao/indicators";
import type { Ctx } from "../serve.ts";
import { normalName } from "../session/throttle.ts";
import { ownerToday, regionOn } from "../tree.ts";
import { sealedColumns } from "./chain.ts";

const page = 200;

/** What each operation does, by its name. */
const summaries = new Map(everything.operationsOf(everything).map(({ id, summary }) => [id, summary]));

type Row = SealedRow & {
  result: "done" | "refused";
  seq: number | null;
  username: string | null;
  name: string | null;
};

/** Audit rows of the auditor's regions and of the platform as a whole, newest first. */
export async function listAudit(ctx: Ctx, { query }: Input<typeof contract.listAudit>) {
  const { action, object, user, person, result, from, to, after } = query;
  const conditions = [
    action === undefined ? null : sql`a.action = ${action}`,
    object === undefined ? null : aboutObject(object),
    user === undefined ? null : sql`a.user_id = ${user}`,
    result === undefined ? null : sql`a.result = ${result}`,
    from === undefined ? null : sql`a.at >= ${from}::timestamptz`,
    to === undefined ? null : sql`a.at < ${to}::timestamptz`,
    after === undefined ? null : sql`a.id < ${after}`,
  ].filter((condition) => condition !== null);
  const newest = (where: typeof conditions) =>
    sql`select a.* from audit_log a where ${where.length === 0 ? sql`true` : sql.join(where, sql` and `)} order by a.id desc limit ${page}`;
  const rows =
    person === undefined
      ? newest(conditions)
      : sql`select a.* from unnest(${`{${(await namesakes(ctx, person)).join(",")}}`}::int[]) p (id)
          cross join lateral (${newest([sql`a.user_id = p.id`, ...conditions])}) a order by a.id desc limit ${page}`;
  // The log is read backwards and no further than the page. The planner, who takes an auditor's thousands of regions for
  // ten, would rather fetch and sort the whole of it.
  await ctx.tx.execute(sql.raw("set local enable_bitmapscan = off; set local enable_sort = off"));
  const found = await ctx.tx.execute<Row>(sql`
    select ${sealedColumns}, (select s.seq::float8 from audit_seals s where s.audit_id = a.id) as seq, u.username, u.name
    from (${rows}) a left join users u on u.id = a.user_id
    order by a.id desc`);
  const { tree, today } = ctx.actor;
  const nameOf = (id: number) =>
    tree.versions.has(id) ? (regionOn(tree, ownerToday(tree, id, today), today)?.name ?? null) : null;
  return {
    items: found.rows.map(({ username, name, ...row }) => ({
      ...row,
      summary: summaries.get(row.action) ?? null,
      person: username === null || name === null ? null : { username, name },
      region: row.regionId === null ? null : nameOf(row.regionId),
    })),
    next: found.rows.length === page ? found.rows.at(-1)!.id : null,
  };
}

/** `submission/7` is that object; `submission` is every one of its kind. */
const aboutObject = (object: string) =>
  object.includes("/") ? sql`a.object = ${object}` : sql`starts_with(a.object, ${`${object}/`})`;

/** Accounts of that name, or whose person's name has it. */
async function namesakes({ tx }: Ctx, person: string): Promise<number[]> {
  const found = await tx.execute<{ id: number }>(
    sql`select id from users where username = ${normalName(person)} or position(${person.trim()} in name) > 0`,
  );
  return found.rows.map(({ id }) => id);
}
