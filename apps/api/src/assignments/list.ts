import { sql } from "drizzle-orm";
import type { assignments as contract, Input } from "@duibiao/contract";
import { byCode } from "@duibiao/indicators";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { approvedIn } from "../collections/approved.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { checkWorkingCopies, openFindings, type Checked, type Task } from "../submissions/findings.ts";
import { taskQuery, type Bundle } from "../submissions/open.ts";
import { scanOwed } from "../submissions/scan.ts";
import { reportsFor } from "../unit-changes/reports-for.ts";
import type { State } from "../submissions/states.ts";

type Owed = Pick<Task, "collection" | "period"> & { assignment: Bundle["assignment"] } & Progress;

type Progress = {
  collectionId: number;
  unitId: number;
  unitName: string;
  submissionId: number | null;
  state: State | null;
  lastRev: number | null;
  updatedAt: string | null;
  firstSubmittedAt: string | null;
  awaitingScan: boolean;
  openQuestions: number;
  returnReason: string | null;
  reportsFor: string[];
};

/** How far `all` looks back: an indicator of the last year may rest on annual figures of years before. */
const pastYears = 4;

/** 任务首页: what the asker's own units owe, and what the one check says of each working copy. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listAssignments>) {
  const own = [...new Set(ctx.actor.posts.flatMap((post) => post.unitId ?? []))];
  if (query.unit !== undefined && !own.includes(query.unit)) throw problems.notFound(`unit ${query.unit}`);
  const units = query.unit === undefined ? own : [query.unit];
  if (units.length === 0) return { items: [] };
  const rows = await owed(ctx, units, query.ledgers === "true" ? "ledgers" : query.all === "true" ? "all" : "open");
  const tasks: Task[] = [];
  for (const { collection, period, assignment, submissionId, state } of rows) {
    const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
    const measures = await formMeasures(ctx.tx, catalogue, collection.formKey);
    const { unitId, regionId } = assignment;
    const withoutPeers = collection.lockedAt !== null && state !== "correcting";
    tasks.push({ collection, period, catalogue, measures, unitId, regionId, submissionId, withoutPeers });
  }
  const checked = await checkWorkingCopies(ctx, tasks);
  return { items: rows.map((row, at) => shown(ctx, row, tasks[at]!, checked[at]!)) };
}

/** Everything not locked, or being corrected; `all`: everything of the last years; `ledgers`: theirs. The next due first. */
async function owed(ctx: Ctx, units: readonly number[], which: "open" | "all" | "ledgers"): Promise<Owed[]> {
  const origins = which === "ledgers" ? sql`('ledger')` : sql`('report', 'history')`;
  const wanted =
    which !== "open"
      ? sql`collections.origin in ${origins} and periods.end_date > ${ctx.actor.today}::date - make_interval(years => ${pastYears})`
      : sql`collections.origin = 'report' and (collections.locked_at is null or exists (
        select 1 from submissions c where c.collection_id = assignments.collection_id and c.unit_id = assignments.unit_id and c.state = 'correcting'))`;
  const tasks = await taskQuery(
    ctx.tx,
    sql`assignments.unit_id = any(${`{${units.join(",")}}`}::int[]) and collections.cancelled_at is null and collections.opens_at <= ${ctx.now.toISOString()}::timestamptz and ${wanted}`,
  );
  const found = await ctx.tx.execute<Progress>(sql`
    select a.collection_id as "collectionId", a.unit_id as "unitId", u.name as "unitName", s.id::int as "submissionId", s.state, s.last_rev as "lastRev",
           s.updated_at as "updatedAt", s.first_submitted_at as "firstSubmittedAt", s.id is not null and ${scanOwed} as "awaitingScan",
           (select count(*)::int from questions q where q.submission_id = s.id and q.answer is null) as "openQuestions",
           case when s.state in ('returned', 'draft', 'signed') then (
             select case d.kind when 'return' then d.reason end from decisions d
             where d.submission_id = s.id and d.revision = s.last_rev order by d.id desc limit 1) end as "returnReason",
           ${reportsFor(sql`a.unit_id`, sql`w.start`, sql`w.day`)} as "reportsFor"
    from jsonb_to_recordset(${JSON.stringify(tasks.map(({ assignment: a, period }) => ({ c: a.collectionId, u: a.unitId, start: period.startDate, day: period.endDate })))}::jsonb) as w (c int, u int, start date, day date)
    join assignments a on a.collection_id = w.c and a.unit_id = w.u
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    join lateral (select v.name from unit_versions v where v.unit_id = a.unit_id order by v.valid_from <= w.day desc, abs(w.day - v.valid_from) limit 1) u on true`);
  const byTask = new Map(found.rows.map((row) => [`${row.collectionId}/${row.unitId}`, row]));
  return tasks
    .map((task) => ({ ...task, ...byTask.get(`${task.assignment.collectionId}/${task.assignment.unitId}`)! }))
    .sort(
      (a, b) =>
        dueAt(a).getTime() - dueAt(b).getTime() || a.collectionId - b.collectionId || byCode(a.unitName, b.unitName),
    );
}

