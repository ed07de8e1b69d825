import { and, eq, sql, type SQL } from "drizzle-orm";
import { cellKey } from "@duibiao/indicators";
import { builtOnce, tables, type Tx } from "@duibiao/db";
import { unitChanges, type Input, type submissions as contract } from "@duibiao/contract";
import { formMeasures, openCatalogue, type MeasureIndex, type OpenCatalogue } from "../catalogues/open.ts";
import { evidenceOn, type Evidence } from "../evidence/list.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { contentHash, readCells, type StoredCell } from "./content.ts";
import type { State } from "./states.ts";

export type Submission = typeof tables.submissions.$inferSelect & { state: State };

/** A submission with everything its verbs need: collection, period, catalogue, form and the working copy. */
export type Bundle = {
  submission: Submission;
  collection: typeof tables.collections.$inferSelect;
  period: typeof tables.periods.$inferSelect;
  assignment: typeof tables.assignments.$inferSelect;
  catalogue: OpenCatalogue;
  measures: MeasureIndex;
  /** 佐证 at its cells. */
  evidence: readonly Evidence[];
};

/** A task of a unit that may not have begun its submission. */
export type Asked = Omit<Bundle, "submission" | "evidence"> & { submission: Pick<Submission, "unitId"> };

type Origin = { origin: (typeof tables.collections.$inferSelect)["origin"] };

/** Refuses what a person would do to a form that the platform writes itself. */
export function mustBeTyped({ origin }: Origin): void {
  if (origin === "system")
    throw problems.rule(
      "本表由平台生成，任何人不得填报",
      "The platform writes this form from its own records; nobody reports it",
    );
}

/** Refuses signing and reporting of what is not reported: what the platform writes, and a ledger. */
export function mustBeReported(collection: Origin): void {
  mustBeTyped(collection);
  if (collection.origin === "ledger")
    throw problems.rule(
      "台账由单位自愿逐月记录，不签署、不报送、不汇总；季报填报时可由台账合计",
      "A ledger is the unit's own monthly record: it is not signed, reported or consolidated; the quarterly form sums it up",
    );
}

/** Refuses what nobody waits for: a figure of an exempt unit counts nowhere, also where its form was begun before. */
export function mustOwe({ assignment: { exemptReason } }: Pick<Bundle, "assignment">): void {
  if (exemptReason === null) return;
  const { zh, en } = unitChanges.exemptBecause(exemptReason);
  throw problems.conflict(`该单位免报：${zh}`, `This unit is exempt: ${en}`);
}

const byId = (tx: Tx) =>
  tx
    .select()
    .from(tables.submissions)
    .where(eq(tables.submissions.id, sql.placeholder("id")));
const seen = builtOnce(byId);
const locked = builtOnce((tx) => byId(tx).for("update"));

const taskOfSubmission = builtOnce((tx) => {
  const { assignments: a } = tables;
  const own = sql`(select collection_id, unit_id from submissions where id = ${sql.placeholder("id")})`;
  return taskQuery(tx, sql`(${a.collectionId}, ${a.unitId}) = ${own}`);
});

/** Loads a submission the actor may see; `lock` takes its row until the transaction ends, for a person's deed on it. */
export async function loadBundle(tx: Tx, id: number, lock = false): Promise<Bundle> {
  // Together, yet in this order: task and papers are read when the row is ours.
  const [[submission], tasks, evidence] = await Promise.all([
    (lock ? locked : seen)(tx, { id }),
    taskOfSubmission(tx, { id }),
    evidenceOn(tx, id),
  ]);
  if (submission === undefined) {
    // Seen but not writable: row-level security hides it from FOR UPDATE only.
    if (lock && (await seen(tx, { id })).length > 0) throw problems.forbidden("submission");
    throw problems.notFound(`submission ${id}`);
  }
  const task = await openTask(tx, tasks, submission.collectionId, submission.unitId);
  if (lock) mustBeTyped(task.collection);
  return { submission: submission as Submission, ...task, evidence };
}

/** The task of a unit, begun or not, for reading. */
export async function openAsked(tx: Tx, collectionId: number, unitId: number): Promise<Asked> {
  const { assignments: a } = tables;
  const rows = await taskQuery(tx, and(eq(a.collectionId, collectionId), eq(a.unitId, unitId)));
  return { ...(await openTask(tx, rows, collectionId, unitId)), submission: { unitId } };
}

/** The assignments that meet a condition, each with its collection and period. */
export function taskQuery(tx: Tx, condition: SQL | undefined) {
  const { collections, periods, assignments } = tables;
  return tx
    .select({ collection: collections, period: periods, assignment: assignments })
    .from(assignments)
    .innerJoin(collections, eq(collections.id, assignments.collectionId))
    .innerJoin(periods, eq(periods.id, collections.periodId))
    .where(condition);
}

