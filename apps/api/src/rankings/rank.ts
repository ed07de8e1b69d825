import { eq, sql } from "drizzle-orm";
import {
  formulaOf,
  refKey,
  refName,
  showFormula,
  type Evaluated,
  type Indicator,
  type Text,
} from "@duibiao/indicators";
import { methodIds, rankColumn, type Ranking } from "@duibiao/scoring";
import type { evaluations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue, type OpenCatalogue } from "../catalogues/open.ts";
import { evaluateRegions, type Values } from "../evaluations/operands.ts";
import { datesOf, type OperandPlan, type Sources } from "../evaluations/plan.ts";
import { stampsOf } from "../evaluations/read.ts";
import { plansOf } from "../evaluations/stored.ts";
import { UNREVIEWED, unreviewedRegions, type Unreviewed } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, type RegionVersion } from "../tree.ts";
import { cellReasons, type CellReason } from "./reasons.ts";

type Query = Input<typeof contract.readRanking>["query"];

const NO_OWN_LEVEL: Text = {
  zh: "没有本级填报单位，不参加本级比较。",
  en: "It has no unit of its own level; not compared.",
};
const HISTORY: Text = { zh: "历史数据，不计入考核", en: "Historical figures, outside the index" };

/**
 * Ranks the regions of a tier, as the tree stood on the period's last day, by one indicator. A region without a
 * complete value is listed with its reason and never ranked; an indicator without a good direction ranks nobody.
 */
export async function rank(ctx: Ctx, { query }: { query: Query }) {
  const [period] = await ctx.tx.select().from(tables.periods).where(eq(tables.periods.id, query.period));
  if (period === undefined) throw problems.notFound(`period ${query.period}`);
  const catalogue = await openCatalogue(ctx.tx, query.catalogue, period.endDate);
  const indicator = catalogue.compiled.indicators.get(query.indicator);
  if (indicator === undefined) throw problems.notFound(`indicator ${query.indicator}`);
  const regions = listed(ctx, query, period.endDate);
  const task = {
    catalogue,
    period: { kind: period.kind, start: period.startDate, end: period.endDate },
    lens: query.lens,
    regions: regions.map((r) => r.regionId),
    concerns: concernedBy(ctx),
    own: query.own,
    ...(query.collection === undefined ? {} : { collection: query.collection }),
  };
  const values = await evaluateRegions(ctx.tx, ctx.actor.tree, task, formulasOf(indicator));
  const collections = values.sources.map((source) => source.collectionId);
  const unreviewed = await unreviewedRegions(ctx, query.lens, collections, period.endDate);
  const items = await rowsOf(catalogue, indicator, values, regions, unreviewed, query.own);
  const plans = plansOf(values.plans, formulaOf(catalogue.compiled, indicator.formula).refs);
  return {
    indicator: shownIndicator(catalogue, indicator),
    catalogue: {
      id: catalogue.id,
      key: catalogue.document.key,
      version: catalogue.document.version,
      hash: catalogue.hash,
    },
    period: {
      id: period.id,
      key: period.key,
      kind: period.kind,
      start: period.startDate,
      end: period.endDate,
    },
    treeDate: period.endDate,
    tier: query.tier,
    lens: query.lens,
    peerGroup: query.peerGroup ?? null,
    own: query.own,
    dates: plans.map((plan) => ({ ...datesOf(plan), name: refName(catalogue.compiled, plan.ref) })),
    ...items,
    quartileMethod: methodIds.quantile,
    pending: await pending(ctx, plans),
    synthetic: isSynthetic(values.sources),
    history: isHistory(values.sources),
    stamps: stampsFor(values.sources, query.lens),
  };
}

const isSynthetic = (sources: readonly Sources[]) => sources.some((source) => source.synthetic);
const isHistory = (sources: readonly Sources[]) => sources.some((source) => source.origin === "history");

/** What must stand beside figures computed from these collections. */
export const stampsFor = (sources: readonly Sources[], lens: string): Text[] => [
  ...stampsOf({ trial: false, synthetic: isSynthetic(sources), lens }),
  ...(isHistory(sources) ? [HISTORY] : []),
];

/** Whether a collection of this owner concerns what the actor may see. */
export function concernedBy(ctx: Ctx): (owner: number) => boolean {
  const owners = new Set([...ctx.actor.scope.regions, ...ctx.actor.scope.ancestors]);
  return (owner) => owners.has(owner);
}

function listed(ctx: Ctx, query: Query, day: string): RegionVersion[] {
  return ctx.actor.scope.regions
    .flatMap((id) => regionOn(ctx.actor.tree, id, day) ?? [])
    .filter((r) => r.tier === query.tier && (query.peerGroup === undefined || r.kind === query.peerGroup));
}

const formulasOf = ({ formula, interval }: Indicator) => [
  formula,
  ...(interval === undefined ? [] : [interval.lower, interval.upper]),
];

