import { and, asc, eq, lte } from "drizzle-orm";
import type { Evaluated } from "@duibiao/indicators";
import { mannKendall } from "@duibiao/scoring";
import type { Input, trends as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { evaluateRegions } from "../evaluations/operands.ts";
import type { PlanTask } from "../evaluations/plan.ts";
import { UNREVIEWED, unreviewedRegions } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import { concernedBy, reasonOf, stampsFor } from "../rankings/rank.ts";
import type { Ctx } from "../serve.ts";
import { lineage, unreviewedOf, type Lineage } from "../roll-ups/read.ts";
import { regionOn } from "../tree.ts";
import { onTodays, type ComparablePoint } from "./comparable.ts";
import { boundaryBreak, definitionBreak, definitionOf, lineageOf } from "./breaks.ts";

type Query = Input<typeof contract.readTrends>["query"];
type Period = { id: number; key: string; kind: Query["kind"]; start: string; end: string };
type Point = ComparablePoint;
type Column = { period: Period; points: Point[]; definition: string };

/** How many periods back a series goes at most: five years of months. */
const mostPeriods = 60;

/** 历期趋势: one indicator of some regions, each period on its own boundaries, or all of them on today's. */
export async function read(ctx: Ctx, { query }: { query: Query }) {
  const { compiled } = await openCatalogue(ctx.tx, query.catalogue);
  const indicator = compiled.indicators.get(query.indicator);
  if (indicator === undefined) throw problems.notFound(`indicator ${query.indicator}`);
  const regions = [...new Set(query.regions.split(",").map(Number))];
  const foreign = regions.find((id) => !ctx.actor.scope.regions.includes(id));
  if (foreign !== undefined) throw problems.notFound(`region ${foreign}`);
  const today = query.boundaries === "today";
  const passed = today ? await lineage(ctx) : null;
  const columns: Column[] = [];
  const sources = [];
  for (const period of await periodsOf(ctx, query)) {
    const catalogue = await openCatalogue(ctx.tx, query.catalogue, period.end);
    const task = { catalogue, period, lens: query.lens, regions, concerns: concernedBy(ctx) };
    const column = await (passed
      ? pointsToday(ctx, task, indicator.formula, passed)
      : pointsThen(ctx, task, indicator.formula));
    // Nobody was asked for this period: it is no gap in the series.
    if (column.sources.length === 0) continue;
    const { points } = column;
    columns.push({ period, points, definition: await definitionOf(ctx, query.indicator, column.sources) });
    sources.push(...column.sources);
  }
  const moved = await lineageOf(ctx);
  const { key, name, uom, direction, decimals } = indicator;
  return {
    indicator: { key, name, uom, direction, decimals: decimals ?? null },
    stamps: stampsFor(sources, query.lens),
    periods: columns.map((column) => column.period),
    items: regions.map((id, at) => {
      const breaks = breaksOf(ctx, moved, id, columns, today);
      const values = columns.map(({ period, points }) => ({ periodId: period.id, ...points[at]! }));
      return { regionId: id, name: nameOf(ctx, id), values, breaks, trend: trendOf(values, breaks) };
    }),
  };
}

async function periodsOf(ctx: Ctx, query: Query): Promise<Period[]> {
  const p = tables.periods;
  const rows = await ctx.tx
    .select()
    .from(p)
    .where(and(eq(p.kind, query.kind), lte(p.startDate, ctx.actor.today)))
    .orderBy(asc(p.startDate), asc(p.endDate));
  return rows
    .slice(-mostPeriods)
    .map(({ id, key, kind, startDate, endDate }) => ({ id, key, kind, start: startDate, end: endDate }));
}

const nameOf = ({ actor }: Ctx, id: number) =>
  (regionOn(actor.tree, id, actor.today) ?? actor.tree.versions.get(id)!.at(-1)!).name;

type Task = PlanTask & { period: Period };

async function pointsThen(ctx: Ctx, task: Task, formula: string) {
  const { values, sources } = await evaluateRegions(ctx.tx, ctx.actor.tree, task, [formula]);
  const collections = sources.map((source) => source.collectionId);
  const unreviewed = await unreviewedRegions(ctx, task.lens, collections, task.period.end);
  const column = values.get(formula)!;
  return { points: task.regions.map((id, at) => pointOf(ctx, id, task.period, column[at]!, unreviewed(id))), sources };
}

/** On today's boundaries a figure stays hidden whose parts the tiers above may not see yet. */
async function pointsToday(ctx: Ctx, task: Task, formula: string, passed: readonly Lineage[]) {
  const { points, sources } = await onTodays(ctx, task, formula, passed);
  const hidden = await Promise.all(
    sources.map(({ collectionId }) =>
      unreviewedOf(ctx, { period: task.period.id, collection: collectionId, lens: task.lens }, task.period.end, passed),
    ),
  );
  return {
    points: points.map((point, at) =>
      hidden.some((unseen) => unseen(task.regions[at]!))
        ? { value: null, complete: point.complete, boundaryShares: [], reason: UNREVIEWED }
        : point,
    ),
    sources,
  };
}

function pointOf(ctx: Ctx, id: number, period: Period, value: Evaluated, hidden: boolean): Point {
  if (regionOn(ctx.actor.tree, id, period.end) === undefined)
    return {
      value: null,
      complete: false,
      boundaryShares: [],
      reason: { zh: "该报告期没有这个地区。", en: "The region did not exist then." },
    };
  if (hidden) return { value: null, complete: value.complete, boundaryShares: [], reason: UNREVIEWED };
  return {
    boundaryShares: [],
    value: value.outcome.ok ? value.outcome.value : null,
    complete: value.complete,
    reason: value.outcome.ok && value.complete ? null : reasonOf(value, true),
  };
}

/** On today's boundaries only what is measured can break a series. */
function breaksOf(
  ctx: Ctx,
  moved: Parameters<typeof boundaryBreak>[1],
  id: number,
  columns: readonly Column[],
  today: boolean,
) {
  return columns.slice(1).flatMap(({ period, definition }, at) => {
    const before = columns[at]!;
    const boundary = today ? null : boundaryBreak(ctx, moved, id, before.period.end, period.end);
    const differs = before.definition !== "" && definition !== "" && before.definition !== definition;
    return [boundary, differs ? definitionBreak(before.definition, definition) : null].flatMap((text) =>
      text === null ? [] : [{ periodId: period.id, text }],
    );
  });
}

/** Over the complete values since the last break: what was measured differently before says nothing of a trend. */
function trendOf(values: readonly (Point & { periodId: number })[], breaks: readonly { periodId: number }[]) {
  const since = breaks.at(-1)?.periodId;
  const stretch = since === undefined ? values : values.slice(values.findIndex((value) => value.periodId === since));
  const complete = stretch.flatMap((point) => (point.value !== null && point.complete ? [point.value] : []));
  return mannKendall(complete)?.direction ?? ("cannot_be_calculated" as const);
}