/** What a unit owes, whether it has begun or not. */
type Task = Omit<Bundle, "submission" | "evidence">;

type TaskRow = Pick<Bundle, "collection" | "period" | "assignment">;

async function openTask(tx: Tx, [row]: TaskRow[], collectionId: number, unitId: number): Promise<Task> {
  if (row === undefined) throw problems.notFound(`assignment of unit ${unitId} in collection ${collectionId}`);
  const catalogue = await openCatalogue(tx, row.collection.catalogueId, row.period.endDate);
  return { ...row, catalogue, measures: await formMeasures(tx, catalogue, row.collection.formKey) };
}

/** The content hash of the given figures under a submission's task. */
export function hashOf(bundle: Bundle, cells: readonly StoredCell[], zeroSections: readonly string[]): string {
  return contentHash({
    collection: bundle.collection.id,
    unit: bundle.submission.unitId,
    period: bundle.period.key,
    form: bundle.collection.formKey,
    catalogue: bundle.catalogue.hash,
    zeroSections,
    cells,
    evidence: bundle.evidence,
  });
}

/** The form that a submission answers. */
export const formOf = (bundle: Pick<Bundle, "catalogue" | "collection">) =>
  bundle.catalogue.compiled.compiledForms.get(bundle.collection.formKey)!;

/** Whether the form has a line for the cell. */
export const isAsked = (bundle: Bundle, cell: { measure: string; member: string }) =>
  formOf(bundle).asked.has(cellKey(cell.measure, cell.member));

export const placeOf = (s: { regionId: number; unitId: number }) => ({ regionId: s.regionId, unitId: s.unitId });

/** What every answer about a submission begins with. */
export function summary(s: Submission) {
  return {
    id: s.id,
    collectionId: s.collectionId,
    unitId: s.unitId,
    regionId: s.regionId,
    cityId: s.cityId,
    state: s.state,
    version: s.version,
    lastRev: s.lastRev,
    submittedRev: s.submittedRev,
    countyRev: s.countyRev,
    cityRev: s.cityRev,
    provinceRev: s.provinceRev,
    updatedAt: s.updatedAt,
  };
}

/** Starts a unit's submission in a collection, or gives the one that is there. */
export async function open(ctx: Ctx, { body }: Input<typeof contract.openSubmission>) {
  const bundle = await start(ctx, body.collection, body.unit, ({ assignment }) =>
    ctx.must("submission.save", placeOf(assignment)),
  );
  const { submission } = bundle;
  await ctx.audit({ object: `submission/${submission.id}`, regionId: submission.regionId });
  const cells = await readCells(ctx.tx, submission.id, bundle.measures);
  return { ...summary(submission), contentHash: hashOf(bundle, cells, submission.zeroSections) };
}

/** The unit's submission, begun if it was not there; `check` refuses whoever may not begin one. */
export async function start(
  ctx: Ctx,
  collectionId: number,
  unit: number,
  check: (task: Task) => void,
): Promise<Bundle> {
  const { assignments } = tables;
  const owed = and(eq(assignments.collectionId, collectionId), eq(assignments.unitId, unit));
  // Held until the transaction ends, so that a region change cannot move the assignment in between.
  const rows = await taskQuery(ctx.tx, owed).for("share", { of: assignments });
  const task = await openTask(ctx.tx, rows, collectionId, unit);
  check(task);
  mustBeTyped(task.collection);
  const s = tables.submissions;
  const own = and(eq(s.collectionId, task.collection.id), eq(s.unitId, unit));
  const [started] = await ctx.tx.select({ id: s.id }).from(s).where(own);
  if (started === undefined) mustBeOpen(ctx, task);
  const { regionId, cityId, unitId } = task.assignment;
  await ctx.tx
    .insert(s)
    .values({ collectionId: task.collection.id, periodId: task.period.id, unitId, regionId, cityId, state: "draft" })
    .onConflictDoNothing();
  const [submission] = await ctx.tx.select().from(s).where(own);
  return { ...task, submission: submission as Submission, evidence: await evidenceOn(ctx.tx, submission!.id) };
}

/** Whether the task still takes a first report of this unit. */
function mustBeOpen(ctx: Ctx, task: Task): void {
  mustOwe(task);
  if (task.collection.origin === "history")
    throw problems.conflict("历史数据任务只能导入", "A history collection takes imports only");
  if (task.collection.lockedAt !== null) throw problems.state("locked", "save");
  if (ctx.now < task.collection.opensAt) {
    throw problems.conflict("采集任务尚未开始", "The collection has not opened yet", {
      opensAt: task.collection.opensAt,
    });
  }
}
