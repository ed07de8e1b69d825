import { sql } from "drizzle-orm";
import type { filings as contract, Input, Output } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { reportsFor } from "../unit-changes/reports-for.ts";
import type { State } from "../submissions/states.ts";
import { regionsOfBureau } from "./institutions.ts";

type Item = Output<typeof contract.listFilings>["items"][number];
type Row = Omit<Item, "standing" | "state"> & { exempt: boolean; state: State | null };

/** What one answer holds: a county of a thousand institutions is one or two of them. */
const pageSize = 500;

/** What it was called earlier in the period. */
const formerName = sql`(select u.name from unit_versions u where u.unit_id = o.unit_id and u.name <> o.name
  and u.valid_from <= o.end_date and u.valid_to > o.start_date order by u.valid_from desc limit 1)`;

/** 已交, 未交, 有错 of a bureau's own institutions, by code. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listFilings>) {
  const regions = `{${regionsOfBureau(ctx, query.region).join(",")}}`;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const { rows } = await ctx.tx.execute<Row>(sql`
    with owed as materialized (
      select a.collection_id, a.unit_id, a.city_id, a.exempt_reason, coalesce(a.due_until, c.due_unit) as due, v.code, v.name, v.line,
        p.start_date, p.end_date
      from assignments a join collections c on c.id = a.collection_id join periods p on p.id = c.period_id
      join lateral (select code, name, line from unit_versions u where u.unit_id = a.unit_id
        order by u.valid_from <= p.end_date desc, abs(p.end_date - u.valid_from) limit 1) v on true
      where a.collection_id = ${query.collection} and c.origin = 'report' and a.region_id = any(${regions}::int[])
        and v.code > ${query.after ?? ""}
      order by v.code, a.unit_id limit ${pageSize + 1}),
    people as materialized (select distinct unit_id from unit_contacts())
    select o.unit_id as "unitId", o.code, o.name, o.line, ${formerName} as "formerName", ${reportsFor(sql`o.unit_id`, sql`o.start_date`, sql`o.end_date`)} as "reportsFor", o.exempt_reason is not null as exempt, o.exempt_reason as "exemptReason",
      s.state, s.id::int as "submissionId", o.due as "dueAt", n.unit_id is not null as "hasAccount",
      o.exempt_reason is null and coalesce(s.first_submitted_at, ${now}) > o.due as late,
      case when coalesce(s.last_rev, 0) = 0 then null
           when exists (select 1 from filings g where g.submission_id = s.id and g.city_id = s.city_id and g.revision = s.last_rev) then 'filed'
           else 'own' end as way,
      case when f.id is null then null else jsonb_build_object('id', f.id, 'verdict', f.verdict, 'name', f.name, 'sha256', f.sha256,
        'sender', f.sender, 'confirmed', f.confirmed, 'revision', f.revision, 'reasons', f.reasons, 'by', f.user_name, 'at', f.at) end as filing
    from owed o
    left join submissions s on s.collection_id = o.collection_id and s.unit_id = o.unit_id and s.city_id = o.city_id
    left join people n on n.unit_id = o.unit_id
    left join lateral (select * from filings g where g.collection_id = o.collection_id and g.unit_id = o.unit_id order by g.id desc limit 1) f on true
    order by o.code, o.unit_id`);
  const page = rows.slice(0, pageSize);
  return {
    now: ctx.now,
    items: page.map(({ exempt, ...row }) => {
      const state = exempt ? ("exempt" as const) : (row.state ?? ("not_started" as const));
      return { ...row, state, standing: standingOf(state, row.filing) };
    }),
    next: rows.length > pageSize ? page.at(-1)!.code : null,
  };
}

/** Sent is what the ledger holds; a file that was refused shows while nothing better has come. */
function standingOf(state: Item["state"], filing: Item["filing"]): Item["standing"] {
  if (state === "exempt") return "exempt";
  if (state !== "draft" && state !== "signed" && state !== "returned" && state !== "not_started") return "sent";
  if (filing?.verdict === "refused") return "faulty";
  return state === "returned" ? "returned" : "unsent";
}
