import { and, eq, inArray, sql } from "drizzle-orm";
import { unitChanges as contract, type Input, type Output } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import { notify } from "../notices/notify.ts";
import { holdTree, placeOfRegion } from "../regions/place.ts";
import { mustNotReachLocked } from "../regions/locked.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { change as changeUnit } from "../units/change.ts";
import { handFigures } from "./hand-figures.ts";
import { tried } from "./tried.ts";
import { handedOver, openTasks, type OpenTask } from "./tasks.ts";

type Given = Input<typeof contract.changeUnits>;
type Body = Given["body"];
type Answer = Output<typeof contract.changeUnits>;
type Standing = { id: number; code: string; name: string; regionId: number; covers: "own" | "whole" };
type Change = typeof tables.unitChanges.$inferSelect;

/** Records a change of institutions and settles who reports what is open; the dry run is the same work, rolled back. */
export async function make(ctx: Ctx, { query, body }: Given): Promise<Answer> {
  const tree = await holdTree(ctx);
  const joint = body.kind === "apart" ? await jointOf(ctx, body.change) : null;
  const ids = joint !== null ? [...joint.unitIds, joint.intoId!] : idsIn(body);
  const units = await standing(ctx, ids, body.effective);
  for (const region of new Set(units.map(({ regionId }) => regionId)))
    ctx.must("unit.change", placeOfRegion(tree, region, ctx.actor.today));
  const answer = await tried(ctx, query.dryRun, (inner) => record(inner, body, units, joint));
  await ctx.audit({
    object: answer.id === null ? "unit-changes" : `unit-change/${answer.id}`,
    regionId: units[0]!.regionId,
    detail: { ...body, dryRun: query.dryRun, tasks: answer.tasks.length },
  });
  return { dryRun: query.dryRun, ...answer };
}

/** Whom a change names, the one that takes over last. */
function idsIn(body: Body): number[] {
  if (body.kind === "rename") return [body.unit];
  if (body.kind === "apart") return [];
  if (body.units.includes(body.into) || new Set(body.units).size < body.units.length)
    throw problems.rule(
      "并入的单位和接收单位不能是同一个",
      "An institution cannot be merged into itself, nor named twice",
    );
  return [...body.units, body.into];
}

/** The units as they stand on a day, in the order named. */
async function standing(ctx: Ctx, ids: readonly number[], day: string): Promise<Standing[]> {
  const { rows } = await ctx.tx.execute<Standing>(sql`
    select unit_id as id, code, name, region_id as "regionId", covers from unit_versions
    where unit_id = any(${`{${ids.join(",")}}`}::int[]) and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`);
  return ids.map((id) => {
    const found = rows.find((row) => row.id === id);
    if (found === undefined)
      throw problems.rule(`单位 ${id} 在 ${day} 不存在`, `Unit ${id} does not exist on ${day}`, { unit: id });
    if (found.covers === "whole" && ids.length > 1)
      throw problems.rule(
        `「${found.name}」报的是全域总量，不是一个机构，不能撤并或合署`,
        `${found.name} reports a region's total; it is no institution to be merged or joined`,
        { unit: id },
      );
    return found;
  });
}

async function record(ctx: Ctx, body: Body, units: readonly Standing[], joint: Change | null) {
  const { effective } = body;
  if (body.kind === "rename") {
    await changeUnit(ctx, { params: { id: body.unit }, query: {}, body: { effective, name: body.name } });
    const id = await keep(ctx, body, { unitIds: [body.unit], intoId: null, name: body.name, ends: null }, units);
    return { id, tasks: [] };
  }
  if (joint !== null) {
    const id = await keep(ctx, body, { unitIds: joint.unitIds, intoId: joint.intoId, name: "", ends: joint.id }, units);
    return { id, tasks: told(await apart(ctx, joint, effective), units, "owes") };
  }
  const into = units.at(-1)!;
  const parts = units.slice(0, -1);
  const partIds = parts.map(({ id }) => id);
  await mustNotReachLocked(ctx, effective, { units: partIds });
  await mustNotBeJoined(ctx, { kind: body.kind, parts: partIds, into: into.id, day: effective });
  const tasks = await openTasks(
    ctx,
    units.map(({ id }) => id),
    effective,
  );
  const handed = handedOver(tasks, into);
  const id = await keep(ctx, body, { unitIds: partIds, intoId: into.id, name: "", ends: null }, units);
  await exempt(ctx, handed, contract.reportedBy({ id, kind: body.kind, effective }, into.name));
  if (body.kind === "merge")
    for (const unit of partIds) await changeUnit(ctx, { params: { id: unit }, query: {}, body: { closes: effective } });
  await handFigures(ctx, id, handed, parts, into);
  await notify(ctx, {
    key: `matter/unit-change/${id}`,
    kind: "matter",
    title: {
      zh: `自 ${effective} 起由「${into.name}」合并填报`,
      en: `From ${effective} ${into.name} reports for others, too`,
    },
    body: {
      zh: `${parts.map(({ name }) => `「${name}」`).join("、")}不再单独填报`,
      en: `${parts.map(({ name }) => name).join(", ")} no longer reports by itself`,
    },
    link: "/county/",
    object: `unit-change/${id}`,
    to: { roles: ["clerk", "head"], units: units.map((unit) => unit.id) },
  });
  return { id, tasks: told(handed, units, "handed") };
}

