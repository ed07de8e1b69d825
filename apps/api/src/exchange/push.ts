import { exchange as contract, type Input, type Output } from "@duibiao/contract";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { loadCollection } from "../collections/read.ts";
import { takeTime } from "../evaluations/patience.ts";
import { grants } from "../policy.ts";
import { problems } from "../problem.ts";
import { grouped } from "../regions/chains.ts";
import type { Ctx } from "../serve.ts";
import { mustBeTyped } from "../submissions/open.ts";
import { address } from "../submissions/write-cells.ts";
import { rowsOfCsv, rowsOfJson, rowsOfXlsx, type BadRow, type PushRow, type Refusal } from "./rows.ts";
import { begin, hold, owingUnits, type OwingUnit } from "./units.ts";
import { judge, refusedRow, type Given, type Judged, type Task, type Verdict } from "./judge.ts";
import { keepArrivals, write } from "./write.ts";

type Query = Input<typeof contract.pushCells>["query"];
type Answer = Output<typeof contract.pushCells>;
type Read = { rows: PushRow[]; bad: BadRow[] };

/** Three doors, one way in. */
export const pushJson = (ctx: Ctx, { query, body }: Input<typeof contract.pushCells>) =>
  push(ctx, query, rowsOfJson(body.cells));
export const pushCsv = (ctx: Ctx, { query, body }: Input<typeof contract.pushCsv>) => push(ctx, query, rowsOfCsv(body));
export async function pushXlsx(ctx: Ctx, { query, body }: Input<typeof contract.pushXlsx>) {
  await takeTime(ctx);
  return push(ctx, query, await rowsOfXlsx(body));
}

/**
 * 推送: a verdict per cell, and drafts written, all of them in one moment or none. A cell that cannot be taken keeps all
 * out, unless `partial`. The dry run is the same run up to its writing. Twice the same changes nothing: what stands
 * already is unchanged.
 */
export async function push(ctx: Ctx, query: Query, { rows, bad }: Read): Promise<Answer> {
  await takeTime(ctx);
  // Each unit's own rows name its place too; of a push that finds no unit of the asker's, this is the place.
  ctx.must("submission.push", ownPlace(ctx));
  const task = await openTask(ctx, query);
  const { collection, period } = task;
  const codes = [...new Set(rows.map(({ unit }) => unit))];
  const units = await owingUnits(ctx, collection.id, period.endDate, codes);
  const { owned, refused } = byUnit(rows, units);
  const unread = bad.map((row) => refusedRow(row, row.refusal));
  const isWhole = unread.length + refused.length === 0;
  const given = [...owned].map(([code, own]) => ({ unit: units.get(code)!, rows: own }));
  const seen = await judge(ctx, task, given);
  const isBarred = (some: readonly Judged[]) =>
    query.partial !== true && (!isWhole || some.some(({ verdicts }) => verdicts.some(isAsking)));
  const judged = query.dryRun || isBarred(seen) ? seen : await settle(ctx, task, given, seen, isBarred);
  const written = !query.dryRun && !isBarred(judged);
  const of = new Map([...refused, ...judged.flatMap(({ verdicts }) => verdicts)].map((one) => [one.row, one]));
  const answer = shown(query, written, [...unread, ...rows.map((row) => of.get(row)!)], judged);
  await ctx.audit({
    object: `collection/${collection.id}`,
    regionId: null,
    detail: { push: { system: task.system, file: task.file, dryRun: query.dryRun, stands: written, ...answer.counts } },
  });
  if (!written && !query.dryRun) throw problems.pushRefused(answer);
  return answer;
}

/** What is asked, where it takes figures now. */
async function openTask(ctx: Ctx, query: Query): Promise<Task> {
  const { collection, period } = await loadCollection(ctx.tx, query.collection);
  mustBeTyped(collection);
  if (collection.origin === "history")
    throw problems.conflict("历史数据任务只能导入", "A history collection takes imports only");
  if (collection.lockedAt !== null) throw problems.state("locked", "save");
  if (ctx.now < collection.opensAt)
    throw problems.conflict("采集任务尚未开始", "The collection has not opened yet", { opensAt: collection.opensAt });
  const catalogue = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const measures = await formMeasures(ctx.tx, catalogue, collection.formKey);
  return { collection, period, catalogue, measures, system: query.system, file: query.file ?? "" };
}

/**
 * Writes what was judged, or nothing where it is barred by then. Nobody's rows are held while cells are looked at and
 * what came is kept, only while they are written; whoever changed a unit in between is seen: it is judged again.
 */