function shownIndicator({ compiled }: OpenCatalogue, { key, name, uom, direction, decimals, formula }: Indicator) {
  const resolved = formulaOf(compiled, formula);
  return {
    key,
    name,
    uom,
    direction,
    decimals: decimals ?? null,
    formula: {
      text: formula,
      zh: showFormula(compiled, resolved, "zh"),
      en: showFormula(compiled, resolved, "en"),
    },
  };
}

async function pending(ctx: Ctx, plans: readonly OperandPlan[]): Promise<boolean> {
  const periods = [...new Set(plans.flatMap((plan) => plan.natives.map((native) => native.periodId)))];
  if (periods.length === 0) return false;
  const found = await ctx.tx.execute<{ pending: boolean }>(
    sql`select bool_or(roll_ups_pending(p)) as pending from unnest(${`{${periods.join(",")}}`}::int[]) p`,
  );
  return found.rows[0]!.pending;
}

async function rowsOf(
  catalogue: OpenCatalogue,
  indicator: Indicator,
  values: Values,
  regions: readonly RegionVersion[],
  unreviewed: Unreviewed,
  own: boolean,
) {
  const column = values.values.get(indicator.formula)!;
  const hidden = regions.map((region) => unreviewed(region.regionId));
  const plans = plansOf(values.plans, formulaOf(catalogue.compiled, indicator.formula).refs);
  const ranking = places(
    indicator,
    column.map((value, at) => (hidden[at] ? null : value)),
  );
  const without = regions.filter((_, at) => !hidden[at] && cellsMaySay(column[at]!)).map((r) => r.regionId);
  const reasons =
    without.length === 0
      ? new Map<number, CellReason[]>()
      : cellReasons(await values.factsFor(without, plans), without, plans);
  const rows = regions.map((region, at) => {
    const value = column[at]!;
    const place = ranking.places[at]!;
    const counted = {
      regionId: region.regionId,
      code: region.code,
      name: region.name,
      kind: region.kind,
      parentId: region.parentId,
      place,
      complete: value.complete,
      matched: value.matched,
      expected: value.expected,
    };
    const operands = value.operands.map(({ ref, ...used }) => ({ operand: refKey(ref), ...used }));
    if (hidden[at])
      return {
        ...counted,
        value: null,
        estimatedShare: null,
        interval: null,
        reason: UNREVIEWED,
        cellReasons: [],
        operands: operands.map((used) => ({ ...used, sum: null })),
      };
    return {
      ...counted,
      value: value.outcome.ok ? value.outcome.value : null,
      estimatedShare: value.estimatedShare,
      interval: intervalOf(indicator, values, at),
      reason: own && value.expected === 0 ? NO_OWN_LEVEL : reasonOf(value, place !== null),
      cellReasons: reasons.get(region.regionId) ?? [],
      operands,
    };
  });
  const order = (row: (typeof rows)[number]) => row.place?.rank ?? Infinity;
  const items = rows.toSorted((a, b) => (order(a) === order(b) ? (a.code < b.code ? -1 : 1) : order(a) - order(b)));
  return {
    nListed: rows.length,
    nRanked: ranking.nRanked,
    best: ranking.best,
    quartileCuts: ranking.quartileCuts,
    items,
  };
}

/** Whether a cell's own reason may tell more: not where a factor or history is what lacks. */
const cellsMaySay = ({ outcome, complete }: Evaluated) =>
  outcome.ok ? !complete : ["missing", "not_applicable", "no_common_units"].includes(outcome.gap.code);

function places({ direction }: Indicator, column: readonly (Evaluated | null)[]): Ranking {
  if (direction === "higher" || direction === "lower") {
    return rankColumn(
      column.map((value) => (value?.outcome.ok && value.complete ? value.outcome.value : null)),
      direction,
    );
  }
  return { places: column.map(() => null), nRanked: 0, best: null, quartileCuts: null };
}

function intervalOf(indicator: Indicator, values: Values, at: number) {
  if (indicator.interval === undefined) return null;
  const { level, lower, upper } = indicator.interval;
  const bound = (formula: string) => {
    const { outcome } = values.values.get(formula)![at]!;
    return outcome.ok ? outcome.value : null;
  };
  return { level, lower: bound(lower), upper: bound(upper) };
}

/** Why a region has no value, or none that may be ranked. */
export function reasonOf(value: Evaluated, placed: boolean): Text | null {
  if (!value.outcome.ok) return value.outcome.gap.text;
  if (!value.complete) {
    const { matched, expected } = value;
    return {
      zh: `数据不全：应报 ${expected} 个单位，齐备 ${matched} 个，不参加排名。`,
      en: `Incomplete: ${matched} of ${expected} units have answered; not ranked.`,
    };
  }
  return placed
    ? null
    : {
        zh: "该指标不分优劣，不排名。",
        en: "This indicator has no better or worse; nobody is ranked.",
      };
}
