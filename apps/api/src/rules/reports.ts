import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import { outcomeOf, type Fate, type Outcome, type Struck } from "./outcomes.ts";

/** A unit's report to a collection, and what each rule that did not plainly hold led to. */
export type Report = {
  collectionId: number;
  submissionId: number;
  unitId: number;
  regionId: number;
  rules: ReadonlyMap<string, { outcome: Outcome; revision: number; explained: boolean; cells: readonly Cell[] }>;
};

type Cell = { measure: string; member: string };

type Row = Omit<Report, "rules"> & { lastRev: number; accepted: number | null };
type Found = {
  submissionId: number;
  revision: number;
  rule: string;
  verdict: "false" | "undecided";
  cells: Cell[];
  explained: boolean;
};

const address = ({ measure, member }: Cell) => `${measure}/${member}`;
const list = (ids: Iterable<number>) => `{${[...ids].join(",")}}`;

/** Every report to the collections that the asker may see, with the findings stored with its revisions. */
export async function reportsOf(ctx: Ctx, collections: readonly number[], rule: string | null): Promise<Report[]> {
  const sent = sql`s.collection_id = any(${list(collections)}::int[]) and s.last_rev > 0`;
  const rows = await ctx.tx.execute<Row>(sql`
    select s.collection_id as "collectionId", s.id::int as "submissionId", s.unit_id as "unitId", s.region_id as "regionId",
           s.last_rev as "lastRev", coalesce(s.province_rev, s.city_rev, s.county_rev) as accepted
    from submissions s where ${sent} order by s.collection_id, s.unit_id`);
  const found = await ctx.tx.execute<Found>(sql`
    select f.submission_id::int as "submissionId", f.revision, f.rule, f.verdict, f.detail -> 'cells' as cells, f.explanation <> '' as explained
    from submissions s cross join lateral (
      select * from findings f where f.submission_id = s.id and f.city_id = s.city_id and (${rule}::text is null or f.rule = ${rule}) offset 0) f
    where ${sent} order by f.revision, f.id`);
  const bySubmission = groupBy(found.rows, ({ submissionId }) => submissionId);
  const struck = found.rows.flatMap(({ submissionId, verdict }) => (verdict === "false" ? [submissionId] : []));
  const fates = await fatesOf(ctx, new Set(struck));
  return rows.rows.map(({ lastRev, accepted, ...row }) => {
    const fate = { lastRev, accepted, ...(fates.get(row.submissionId) ?? UNTOUCHED) };
    const own = groupBy(bySubmission.get(row.submissionId) ?? [], (finding) => finding.rule);
    return { ...row, rules: new Map([...own].map(([key, findings]) => [key, ruleOf(findings, fate)])) };
  });
}

function groupBy<V, K>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

type Touched = Pick<Fate, "returns" | "figure">;
const UNTOUCHED: Touched = { returns: [], figure: () => undefined };

function ruleOf(findings: readonly Found[], fate: Fate) {
  const struck: Struck[] = findings.map(({ revision, verdict, cells }) => ({
    revision,
    verdict,
    cells: cells.map(address),
  }));
  const hits = findings.filter(({ verdict }) => verdict === "false");
  const last = Math.max(...(hits.length > 0 ? hits : findings).map(({ revision }) => revision));
  const shown = (hits.length > 0 ? hits : findings).filter(({ revision }) => revision === last);
  return {
    outcome: outcomeOf(struck, fate),
    revision: last,
    explained: shown.some(({ explained }) => explained),
    cells: [...new Map(shown.flatMap(({ cells }) => cells.map((cell) => [address(cell), cell] as const))).values()],
  };
}

/** Returns and figures of the submissions that a rule struck; of those with one revision there is nothing to compare. */
async function fatesOf(ctx: Ctx, submissions: ReadonlySet<number>): Promise<Map<number, Touched>> {
  const ids = sql`any(${list(submissions)}::bigint[])`;
  const returns = await ctx.tx.execute<{ submissionId: number; revision: number; cells: Cell[] }>(sql`
    select submission_id::int as "submissionId", revision, cells from decisions
    where submission_id = ${ids} and kind = 'return'`);
  const figures = await ctx.tx.execute<{ submissionId: number; revision: number; cell: string; figure: string }>(sql`
    select o.submission_id::int as "submissionId", o.revision, m.key || '/' || o.member as cell,
           o.state || ' ' || coalesce(trim_scale(o.value)::text, '') as figure
    from submissions s join observations o on o.submission_id = s.id and o.city_id = s.city_id join measures m on m.id = o.measure_id
    where s.id = ${ids} and s.last_rev > 1`);
  const byCell = new Map(
    figures.rows.map(({ submissionId, revision, cell, figure }) => [`${submissionId} ${revision} ${cell}`, figure]),
  );
  const backs = groupBy(returns.rows, ({ submissionId }) => submissionId);
  return new Map(
    [...submissions].map((id) => [
      id,
      {
        returns: (backs.get(id) ?? []).map(({ revision, cells }) => ({ revision, cells: cells.map(address) })),
        figure: (revision: number, cell: string) => byCell.get(`${id} ${revision} ${cell}`),
      },
    ]),
  );
}
