import { sql } from "drizzle-orm";
import {
  addDecimals,
  evaluateFormula,
  formulaOf,
  refKey,
  type CellValue,
  type OperandRef,
  type OperandRow,
  type Text,
} from "@duibiao/indicators";
import { planOperands, type OperandPlan, type PlanTask, type Sources } from "../evaluations/plan.ts";
import { eachOnTodaysBoundaries, type ComparableFigure } from "../roll-ups/boundaries.ts";
import { sharesShown, type Figure, type Lineage } from "../roll-ups/read.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";

export type ComparablePoint = {
  value: number | null;
  complete: boolean;
  boundaryShares: ReturnType<typeof sharesShown>;
  reason: Text | null;
};

/** Some unit has not answered an operand, or the formula asks for units one by one. */
const UNITS_NEEDED = new Error("the units' figures are needed");
const INCOMPLETE: Text = {
  zh: "可比口径由汇总值按份额推算，须原各地区应报单位全部报齐，且各数据项由同一批单位报送；有的单位答「不适用」而公式不能略过的，也推算不出。",
  en: "On today's boundaries figures come from roll-ups and shares: every unit of the regions of then must have answered, and the same units every operand; nor is there a value where some answered 不适用 and the formula cannot pass it over.",
};
const GONE: Text = {
  zh: "现在已没有这个地区，看它并入或划入的地区。",
  en: "The region is no more; look at its successors.",
};

/** What one region of then is to a region of today, in one native period. */
type Part = { own: Figure; figure: ComparableFigure };
/** By region of today, then by region of then. */
type Parts = ReadonlyMap<number, ReadonlyMap<number, Part>>;
type Answer = { value: CellValue; estimatedSum: string | null; support: string };

/**
 * 可比口径 of one formula: the operands of a period on today's boundaries (lineage shares), then the formula over them.
 * Shares of regions cannot be taken unit by unit: a region of then stands for its units, and there is a value only where
 * every unit of it has answered, the same units all operands, with numbers or all of them 不适用; anything less is none.
 */
export async function onTodays(
  ctx: Ctx,
  task: PlanTask,
  formula: string,
  passed: readonly Lineage[],
): Promise<{ points: ComparablePoint[]; sources: Sources[] }> {
  const { compiled } = task.catalogue;
  const { tree, today } = ctx.actor;
  const { plans, sources } = await planOperands(ctx.tx, task, [...formulaOf(compiled, formula).refs]);
  const parts = new Map<string, Parts[]>();
  for (const plan of plans) parts.set(refKey(plan.ref), await partsOf(ctx, task, plan, passed));
  const points = task.regions.map((region): ComparablePoint => {
    if (regionOn(tree, region, today) === undefined)
      return { value: null, complete: false, boundaryShares: [], reason: GONE };
    const natives = (ref: OperandRef) => parts.get(refKey(ref))!.map((byRegion) => byRegion.get(region));
    const thenOf = (ref: OperandRef) => new Set(natives(ref).flatMap((found) => [...(found?.keys() ?? [])]));
    const all = new Set(plans.flatMap(({ ref }) => [...thenOf(ref)]));
    try {
      const { outcome, complete } = evaluateFormula(compiled, formula, {
        outside: { period: task.period },
        row: (ref) => rowOf([...thenOf(ref)].map((then) => answerOf(natives(ref).map((found) => found?.get(then))))),
        units: () =>
          [...all].map((unitId) => {
            const answers = new Map(
              plans.map(({ ref }) => [refKey(ref), answerOf(natives(ref).map((found) => found?.get(unitId)))]),
            );
            if (new Set([...answers.values()].map(({ support }) => support)).size > 1) throw UNITS_NEEDED;
            return { unitId, cell: (ref: OperandRef) => answers.get(refKey(ref))!.value };
          }),
      });
      if (!outcome.ok) return { value: null, complete, boundaryShares: [], reason: outcome.gap.text };
      if (!complete) throw UNITS_NEEDED;
      const shares = plans.flatMap(({ ref }) =>
        natives(ref).flatMap((found) => [...(found?.values() ?? [])].flatMap(({ figure }) => figure.boundaryShares)),
      );
      const shown = sharesShown(tree, task.period.end, [...new Map(shares.map((one) => [one.from, one])).values()]);
      return { value: outcome.value, complete, boundaryShares: shown, reason: null };
    } catch (error) {
      if (error !== UNITS_NEEDED) throw error;
      return { value: null, complete: false, boundaryShares: [], reason: INCOMPLETE };
    }
  });
  return { points, sources };
}

/** What a region of then answered an operand over all its native periods. */
function answerOf(natives: readonly (Part | undefined)[]): Answer {
  const given = natives.flatMap((part) => part ?? []);
  const [first] = given;
  const isNa = ({ own }: Part) => own.nAnswered === own.nExpected && own.nNa === own.nExpected;
  if (first === undefined || given.length < natives.length) throw UNITS_NEEDED;
  if (given.some(({ own }) => own.support !== first.own.support)) throw UNITS_NEEDED;
  const { support } = first.own;
  if (given.every(isNa)) return { value: { state: "na" }, estimatedSum: null, support };
  const whole = given.flatMap(({ figure }) => (figure.whole && figure.sum !== null ? [figure] : []));
  if (whole.length < given.length) throw UNITS_NEEDED;
  const value = addDecimals(whole.map(({ sum }) => sum!));
  const estimatedSum = addDecimals(whole.map((figure) => figure.estimatedSum!));
  return { value: { state: "number", value }, estimatedSum, support };
}

/** The regions of then together, each of them one that has answered. */
function rowOf(answers: readonly Answer[]): OperandRow | undefined {
  if (answers.length === 0) return undefined;
  const sums = answers.flatMap(({ value }) => (value.state === "number" ? [value.value] : []));
  const estimated = answers.flatMap(({ estimatedSum }) => estimatedSum ?? []);
  return {
    nExpected: answers.length,
    nAnswered: answers.length,
    nNa: answers.length - sums.length,
    support: answers.reduce((mark, { support }) => mark ^ BigInt(support), 0n),
    sum: sums.length === 0 ? null : addDecimals(sums),
    estimatedSum: sums.length === 0 ? null : addDecimals(estimated),
  };
}

async function partsOf(ctx: Ctx, task: PlanTask, plan: OperandPlan, passed: readonly Lineage[]): Promise<Parts[]> {
  const { tree, today } = ctx.actor;
  const wanted = new Set(task.regions);
  const all: Parts[] = [];
  for (const native of plan.natives) {
    const rows = await ctx.tx.execute<Figure>(sql`
      select r.region_id as "regionId", ${plan.ref.measure} as measure, r.member, ${plan.additive} as additive, r.n_expected as "nExpected", r.n_answered as "nAnswered",
             r.n_na as "nNa", r.support::text as support, trim_scale(r.sum)::text as sum, trim_scale(r.estimated_sum)::text as "estimatedSum"
      from roll_ups r
      where r.period_id = ${native.periodId} and r.measure_id = ${plan.measureId} and r.member = ${plan.ref.member} and r.lens = ${task.lens}
        and r.collection_id = any(${`{${native.collections.join(",")}}`}::int[])`);
    const byRegion = new Map<number, Map<number, Part>>();
    for (const { own, figures } of eachOnTodaysBoundaries(passed, tree, native.end, today, rows.rows))
      for (const figure of figures) {
        if (!wanted.has(figure.regionId)) continue;
        const found = byRegion.get(figure.regionId) ?? new Map<number, Part>();
        byRegion.set(figure.regionId, found.set(own.regionId, { own, figure }));
      }
    all.push(byRegion);
  }
  return all;
}
