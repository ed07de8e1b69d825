import { eq, sql } from "drizzle-orm";
import type { consolidations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { UNREVIEWED, unreviewedRegions, type Unreviewed } from "../openings/reviewed.ts";
import { ancestorsOn, regionOn, type Tree } from "../tree.ts";
import { onTodaysBoundaries, type BoundaryShare } from "./boundaries.ts";

type ReadInput = Input<typeof contract.readRollUps>;

export type Figure = {
  regionId: number;
  measure: string;
  member: string;
  additive: boolean;
  nExpected: number;
  nAnswered: number;
  nNa: number;
  /** The mark of the units that answered (design invariant 2), as text. */
  support: string;
  sum: string | null;
  estimatedSum: string | null;
};

/** Stored roll-ups of a period; or, on today's boundaries, summed anew from county rows with lineage shares. */
export async function read(ctx: Ctx, { query }: ReadInput) {
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, query.period));
  if (period === undefined) throw problems.notFound(`period ${query.period}`);
  const today = query.boundaries === "today";
  const treeDate = today ? ctx.actor.today : period.endDate;
  const { tree } = ctx.actor;
  const wanted = (regionId: number) => {
    const version = regionOn(tree, regionId, treeDate);
    if (version === undefined) return false;
    if (query.region !== undefined) return regionId === query.region;
    return query.parent === undefined || version.parentId === query.parent;
  };
  const stored = await figures(ctx, query, today ? null : [...tree.versions.keys()].filter(wanted));
  const passed = today ? await lineage(ctx) : null;
  const rows = passed
    ? onTodaysBoundaries(passed, tree, period.endDate, ctx.actor.today, stored).map(({ whole: _whole, ...row }) => row)
    : stored.map((row) => ({ ...row, boundaryShares: [] }));
  const state = await ctx.tx.execute<{ synthetic: boolean }>(
    sql`select coalesce(bool_or(synthetic), false) as synthetic from collections where period_id = ${query.period}`,
  );
  const unreviewed = await unreviewedOf(ctx, query, period.endDate, passed);
  const items = rows
    .filter((row) => wanted(row.regionId))
    .map(({ additive: _additive, support: _support, ...figure }) => {
      const row = { ...figure, boundaryShares: sharesShown(tree, period.endDate, figure.boundaryShares) };
      const version = regionOn(tree, row.regionId, treeDate)!;
      const named = { regionCode: version.code, regionName: version.name, tier: version.tier, lens: query.lens };
      if (!unreviewed(row.regionId)) return { ...row, ...named, reason: null };
      return { ...row, ...named, sum: null, estimatedSum: null, reason: UNREVIEWED };
    });
  return {
    period,
    treeDate,
    computedAt: ctx.now,
    pending: await pending(ctx, query.period),
    synthetic: state.rows[0]!.synthetic,
    items,
  };
}

/**
 * What the tiers above see as counts only. On today's boundaries (`passed`: the lineage; null: on the period's own) also
 * whatever an unreviewed region has gone into.
 */
export async function unreviewedOf(
  ctx: Ctx,
  query: Pick<ReadInput["query"], "period" | "collection" | "lens">,
  day: string,
  passed: readonly Lineage[] | null,
): Promise<Unreviewed> {
  const { tree } = ctx.actor;
  const collections = await ctx.tx.execute<{ id: number }>(
    sql`select id from collections where period_id = ${query.period} and (${query.collection ?? null}::int is null or id = ${query.collection ?? null}::int)`,
  );
  const then = await unreviewedRegions(
    ctx,
    query.lens,
    collections.rows.map((row) => row.id),
    day,
  );
  if (passed === null) return then;
  const heirs = new Set<number>();
  const followed = new Set<number>();
  const follow = (id: number) => {
    if (followed.has(id)) return;
    followed.add(id);
    for (const at of [id, ...ancestorsOn(tree, id, ctx.actor.today)]) heirs.add(at);
    for (const { from, to } of passed) if (from === id && to !== id) follow(to);
  };
  for (const id of tree.versions.keys()) if (then(id)) follow(id);
  return (regionId) => heirs.has(regionId);
}

/** Whether a submission of this period is newer than the roll-ups: the dirty queue itself is the worker's. */
export async function pending(ctx: Ctx, periodId: number): Promise<boolean> {
  const found = await ctx.tx.execute<{ pending: boolean }>(sql`select roll_ups_pending(${periodId}) as pending`);
  return found.rows[0]!.pending;
}

/** Stored roll-ups; `regionIds` null: of all regions that the asker may see. */
export async function figures(ctx: Ctx, query: ReadInput["query"], regionIds: number[] | null): Promise<Figure[]> {
  const rows = await ctx.tx.execute<Figure>(sql`
    select r.region_id as "regionId", m.key as measure, r.member, m.agg_region = 'sum' as additive, r.n_expected as "nExpected", r.n_answered as "nAnswered", r.n_na as "nNa", r.support::text as support,
           trim_scale(r.sum)::text as sum, trim_scale(r.estimated_sum)::text as "estimatedSum"
    from roll_ups r join measures m on m.id = r.measure_id
    where r.period_id = ${query.period} and r.lens = ${query.lens}
      and (${query.collection ?? null}::int is null or r.collection_id = ${query.collection ?? null}::int)
      and (${query.measure ?? null}::text is null or m.key = ${query.measure ?? null}::text)
      and (${regionIds === null} or r.region_id = any(${`{${(regionIds ?? []).join(",")}}`}::int[]))
    order by r.region_id, m.key, r.member`);
  return rows.rows;
}

/** Shares with the names that their regions had then. */
export const sharesShown = (tree: Tree, day: string, shares: readonly BoundaryShare[]) =>
  shares.map(({ from, share, basis }) => ({
    regionId: from,
    name: (regionOn(tree, from, day) ?? tree.versions.get(from)!.at(-1)!).name,
    share,
    basis,
  }));

/** One line of a change; changes in order of their day, then of their recording. */
export type Lineage = { change: number; from: number; to: number; share: string; effective: string; basis: string };

/** Every recorded passing, change after change. */
export async function lineage(ctx: Ctx): Promise<Lineage[]> {
  const rows = await ctx.tx.execute<Lineage>(sql`
    select l.change_id as change, l.from_id as "from", l.to_id as "to", trim_scale(l.share)::text as share, c.effective::text as effective,
           trim(c.effective::text || ' ' || c.document_no) as basis
    from region_lineage l join region_changes c on c.id = l.change_id order by c.effective, c.id, l.from_id, l.to_id`);
  return rows.rows;
}