const dueAt = ({ assignment, collection }: Pick<Owed, "assignment" | "collection">) =>
  assignment.dueUntil ?? collection.dueUnit;

function shown(ctx: Ctx, row: Owed, task: Task, { cells, findings }: Checked) {
  const { collection, period, assignment } = row;
  const { form, lines } = task.catalogue.compiled.compiledForms.get(collection.formKey)!;
  const exempt = assignment.exemptReason !== null;
  const given = new Set(cells.map((cell) => `${cell.measure}/${cell.member}`));
  const required = exempt ? [] : lines.filter((line) => line.required !== false);
  const stated = exempt ? [] : findings;
  const open = openFindings(stated);
  const block = open.filter((f) => f.severity === "block").length;
  const undecided = stated.filter((f) => f.verdict === "undecided").length;
  const submitted = row.firstSubmittedAt === null ? ctx.now : new Date(row.firstSubmittedAt);
  return {
    collectionId: collection.id,
    unitId: assignment.unitId,
    unitName: row.unitName,
    regionId: assignment.regionId,
    name: collection.name,
    formKey: collection.formKey,
    catalogueId: collection.catalogueId,
    period: { id: period.id, key: period.key, kind: period.kind, start: period.startDate, end: period.endDate },
    form: approvedIn(collection, form),
    documentNo: collection.documentNo,
    legalBasis: collection.legalBasis,
    origin: collection.origin as Exclude<typeof collection.origin, "system">,
    signing: collection.signing,
    synthetic: collection.synthetic,
    opensAt: collection.opensAt,
    dueAt: dueAt(row),
    dueUnit: collection.dueUnit,
    extendedBecause: assignment.dueUntil === null ? null : (assignment.dueReason ?? ""),
    extendable:
      !exempt &&
      collection.lockedAt === null &&
      collection.origin === "report" &&
      row.firstSubmittedAt === null &&
      collection.extendCounty + collection.extendCity + collection.extendProvince > 0,
    late: !exempt && collection.origin === "report" && submitted > dueAt(row),
    lockedAt: collection.lockedAt,
    exemptReason: assignment.exemptReason,
    state: exempt ? ("exempt" as const) : (row.state ?? ("not_started" as const)),
    submissionId: row.submissionId,
    lastRev: row.lastRev ?? 0,
    updatedAt: row.updatedAt,
    awaitingScan: row.awaitingScan,
    required: required.length,
    answered: required.filter((line) => given.has(`${line.measure}/${line.member ?? "total"}`)).length,
    findings: { block, unexplained: open.length - block, other: stated.length - open.length - undecided, undecided },
    openQuestions: row.openQuestions,
    returnReason: row.returnReason,
    reportsFor: row.reportsFor,
  };
}
