import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import type { State } from "../submissions/states.ts";

/** From here on a change against the same period last year is looked at one by one (哈密市做法, to be checked). */
export const CHANGE_LIMIT = 0.1;

const list = (items: Iterable<number | string>) => `{${[...items].join(",")}}`;

export type Doubt = {
  submissionId: number;
  collectionId: number;
  measureId: number;
  member: string;
  because: "finding" | "undecided" | "change";
  rules: string[];
  explained: boolean;
  share: number | null;
  change: number | null;
  moved: number | null;
};

type Asked = {
  collections: readonly number[];
  /** Cities under which the rows are kept; regions of the units. */
  cities: readonly number[];
  regions: readonly number[] | null;
  /** Whose totals, under which lens. */
  against: number | null;
  lens: "submitted" | "city";
  /** Rules that compare with the year before: of their figures only the change is in doubt. */
  yearRules: readonly string[];
};

export type Open = {
  id: number;
  unitId: number;
  regionId: number;
  collectionId: number;
  line: string;
  formKey: string;
  rules: string[];
  state: State;
  submittedRev: number | null;
  countyRev: number | null;
  cityRev: number | null;
  provinceRev: number | null;
};

/** Submissions that a bureau may still decide about, with the rules that they do not keep or that stay undecided. */
export async function openOnes(ctx: Ctx, { collections, cities, regions }: Asked): Promise<Open[]> {
  const rows = await ctx.tx.execute<Open>(sql`
    select s.id::int as id, s.unit_id as "unitId", s.region_id as "regionId", s.collection_id as "collectionId", coalesce(u.line, '') as line,
           c.form_key as "formKey", s.state, s.submitted_rev as "submittedRev", s.county_rev as "countyRev", s.city_rev as "cityRev",
           s.province_rev as "provinceRev", f.rules
    from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
    left join unit_versions u on u.unit_id = s.unit_id and p.end_date >= u.valid_from and (u.valid_to is null or p.end_date < u.valid_to)
    cross join lateral (
      select coalesce(array_agg(distinct f.rule), '{}') as rules from findings f
      where f.submission_id = s.id and f.revision = s.submitted_rev and f.severity <> 'info' offset 0) f
    where ${waiting(collections, cities, regions)} order by s.id`);
  return rows.rows;
}

const waiting = (collections: readonly number[], cities: readonly number[], regions: readonly number[] | null) =>
  sql`s.collection_id = any(${list(collections)}::int[]) and s.city_id = any(${list(cities)}::int[])
    and (${regions === null} or s.region_id = any(${list(regions ?? [])}::int[])) and s.submitted_rev is not null
    and s.state in ('submitted', 'county_accepted', 'city_accepted')`;

/**
 * Figures in doubt: those that a finding names, and those that changed by more than the limit and carry no word. In doubt
 * is the change against the year before; the whole figure where another rule than of that change does not hold, or where
 * no figure of the year before is known.
 */
export async function doubtsOf(ctx: Ctx, asked: Asked): Promise<Doubt[]> {
  const { collections, cities, regions, against, lens, yearRules } = asked;
  const rows = await ctx.tx.execute<Doubt>(sql`
    with q as materialized (
      select s.id, s.city_id, s.unit_id, s.collection_id, s.period_id, s.submitted_rev, past.id as past_id, past.city_id as past_city, past.revision as past_rev
      from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
      left join lateral (
        select b.id, b.city_id, standing_rev(b) as revision
        from periods bp join collections bc on bc.period_id = bp.id and bc.form_key = c.form_key
        join submissions b on b.collection_id = bc.id and b.unit_id = s.unit_id and standing_rev(b) is not null
        where bp.kind = p.kind and bp.start_date = (p.start_date - interval '1 year')::date
        order by bc.id desc limit 1) past on true
      where ${waiting(collections, cities, regions)}),
    flag as materialized (
      select f.submission_id as of, m.id as measure_id, coalesce(cell ->> 'member', 'total') as member,
             bool_or(f.verdict = 'false') as is_false, bool_and(f.explanation <> '') as explained,
             bool_or(f.verdict = 'false' and f.rule <> all(${list(yearRules)}::text[])) as whole, array_agg(distinct f.rule) as rules
      from q join findings f on f.submission_id = q.id and f.city_id = q.city_id and f.revision = q.submitted_rev and f.severity <> 'info'
      cross join lateral jsonb_array_elements(f.detail -> 'cells') as cell
      join measures m on m.key = cell ->> 'measure'
      group by 1, 2, 3),
    figures as (
      select q.id, q.collection_id, o.measure_id, o.member, o.value, b.value as before, o.note <> '' as noted, flag.rules, flag.is_false,
             flag.explained, flag.whole, nullif(abs(t.sum), 0)::float8 as total
      from q
      join observations o on o.submission_id = q.id and o.city_id = q.city_id and o.revision = q.submitted_rev and o.state = 'number'
      left join observations b on b.submission_id = q.past_id and b.city_id = q.past_city and b.revision = q.past_rev
        and b.measure_id = o.measure_id and b.member = o.member and b.state = 'number'
      left join flag on flag.of = q.id and flag.measure_id = o.measure_id and flag.member = o.member
      left join roll_ups t on t.period_id = q.period_id and t.collection_id = q.collection_id and t.region_id = ${against}::int
        and t.measure_id = o.measure_id and t.member = o.member and t.lens = ${lens}
      where flag.of is not null
        or (o.member = 'total' and o.note = '' and b.value is not null and abs(o.value - b.value) > ${CHANGE_LIMIT}::numeric * abs(b.value)))
    , weighed as (
      select id::int as "submissionId", collection_id as "collectionId", measure_id as "measureId", member,
           case when rules is null then 'change' when is_false then 'finding' else 'undecided' end as because,
           coalesce(rules, '{}') as rules, noted or coalesce(explained, false) as explained,
           abs(value)::float8 / total as share,
           case when before is null or before = 0 then null else ((value - before) / abs(before))::float8 end as change,
           (case when coalesce(whole, false) or before is null then abs(value) else abs(value - before) end)::float8 / total as moved
      from figures)
    select * from weighed where moved is distinct from 0 order by "submissionId", moved desc nulls last, "measureId", member`);
  return rows.rows;
}
