import { sql } from "drizzle-orm";
import {
  addDecimals,
  evaluateFormula,
  formulaOf,
  refKey,
  type OperandRef,
  type OperandRow,
  type Text,
} from "@duibiao/indicators";
import { planOperands, type OperandPlan, type PlanTask, type Sources } from "../evaluations/plan.ts";
import { onTodaysBoundaries, type BoundaryShare, type ComparableFigure } from "../roll-ups/boundaries.ts";
import { sharesShown, type Figure, type Lineage } from "../roll-ups/read.ts";
import type { Ctx } from "../serve.ts";

export type ComparablePoint = {
  value: number | null;
  complete: boolean;
  boundaryShares: ReturnType<typeof sharesShown>;
  reason: Text | null;
};

/** Some unit has not answered an operand, or the formula asks for units one by one. */
const UNITS_NEEDED = new Error("the units' figures are needed");
const INCOMPLETE: Text = {
  zh: "可比口径由汇总值按份额推算，须原各地区应报单位全部报齐，且各数据项由同一批单位报送。",
  en: "On today's boundaries figures come from roll-ups and shares: every unit of the regions of then must have answered, and the same units every operand.",
};

/**
 * 可比口径 of one formula: the operands of a period on today's boundaries (lineage shares), then the formula over them.
 * Shares of regions cannot be taken unit by unit, so that there is a value only where every unit has answered, and the
 * same units all operands; anything less is none.
 */
export async function onTodays(
  ctx: Ctx,
  task: PlanTask,
  formula: string,
  passed: readonly Lineage[],
): Promise<{ points: ComparablePoint[]; sources: Sources[] }> {
  const { compiled } = task.catalogue;
  const { plans, sources } = await planOperands(ctx.tx, task, [...formulaOf(compiled, formula).refs]);
  const figures = new Map<string, ReadonlyMap<number, ComparableFigure>[]>();
  for (const plan of plans) figures.set(refKey(plan.ref), await figuresOf(ctx, task, plan, passed));
  const points = task.regions.map((region): ComparablePoint => {
    const shares = new Map<number, BoundaryShare>();
    const row = (ref: OperandRef): OperandRow | undefined => {
      const natives = figures.get(refKey(ref))!.map((byRegion) => byRegion.get(region));
      if (natives.every((figure) => figure === undefined)) return undefined;
      const whole = natives.filter((figure) => figure?.whole === true && figure.sum !== null) as ComparableFigure[];
      const [first] = whole;
      if (whole.length < natives.length || whole.some((figure) => figure.support !== first!.support))
        throw UNITS_NEEDED;
      for (const share of whole.flatMap((figure) => figure.boundaryShares)) shares.set(share.from, share);
      return {
        // Counts stand with the largest heir; each heir of what was whole is whole.
        nExpected: 1,
        nAnswered: 1,
        nNa: 0,
        support: BigInt(first!.support),
        sum: addDecimals(whole.map((figure) => figure.sum!)),
        estimatedSum: addDecimals(whole.map((figure) => figure.estimatedSum!)),
      };
    };
    const units = () => {
      throw UNITS_NEEDED;
    };
    try {
      const { outcome, complete } = evaluateFormula(compiled, formula, {
        outside: { period: task.period },
        row,
        units,
      });
      return outcome.ok
        ? {
            value: outcome.value,
            complete,
            boundaryShares: sharesShown(ctx.actor.tree, task.period.end, [...shares.values()]),
            reason: null,
          }
        : { value: null, complete, boundaryShares: [], reason: outcome.gap.text };
    } catch (error) {
      if (error !== UNITS_NEEDED) throw error;
      return { value: null, complete: false, boundaryShares: [], reason: INCOMPLETE };
    }
  });
  return { points, sources };
}

async function figuresOf(ctx: Ctx, task: PlanTask, plan: OperandPlan, passed: readonly Lineage[]) {
  const { tree, today } = ctx.actor;
  const all: ReadonlyMap<number, ComparableFigure>[] = [];
  for (const native of plan.natives) {
    const rows = await ctx.tx.execute<Figure>(sql`
      select r.region_id as "regionId", ${plan.ref.measure} as measure, r.member, ${plan.additive} as additive, r.n_expected as "nExpected", r.n_answered as "nAnswered",
             r.n_na as "nNa", r.support::text as support, trim_scale(r.sum)::text as sum, trim_scale(r.estimated_sum)::text as "estimatedSum"
      from roll_ups r
      where r.period_id = ${native.periodId} and r.measure_id = ${plan.measureId} and r.member = ${plan.ref.member} and r.lens = ${task.lens}
        and r.collection_id = any(${`{${native.collections.join(",")}}`}::int[])`);
    all.push(new Map(onTodaysBoundaries(passed, tree, native.end, today, rows.rows).map((row) => [row.regionId, row])));
  }
  return all;
}
