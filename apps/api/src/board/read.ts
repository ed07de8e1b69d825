import { sql } from "drizzle-orm";
import type { board as contract, Input } from "@duibiao/contract";
import { byCode } from "@duibiao/indicators";
import { servesBureau } from "../actor.ts";
import type { Ctx } from "../serve.ts";
import { secondReviewsOf } from "../second-reviews/waiting.ts";
import { involvedIn, tierToAccept } from "../submissions/accept.ts";
import { scanOwed } from "../submissions/scan.ts";
import { bureauFor, nextTier, type ReviewTier, type State } from "../submissions/states.ts";
import { cityOf, regionOn } from "../tree.ts";
import { columnsOf, list, regionsOf } from "./columns.ts";

type Row = {
  collectionId: number;
  unitId: number;
  regionId: number;
  cityId: number;
  covers: string;
  exempt: boolean;
  dueAt: string | null;
  late: boolean;
  state: State | null;
  submissionId: number | null;
  submittedRev: number | null;
  countyRev: number | null;
  cityRev: number | null;
  provinceRev: number | null;
  contentHash: string | null;
  awaitingScan: boolean;
  false: number;
  undecided: number;
  openQuestions: number;
};

/** 进度看板: one cell per unit and form that the asker may see. */
export async function read(ctx: Ctx, { query }: Input<typeof contract.readBoard>) {
  const regions = regionsOf(ctx, query);
  const columns = await columnsOf(ctx, query);
  const rows = await cellsOf(
    ctx,
    columns.map((column) => column.collectionId),
    query.region === undefined ? null : regions,
  );
  const shown = new Set(rows.map((row) => row.collectionId));
  const turn = await ownTurn(ctx, rows, columns);
  const collections = columns.filter((column) => shown.has(column.collectionId));
  const units = await unitsOf(ctx, rows, query.to);
  return { now: ctx.now, collections, units, cells: listsOf(rows, units, collections, turn) };
}

/** What is said of the cells, each thing as a list of its own. */
function listsOf(
  rows: readonly Row[],
  units: readonly { unitId: number }[],
  collections: readonly Column[],
  turn: Turn,
) {
  const placeOfUnit = new Map(units.map(({ unitId }, at) => [unitId, at]));
  const placeOfCollection = new Map(collections.map(({ collectionId }, at) => [collectionId, at]));
  const list = <Value>(of: (row: Row) => Value): Value[] => rows.map(of);
  return {
    unit: list((row) => placeOfUnit.get(row.unitId)!),
    collection: list((row) => placeOfCollection.get(row.collectionId)!),
    state: list((row) => (row.exempt ? ("exempt" as const) : (row.state ?? ("not_started" as const)))),
    submissionId: list((row) => row.submissionId),
    contentHash: list((row) => (turn.has(row.submissionId) ? row.contentHash : null)),
    dueAt: list(({ dueAt }) => (dueAt === null ? null : new Date(dueAt))),
    late: list((row) => row.late),
    awaitingScan: list((row) => row.awaitingScan),
    isFalse: list((row) => row.false),
    undecided: list((row) => row.undecided),
    openQuestions: list((row) => row.openQuestions),
    next: list(nextTier),
    mine: list((row) => turn.get(row.submissionId) === "accept"),
    reviewsSecond: list((row) => turn.get(row.submissionId) === "second"),
  };
}

/** Assignments with how far they are. Offset 0: what hangs on a submission is looked up by its key, for a city as for a province. */
async function cellsOf(ctx: Ctx, collections: readonly number[], regions: readonly number[] | null): Promise<Row[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const asked = sql`any(${list(collections)}::int[])`;
  const keys = sql`any(${list(keysOf(ctx, regions ?? ctx.actor.scope.regions))}::int[])`;
  const rows = await ctx.tx.execute<Row>(sql`
    select a.collection_id as "collectionId", a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", a.covers,
           a.exempt_reason is not null as exempt, a.due_until as "dueAt",
           a.exempt_reason is null and coalesce(s.first_submitted_at, ${now}) > coalesce(a.due_until, c.due_unit) as late,
           s.state, s.id::int as "submissionId", s.submitted_rev as "submittedRev", s.county_rev as "countyRev", s.city_rev as "cityRev",
           s.province_rev as "provinceRev", r.hash as "contentHash",
           s.id is not null and c.signing = 'paper' and ${scanOwed} as "awaitingScan",
           f.is_false as "false", f.undecided, q.n as "openQuestions"
    from assignments a join collections c on c.id = a.collection_id
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
      and s.collection_id = ${asked} and s.city_id = ${keys}
    left join lateral (
      select r.hash from revisions r where r.submission_id = s.id and r.revision = s.submitted_rev and r.city_id = s.city_id offset 0) r on true
    cross join lateral (
      select (count(*) filter (where f.verdict = 'false'))::int as is_false, (count(*) filter (where f.verdict = 'undecided'))::int as undecided
      from findings f where f.submission_id = s.id and f.revision = s.submitted_rev and f.severity <> 'info' offset 0) f
    cross join lateral (select count(*)::int as n from questions q where q.submission_id = s.id and q.answer is null offset 0) q
    where a.collection_id = ${asked} and a.city_id = ${keys}
      and (${regions === null} or a.region_id = any(${list(regions ?? [])}::int[]))
    order by a.collection_id, a.unit_id`);
  return rows.rows;
}