async function settle(
  ctx: Ctx,
  task: Task,
  given: readonly Given[],
  seen: readonly Judged[],
  isBarred: (judged: readonly Judged[]) => boolean,
): Promise<readonly Judged[]> {
  const arriving = seen.filter(({ verdicts }) =>
    verdicts.some(({ verdict }) => verdict === "written" || verdict === "conflict"),
  );
  const units = arriving.map(({ unit }) => unit);
  const begun = await begin(ctx, task.collection, units);
  const withId = ({ unit, ...one }: Judged): Judged => ({
    ...one,
    unit: { ...unit, submissionId: begun.get(unit.unitId) ?? unit.submissionId },
  });
  await keepArrivals(ctx, task, arriving.map(withId));
  const held = await hold(ctx, task.collection, units);
  const rowsOf = new Map(given.map(({ unit, rows }) => [unit.code, rows]));
  const changed = units.flatMap((unit): Given[] => {
    const now = held.get(unit.code);
    if (now === undefined) throw problems.forbidden("submission");
    return isAsSeen(unit, now) ? [] : [{ unit: now, rows: rowsOf.get(unit.code)! }];
  });
  const anew = new Map((await judge(ctx, task, changed)).map((one) => [one.unit.code, one]));
  const judged = seen.map((one) => anew.get(one.unit.code) ?? withId(one));
  if (isBarred(judged)) return judged;
  // What was kept as arrived is refused now: nothing of this run stands, the same again in a moment says so.
  if (arriving.some(({ unit }) => anew.get(unit.code)?.verdicts.some(({ verdict }) => verdict === "refused")))
    throw problems.busy({ retryAfter: 2 });
  await keepArrivals(ctx, task, [...anew.values()]);
  await write(ctx, task, judged);
  return judged;
}

const isAsSeen = (seen: OwingUnit, now: OwingUnit) =>
  (seen.submissionId === now.submissionId || seen.submissionId === null) &&
  (["state", "version", "exempt", "regionId", "cityId", "cityRev"] as const).every((key) => seen[key] === now[key]);

/** Somewhere that the asker may push to: nothing of anybody else's was touched. */
function ownPlace({ actor }: Ctx) {
  const post = actor.posts.find((own) => grants(own, "submission.push"));
  return { regionId: post?.regionId ?? null, unitId: post?.unitId ?? null };
}

/** Rows by unit; a unit that owes nothing here, and a cell that stands twice, are refused. */
function byUnit(rows: readonly PushRow[], units: ReadonlyMap<string, OwingUnit>) {
  const owned = new Map<string, PushRow[]>();
  const refused: Verdict[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const unit = units.get(row.unit);
    const key = `${row.unit} ${address(row)}`;
    if (unit === undefined) refused.push(refusedRow(row, UNASSIGNED));
    else if (seen.has(key)) refused.push(refusedRow(row, TWICE));
    else if (owned.get(row.unit)?.push(row) === undefined) owned.set(row.unit, [row]);
    seen.add(key);
  }
  return { owned, refused };
}

const UNASSIGNED: Refusal = {
  code: "unit_unassigned",
  zh: "该单位在本任务中没有报送义务（不在范围、已撤销或代码有误）",
  en: "This unit owes nothing in this collection (outside the scope, abolished, or a wrong code)",
};
const TWICE: Refusal = {
  code: "twice",
  zh: "同一单元格出现两次",
  en: "The same cell stands twice",
};

/** What came of every row, in the order in which they stood; of more than are told, those to look at go before. */
function shown(query: Query, written: boolean, verdicts: readonly Verdict[], judged: readonly Judged[]): Answer {
  const units = new Map(judged.map(({ unit, findings }) => [unit.code, { submission: unit.submissionId, findings }]));
  return {
    dryRun: query.dryRun,
    written,
    collection: query.collection,
    counts: counted(verdicts),
    cells: told(verdicts).map(({ row, verdict, refusal, value, stored }) => ({
      place: row.place,
      unit: row.unit,
      measure: row.measure,
      member: row.member,
      given: `${row.value}${row.uom}` || row.state,
      value,
      verdict,
      code: refusal?.code ?? "",
      zh: refusal?.zh ?? "",
      en: refusal?.en ?? "",
      stored: stored === undefined ? null : { value: stored.value, state: stored.state, source: stored.source },
    })),
    units: [...grouped(verdicts, ({ row }) => row.unit)].map(([code, own]) => ({
      code,
      submission: units.get(code)?.submission ?? null,
      findings: units.get(code)?.findings ?? null,
      counts: counted(own),
    })),
  };
}

function told(verdicts: readonly Verdict[]): readonly Verdict[] {
  const most = contract.limits.cells;
  if (verdicts.length <= most) return verdicts;
  const asking = verdicts.filter(isAsking).slice(0, most);
  const rest = verdicts.filter((one) => !isAsking(one)).slice(0, most - asking.length);
  return [...asking, ...rest];
}

const isAsking = ({ verdict }: Verdict) => verdict === "refused" || verdict === "conflict";

function counted(verdicts: readonly Verdict[]): Answer["counts"] {
  const counts = { written: 0, unchanged: 0, conflict: 0, refused: 0 };
  for (const { verdict } of verdicts) counts[verdict]++;
  return counts;
}
