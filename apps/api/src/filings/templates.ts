import { setImmediate } from "node:timers/promises";
import { eq, inArray, and, sql } from "drizzle-orm";
import type { filings as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { writeTemplate, writeZip } from "@duibiao/workbook";
import { takeTime } from "../evaluations/patience.ts";
import { listsOf } from "../items/list.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { cellRows, keyed, type StoredCell } from "../submissions/content.ts";
import { answersAt, collectionBefore } from "../submissions/history.ts";
import { mustBeReported, openAsked, type Asked } from "../submissions/open.ts";
import { filledTemplate } from "../submissions/template.ts";
import { institutionsOf } from "./institutions.ts";

/** 下载全部模板: a workbook for each institution that owes the form, as its own people would download it. */
export async function templates(
  ctx: Ctx,
  { query }: Input<typeof contract.downloadTemplates>,
): Promise<Uint8Array<ArrayBuffer>> {
  const owing = (await institutionsOf(ctx, query.collection, query.region)).filter(({ exempt }) => !exempt);
  if (owing.length === 0) throw problems.notFound(`assignments of ${query.region} in collection ${query.collection}`);
  const task = await openAsked(ctx.tx, query.collection, owing[0]!.id);
  mustBeReported(task.collection);
  const units = owing.map(({ id }) => id);
  const [now, before] = await Promise.all([workingCopies(ctx, task, units), answersBefore(ctx, task, units)]);
  const nothing = { cells: [], lists: [] };
  await takeTime(ctx);
  const files = new Map<string, Uint8Array>();
  for (const [at, { id, code, name }] of owing.entries()) {
    const asked = { ...task, submission: { unitId: id } };
    const { cells, lists } = now.get(id) ?? nothing;
    const known = { now: cells, lists, ...before[at]! };
    files.set(fileNameOf(`${code} ${name}`, files), await writeTemplate(filledTemplate(asked, name, known)));
    // Others are served between two workbooks.
    await setImmediate();
  }
  return writeZip(files);
}

/** What no system forbids in a file's name; two institutions of one name do not share a file. */
function fileNameOf(name: string, taken: ReadonlyMap<string, unknown>): string {
  // oxlint-disable-next-line no-control-regex -- file systems forbid them
  const plain = name.replace(/[\u0000-\u001f\\/:*?"<>|]/g, "_").slice(0, 120);
  const wanted = taken.has(`${plain}.xlsx`) ? `${plain} ${taken.size}` : plain;
  return `${wanted}.xlsx`;
}

async function workingCopies(ctx: Ctx, { collection, measures }: Asked, units: readonly number[]) {
  const s = tables.submissions;
  const rows = await ctx.tx
    .select({ id: s.id, unitId: s.unitId })
    .from(s)
    .where(and(eq(s.collectionId, collection.id), inArray(s.unitId, [...units])));
  const ids = rows.map(({ id }) => id);
  const lists = await listsOf(ctx.tx, ids);
  const cells = new Map<number, StoredCell[]>(ids.map((id) => [id, []]));
  for (const { submissionId, ...row } of await cellRows(ctx.tx, ids))
    cells.get(submissionId)!.push(keyed(row, measures));
  return new Map(rows.map(({ id, unitId }) => [unitId, { cells: cells.get(id)!, lists: lists.get(id) ?? [] }]));
}

/** 上期 and 上年同期 of every unit, in one query. */
async function answersBefore(ctx: Ctx, task: Asked, units: readonly number[]) {
  const { collection, period, measures } = task;
  const previous = await collectionBefore(ctx.tx, task);
  const found = await ctx.tx.execute<{ previous: string | null; year: string }>(sql`
    select (select start_date::text from periods where id = ${previous?.periodId ?? null}::int) as previous,
           (${period.startDate}::date - interval '1 year')::date::text as year`);
  const starts = found.rows[0]!;
  const asked = { formKey: collection.formKey, kind: period.kind, measures };
  const days = [...new Set([starts.previous, starts.year].filter((day) => day !== null))];
  const answers = await answersAt(
    ctx.tx,
    units.map((unitId) => ({ ...asked, unitId, starts: days })),
  );
  return answers.map((byDay) => ({
    previous: byDay.get(starts.previous ?? "") ?? [],
    previousYear: byDay.get(starts.year) ?? [],
  }));
}
