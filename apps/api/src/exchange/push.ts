import { exchange as contract, type Input, type Output } from "@duibiao/contract";
import { loadCollection } from "../collections/read.ts";
import { takeTime } from "../evaluations/patience.ts";
import { grants } from "../policy.ts";
import { Problem, problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mustBeTyped } from "../submissions/open.ts";
import { address } from "../submissions/write-cells.ts";
import { rowsOfCsv, rowsOfJson, rowsOfXlsx, type BadRow, type PushRow, type Refusal } from "./rows.ts";
import { closedFor, owingUnits, type OwingUnit } from "./units.ts";
import { writeUnit, type Verdict } from "./write-unit.ts";

type Query = Input<typeof contract.pushCells>["query"];
type Answer = Output<typeof contract.pushCells>;
type Given = { rows: PushRow[]; bad: BadRow[] };

/** Three doors, one way in. */
export const pushJson = (ctx: Ctx, { query, body }: Input<typeof contract.pushCells>) =>
  push(ctx, query, rowsOfJson(body.cells));
export const pushCsv = (ctx: Ctx, { query, body }: Input<typeof contract.pushCsv>) => push(ctx, query, rowsOfCsv(body));
export async function pushXlsx(ctx: Ctx, { query, body }: Input<typeof contract.pushXlsx>) {
  await takeTime(ctx);
  return push(ctx, query, await rowsOfXlsx(body));
}

/** Thrown to undo a run whose verdicts are wanted and whose writing is not. */
class Undo extends Error {}

/**
 * 推送: a verdict per cell, and drafts written. The dry run is the same run, undone before its end; so is a run with a
 * cell that cannot be taken, unless `partial`. Twice the same changes nothing: what stands already is unchanged.
 */
export async function push(ctx: Ctx, query: Query, { rows, bad }: Given): Promise<Answer> {
  await takeTime(ctx);
  // Each unit's own rows name its place too; of a push that finds no unit of the asker's, this is the place.
  ctx.must("submission.push", ownPlace(ctx));
  const { collection, period } = await loadCollection(ctx.tx, query.collection);
  mustBeTyped(collection);
  if (collection.origin === "history")
    throw problems.conflict("历史数据任务只能导入", "A history collection takes imports only");
  if (collection.lockedAt !== null) throw problems.state("locked", "save");
  if (ctx.now < collection.opensAt)
    throw problems.conflict("采集任务尚未开始", "The collection has not opened yet", { opensAt: collection.opensAt });
  const units = await owingUnits(ctx, collection.id, period.endDate, [...new Set(rows.map(({ unit }) => unit))]);
  const { grouped, refused } = group(rows, units);
  if (grouped.size > contract.limits.units)
    throw problems.rule(
      `一次最多推送 ${contract.limits.units} 个单位，请分批`,
      `At most ${contract.limits.units} units at once; split the push`,
    );
  const task = {
    collectionId: collection.id,
    periodId: period.id,
    system: query.system,
    file: query.file ?? "",
  };
  const verdicts: Verdict[] = [...bad.map((row) => refusedRow(row, row.refusal)), ...refused];
  const done: Answer["units"] = [];
  const run = async () => {
    // In one order for everybody, so that two pushes never wait for each other's rows.
    for (const [code, own] of [...grouped].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const answer = await tryUnit(ctx, task, units.get(code)!, own);
      verdicts.push(...answer.verdicts);
      if (answer.submission !== null) done.push({ code, submission: answer.submission, findings: answer.findings });
    }
    const barred = verdicts.some(({ verdict }) => verdict === "refused" || verdict === "conflict");
    if (query.dryRun || (barred && !query.partial)) throw new Undo();
  };
  const written = await ctx.tx.transaction(run).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Undo) return false;
      throw error;
    },
  );
  const answer = shown(query, written, rows, verdicts, done);
  await ctx.audit({
    object: `collection/${collection.id}`,
    regionId: null,
    detail: {
      push: { system: query.system, file: task.file, dryRun: query.dryRun, stands: written, ...answer.counts },
    },
  });
  if (!written && !query.dryRun) throw problems.pushRefused(answer);
  return answer;
}

/** Somewhere that the asker may push to: nothing of anybody else's was touched. */
function ownPlace({ actor }: Ctx) {
  const post = actor.posts.find((own) => grants(own, "submission.push"));
  return { regionId: post?.regionId ?? null, unitId: post?.unitId ?? null };
}

const refusedRow = (row: PushRow, refusal: Refusal): Verdict => ({
  row,
  verdict: "refused",
  refusal,
  value: null,
  stored: undefined,
});

/** Rows by unit; a unit that owes nothing here, and a cell that stands twice, are refused. */
function group(rows: readonly PushRow[], units: ReadonlyMap<string, OwingUnit>) {
  const grouped = new Map<string, PushRow[]>();
  const refused: Verdict[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const unit = units.get(row.unit);
    const key = `${row.unit} ${address(row)}`;
    if (unit === undefined) refused.push(refusedRow(row, UNASSIGNED));
    else if (seen.has(key)) refused.push(refusedRow(row, TWICE));
    else if (grouped.get(row.unit)?.push(row) === undefined) grouped.set(row.unit, [row]);
    seen.add(key);
  }
  return { grouped, refused };
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

/** A unit that cannot be written now refuses its own rows, with the sentence that a person would be told. */
async function tryUnit(
  ctx: Ctx,
  task: Parameters<typeof writeUnit>[1],
  unit: OwingUnit,
  rows: readonly PushRow[],
): Promise<{ verdicts: Verdict[]; submission: number | null; findings: number }> {
  const closed = closedFor(unit);
  if (closed !== null) return { verdicts: rows.map((row) => refusedRow(row, closed)), submission: null, findings: 0 };
  try {
    return await ctx.tx.transaction(() => writeUnit(ctx, task, unit, rows));
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 503) throw error;
    const { code, zh, en } = error;
    return { verdicts: rows.map((row) => refusedRow(row, { code, zh, en })), submission: null, findings: 0 };
  }
}

function shown(
  query: Query,
  written: boolean,
  rows: readonly PushRow[],
  verdicts: readonly Verdict[],
  units: Answer["units"],
): Answer {
  const order = new Map(rows.map((row, at) => [row, at]));
  const cells = verdicts
    .toSorted((a, b) => (order.get(a.row) ?? -1) - (order.get(b.row) ?? -1))
    .map(({ row, verdict, refusal, value, stored }) => ({
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
    }));
  const count = (wanted: Verdict["verdict"]) => cells.filter(({ verdict }) => verdict === wanted).length;
  return {
    dryRun: query.dryRun,
    written,
    collection: query.collection,
    counts: {
      written: count("written"),
      unchanged: count("unchanged"),
      conflict: count("conflict"),
      refused: count("refused"),
    },
    cells,
    units,
  };
}