async function exempt(ctx: Ctx, tasks: readonly OpenTask[], reason: string | null): Promise<void> {
  const a = tables.assignments;
  for (const { collectionId, unitId, cityId } of tasks) {
    await ctx.tx
      .update(a)
      .set({ exemptReason: reason })
      .where(and(eq(a.collectionId, collectionId), eq(a.unitId, unitId), eq(a.cityId, cityId)));
    await markDirty(ctx, { collectionId, cityId, regionId: null });
  }
}

async function jointOf(ctx: Ctx, id: number): Promise<Change> {
  const c = tables.unitChanges;
  const rows = await ctx.tx
    .select()
    .from(c)
    .where(inArray(c.kind, ["joint", "apart"]));
  const found = rows.find((row) => row.id === id && row.kind === "joint");
  if (found === undefined) throw problems.notFound(`joint/${id}`);
  if (rows.some((row) => row.ends === id))
    throw problems.rule("这次合署办公已经结束", "This joint office has already ended", { change: id });
  return found;
}

/** From a day on each reports by itself again, in what is open and was exempt because of this very change. */
async function apart(ctx: Ctx, joint: Change, day: string): Promise<OpenTask[]> {
  if (day <= joint.effective)
    throw problems.rule(
      `分署日期须晚于合署办公之日 ${joint.effective}`,
      `They can part only after ${joint.effective}, when the joint office began`,
    );
  const tasks = await openTasks(ctx, joint.unitIds, day);
  const back = tasks.filter(({ exemptReason }) => exemptReason !== null && contract.exemptBy(exemptReason, joint.id));
  await exempt(ctx, back, null);
  return back;
}

type Joining = { kind: Change["kind"]; parts: readonly number[]; into: number; day: string };

/** Nobody reports for somebody who is reported for, and whoever reports for others does not go: their figures would be lost. */
async function mustNotBeJoined(ctx: Ctx, { kind, parts, into, day }: Joining): Promise<void> {
  const joined = await jointHosts(ctx, day);
  const twice =
    kind === "merge" ? undefined : (parts.find((unit) => joined.has(unit)) ?? (joined.has(into) ? into : undefined));
  const host = parts.find((unit) => [...joined.values()].some((one) => one.into === unit));
  if (twice === undefined && host === undefined) return;
  throw problems.rule(
    "其中有单位已与别的单位合署办公：请先分署，或以同一个单位为填报单位",
    "One of them is already in a joint office; let them part first, or name the same reporting institution",
    { unit: twice ?? host },
  );
}

/** Who is reported for on a day, and by whom. */
async function jointHosts(
  ctx: Ctx,
  day: string,
): Promise<Map<number, { id: number; into: number; name: string; effective: string }>> {
  const { rows } = await ctx.tx.execute<{
    unit: number;
    id: number;
    into: number;
    name: string;
    effective: string;
  }>(sql`
    select unnest(j.unit_ids) as unit, j.id, j.into_id as into, j.effective::text as effective,
      (select name from unit_versions v where v.unit_id = j.into_id and v.valid_from <= ${day}::date order by v.valid_from desc limit 1) as name
    from unit_changes j where j.kind = 'joint' and j.effective <= ${day}::date
      and not exists (select 1 from unit_changes e where e.ends = j.id and e.effective <= ${day}::date)`);
  return new Map(rows.map(({ unit, ...host }) => [unit, host]));
}

/** Why some of the units of a collection owe nothing: another of them, with which they share an office, reports for them. */
export async function jointlyReported(
  ctx: Ctx,
  collection: number,
  units: readonly { unitId: number }[],
): Promise<Map<number, string>> {
  const { rows } = await ctx.tx.execute<{ end: string }>(sql`
    select p.end_date::text as end from collections c join periods p on p.id = c.period_id where c.id = ${collection}`);
  const owing = new Set(units.map(({ unitId }) => unitId));
  const hosts = await jointHosts(ctx, rows[0]!.end);
  return new Map(
    [...hosts].flatMap(([unit, host]) =>
      owing.has(unit) && owing.has(host.into)
        ? [[unit, contract.reportedBy({ ...host, kind: "joint" }, host.name)]]
        : [],
    ),
  );
}

type What = Pick<Change, "unitIds" | "intoId" | "name" | "ends">;

async function keep(ctx: Ctx, body: Body, what: What, [first]: readonly Standing[]): Promise<number> {
  const { kind, effective, documentNo, reason } = body;
  const { userId, name: userName } = ctx.actor;
  const [row] = await ctx.tx
    .insert(tables.unitChanges)
    .values({ ...what, kind, effective, documentNo, reason, regionId: first!.regionId, userId, userName, at: ctx.now })
    .returning({ id: tables.unitChanges.id });
  return row!.id;
}

const told = (tasks: readonly OpenTask[], units: readonly Standing[], becomes: "handed" | "owes"): Answer["tasks"] =>
  tasks.map(({ collectionId, name, period, unitId, submissionId }) => {
    const { id, code, name: unitName } = units.find((unit) => unit.id === unitId)!;
    return { collectionId, name, period, unit: { id, code, name: unitName }, becomes, begun: submissionId !== null };
  });