/** Under which cities the rows of these regions have ever been kept: a short list, and what the index begins with. */
const keysOf = (ctx: Ctx, regions: readonly number[]) =>
  new Set(regions.flatMap((id) => ctx.actor.tree.versions.get(id)!.map(cityOf)));

type Column = Awaited<ReturnType<typeof columnsOf>>[number];
/** What the asker may do now, by submission. */
type Turn = ReadonlyMap<number | null, "accept" | "second">;

/**
 * Submissions whose next tier the asker's bureau passes, and what the asker may do now: the rules of accept.ts, and
 * those of second-reviews/give.ts where the bureau asks a second reviewer.
 */
async function ownTurn(ctx: Ctx, rows: readonly Row[], columns: readonly Column[]): Promise<Turn> {
  const { actor } = ctx;
  const served = new Map<string, boolean>();
  const serves = (regionId: number, tier: ReviewTier) => {
    const key = `${regionId}/${tier}`;
    const known =
      served.get(key) ?? servesBureau(actor, "submission.accept", bureauFor(actor.tree, regionId, tier, actor.today));
    served.set(key, known);
    return known;
  };
  const waiting = rows.filter((row) => {
    if (row.state === null || row.exempt) return false;
    const tier = tierToAccept({ ...row, state: row.state });
    return tier !== null && serves(row.regionId, tier);
  });
  const columnOf = new Map(columns.map((column) => [column.collectionId, column]));
  const wanted = waiting.map(({ submissionId: id, submittedRev: revision, unitId: unit, collectionId }) => {
    const day = columnOf.get(collectionId)!.period.end;
    return { id, revision, unit, day };
  });
  const found = await ctx.tx.execute<{ id: number; line: string | null }>(sql`
    select r.submission_id::int as id, v.line
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (id bigint, revision int, unit int, day date)
    join revisions r on r.submission_id = w.id and r.revision = w.revision
    left join unit_versions v on v.unit_id = w.unit and w.day >= v.valid_from and (v.valid_to is null or w.day < v.valid_to)
    where not ${involvedIn(actor.userId)}`);
  const lineOf = new Map(found.rows.map(({ id, line }) => [id, line ?? ""]));
  const free = waiting.filter(({ submissionId }) => lineOf.has(submissionId!));
  const second = await secondReviewsOf(
    ctx,
    free.map((row) => ({
      ...row,
      id: row.submissionId!,
      state: row.state!,
      formKey: columnOf.get(row.collectionId)!.formKey,
      line: lineOf.get(row.submissionId!)!,
    })),
  );
  return new Map(
    free.flatMap(({ submissionId: id }): [number, "accept" | "second"][] => {
      const asked = second.get(id!);
      if (asked === undefined || (asked.state === "done" && !asked.given)) return [[id!, "accept"]];
      return asked.state === "waiting" && asked.open ? [[id!, "second"]] : [];
    }),
  );
}

/** The units of the cells, as they and their regions were called on the last day of the window. */
async function unitsOf(ctx: Ctx, rows: readonly Row[], day: string) {
  const latest = new Map(rows.map((row) => [row.unitId, row]));
  const named = await ctx.tx.execute<{ unitId: number; code: string; name: string }>(sql`
    select distinct on (unit_id) unit_id as "unitId", code, name from unit_versions
    where unit_id = any(${list(latest.keys())}::int[])
    order by unit_id, valid_from <= ${day}::date desc, abs(${day}::date - valid_from)`);
  return named.rows
    .map((unit) => {
      const { regionId, cityId } = latest.get(unit.unitId)!;
      const region = regionOn(ctx.actor.tree, regionId, day) ?? ctx.actor.tree.versions.get(regionId)!.at(-1)!;
      return {
        ...unit,
        regionCode: region.code,
        regionName: region.name,
        cityId,
      };
    })
    .sort((a, b) => byCode(a.regionCode, b.regionCode) || byCode(a.code, b.code));
}
