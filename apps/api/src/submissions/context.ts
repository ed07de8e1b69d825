import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { canonicalJson, compareDecimals } from "@duibiao/indicators";
import type { context as contract, Input } from "@duibiao/contract";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import type { StoredCell } from "./content.ts";
import { checkContexts } from "./check-context.ts";
import { collectionBefore, pastAnswers, type PastAnswer } from "./history.ts";
import { taskOf } from "./findings.ts";
import { loadBundle, type Asked, type Bundle } from "./open.ts";

/** How many earlier answers the reviewer's sparkline shows. */
const shownPeriods = 8;

/** What is known around a form. Nobody sees more of it than their post shows: only the peers' ranges come from elsewhere. */
export async function context(ctx: Ctx, { params }: Input<typeof contract.readContext>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, null);
  const { period } = bundle;
  const [{ past, before, previous, previousYear }, unit, cityTotals, [check]] = await Promise.all([
    earlierAnswers(ctx, bundle),
    unitOf(ctx, bundle),
    totalsOf(ctx, bundle),
    checkContexts(ctx, [taskOf(bundle)]),
  ]);
  const peers = before === null ? [] : await peersOf(ctx, bundle, before.collectionId);
  const history = past.slice(0, shownPeriods);
  const known = {
    unit,
    period: { id: period.id, key: period.key, kind: period.kind, start: period.startDate, end: period.endDate },
    previous: previous === undefined ? null : shown(previous),
    previousYear: previousYear === undefined ? null : shown(previousYear),
    history: history.map(shown),
    peers,
    neverHas: neverHas(history),
    cityTotals,
    check: check!,
  };
  return { hash: createHash("sha256").update(canonicalJson(known)).digest("hex"), ...known };
}

/** The unit's earlier answers to the form; `previous` 上期 and `previousYear` 上年同期 stand beside its lines on screen and in Excel. */
export async function earlierAnswers(ctx: Ctx, bundle: Asked) {
  const { period, collection, submission, measures } = bundle;
  const seen = {
    unitId: submission.unitId,
    formKey: collection.formKey,
    kind: period.kind,
    startDate: period.startDate,
  };
  const [past, before] = await Promise.all([
    pastAnswers(ctx.tx, { ...seen, measures }, shownPeriods),
    collectionBefore(ctx.tx, bundle),
  ]);
  return {
    past,
    before,
    previous: past.find((answer) => answer.period.id === before?.periodId),
    previousYear: past.find((answer) => answer.yearBefore),
  };
}

const shown = ({ period, submissionId, revision, cells }: PastAnswer) => ({
  period: period as PastAnswer["period"] & { kind: Bundle["period"]["kind"] },
  submissionId,
  revision,
  cells: cells.map(({ measure, member, state, value, estimated, reason }) => ({
    measure,
    member,
    state,
    value,
    estimated,
    reason,
  })),
});

export async function unitOf(ctx: Ctx, { submission, period }: Asked) {
  const found = await ctx.tx.execute<{ id: number; code: string; name: string; regionId: number; covers: string }>(sql`
    select unit_id as id, code, name, region_id as "regionId", covers from unit_versions
    where unit_id = ${submission.unitId} order by valid_from <= ${period.endDate}::date desc, abs(${period.endDate}::date - valid_from) limit 1`);
  return found.rows[0]!;
}

/** 同类地区区间: see peer_ranges in the migration, which also guards it. */
async function peersOf(ctx: Ctx, { submission, measures }: Bundle, collectionId: number) {
  const rows = await ctx.tx.execute<{
    measureId: number;
    member: string;
    n: number;
    q1: number;
    median: number;
    q3: number;
  }>(sql`
    select measure_id as "measureId", member, n, q1, median, q3 from peer_ranges(${submission.id}, ${collectionId}) order by measure_id, member`);
  return rows.rows.flatMap(({ measureId, ...range }) => {
    const measure = measures.keyOf.get(measureId);
    return measure === undefined ? [] : [{ measure, ...range }];
  });
}

/** What the city (or whatever the unit's rows are kept under) amounts to so far, for those who may see it: a cell's weight. */
async function totalsOf(ctx: Ctx, { submission, collection, measures }: Bundle) {
  const rows = await ctx.tx.execute<{ measureId: number; member: string; sum: string | null }>(sql`
    select measure_id as "measureId", member, trim_scale(sum)::text as sum from roll_ups
    where period_id = ${submission.periodId} and collection_id = ${collection.id} and region_id = ${submission.cityId} and lens = 'submitted'
    order by measure_id, member`);
  return rows.rows.flatMap(({ measureId, ...total }) => {
    const measure = measures.keyOf.get(measureId);
    return measure === undefined ? [] : [{ measure, ...total }];
  });
}

/** Cells answered 不适用 or 0 in every one of the last periods, at least two of them. */
function neverHas(history: readonly PastAnswer[]) {
  const [first, ...rest] = history.map(({ cells }) => cells.filter(isNothing));
  if (first === undefined || rest.length === 0) return [];
  const others = rest.map((cells) => new Set(cells.map(address)));
  return first
    .filter((cell) => others.every((set) => set.has(address(cell))))
    .map(({ measure, member }) => ({ measure, member }));
}

const address = ({ measure, member }: StoredCell) => `${measure}/${member}`;
const isNothing = ({ state, value }: StoredCell) =>
  state === "na" || (state === "number" && compareDecimals(value!, "0") === 0);
