import { setImmediate } from "node:timers/promises";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Input, workbooks as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { writeTemplate, writeZip } from "@duibiao/workbook";
import { takeTime } from "../evaluations/patience.ts";
import { listsOf } from "../items/list.ts";
import { grants } from "../policy.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { cellRows, keyed, type StoredCell } from "./content.ts";
import { answersAt, collectionBefore } from "./history.ts";
import { mustBeTyped, openAsked, type Asked } from "./open.ts";
import { possible } from "./states.ts";
import { filledTemplate } from "./template.ts";

/** Units that a person answers for as their clerk, or as a clerk's deputy. */
export const ownUnits = ({ actor }: Ctx): number[] => [
  ...new Set(
    actor.posts.flatMap((post) => (post.unitId !== null && grants(post, "submission.save") ? [post.unitId] : [])),
  ),
];

/** 下载本人各单位的模板: of every own unit that has the task in work. */
export async function ownTemplates(
  ctx: Ctx,
  { params }: Input<typeof contract.readTemplates>,
): Promise<Uint8Array<ArrayBuffer>> {
  const s = tables.submissions;
  const begun = await ctx.tx
    .select({ id: s.unitId, name: sql<string>`v.name`, code: sql<string>`v.code` })
    .from(s)
    .innerJoin(tables.collections, eq(tables.collections.id, s.collectionId))
    .innerJoin(tables.periods, eq(tables.periods.id, tables.collections.periodId))
    .innerJoin(
      sql`lateral (select code, name from unit_versions u where u.unit_id = ${s.unitId}
        order by u.valid_from <= ${tables.periods.endDate} desc, abs(${tables.periods.endDate} - u.valid_from) limit 1) v`,
      sql`true`,
    )
    .where(and(eq(s.collectionId, params.id), inArray(s.unitId, ownUnits(ctx)), inArray(s.state, [...possible.save])))
    .orderBy(sql`v.code`, s.unitId);
  if (begun.length === 0) throw problems.notFound(`assignments in work in collection ${params.id}`);
  return zipOfTemplates(ctx, params.id, begun);
}

/** A workbook for each unit, as its own people would download it, under its code and name. */
export async function zipOfTemplates(
  ctx: Ctx,
  collection: number,
  units: readonly { id: number; code: string; name: string }[],
): Promise<Uint8Array<ArrayBuffer>> {
  const task = await openAsked(ctx.tx, collection, units[0]!.id);
  mustBeTyped(task.collection);
  const ids = units.map(({ id }) => id);
  const [now, before] = await Promise.all([workingCopies(ctx, task, ids), answersBefore(ctx, task, ids)]);
  const nothing = { cells: [], lists: [] };
  await takeTime(ctx);
  const files = new Map<string, Uint8Array>();
  for (const [at, { id, code, name }] of units.entries()) {
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
