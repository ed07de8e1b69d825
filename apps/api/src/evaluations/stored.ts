import { sql } from "drizzle-orm";
import { addDecimals, refKey, type Lens, type OperandRef, type OperandRow } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import { regionOn, type Tree } from "../tree.ts";
import type { OperandPlan } from "./plan.ts";

/** A region's stored figure of an operand; `facts` where the stored rows cannot say it and the units must be asked. */
export type StoredRow = OperandRow | "facts" | undefined;

type Row = {
  region: number;
  period: number;
  at: string;
  nExpected: number;
  nAnswered: number;
  nNa: number;
  support: string;
  sum: string | null;
  estimatedSum: string | null;
};

/**
 * Stored roll-ups of every operand: the fast path. They are used only where they equal what the units' figures on the
 * evaluation's tree would give: one collection, and a tree that has not changed since the native period.
 */
export async function loadStored(
  tx: Tx,
  tree: Tree,
  task: { lens: Lens; regions: readonly number[]; day: string },
  plans: readonly OperandPlan[],
): Promise<(region: number, plan: OperandPlan) => StoredRow> {
  const asked = plans.filter((plan) => plan.natives.length > 0);
  const list = (values: readonly (number | string)[]) => `{${values.join(",")}}`;
  const ids = (of: (plan: OperandPlan) => number[]) => list([...new Set(asked.flatMap(of))]);
  const wanted = [...new Map(asked.map((plan) => [`${plan.measureId} ${plan.ref.member}`, plan])).values()];
  const found = await tx.execute<Row>(sql`
    select r.region_id as region, r.period_id as period, r.measure_id || '/' || r.member as at, r.n_expected as "nExpected", r.n_answered as "nAnswered", r.n_na as "nNa",
           r.support::text as support, trim_scale(r.sum)::text as sum, trim_scale(r.estimated_sum)::text as "estimatedSum"
    from roll_ups r
    where r.period_id = any(${ids((plan) => plan.natives.map((n) => n.periodId))}::int[])
      and r.region_id = any(${list(task.regions)}::int[])
      and r.measure_id = any(${ids((plan) => [plan.measureId])}::int[])
      and r.member = any(${list([...new Set(wanted.map((plan) => plan.ref.member))])}::text[])
      and r.lens = ${task.lens}
      and r.collection_id = any(${ids((plan) => plan.natives.flatMap((n) => n.collections))}::int[])`);
  const byPlace = new Map<string, Row[]>();
  for (const row of found.rows) {
    const key = `${row.region}/${row.period}/${row.at}`;
    const list = byPlace.get(key);
    if (list === undefined) byPlace.set(key, [row]);
    else list.push(row);
  }
  const moved = new Set<string>();
  for (const end of new Set(asked.flatMap((plan) => plan.natives.map((native) => native.end)))) {
    if (end !== task.day && !(await standsAlike(tx, tree, end, task.day))) moved.add(end);
  }
  return (region, plan) => {
    // A mean is taken unit by unit, over the periods for which it has a number.
    if (plan.steps !== undefined) return "facts";
    if (plan.natives.some((native) => moved.has(native.end))) return "facts";
    const rows = plan.natives.map(
      (native) => byPlace.get(`${region}/${native.periodId}/${plan.measureId}/${plan.ref.member}`) ?? [],
    );
    if (rows.some((same) => same.length > 1)) return "facts";
    return overPeriods(rows.map(([row]) => row));
  };
}

/** Several native periods as one row, where the very same units answered all of them with numbers. */
function overPeriods(rows: readonly (Row | undefined)[]): StoredRow {
  const [first] = rows;
  if (rows.every((row) => row === undefined)) return undefined;
  if (rows.length === 1) return rowOf(first!);
  const alike = rows.every(
    (row) =>
      row !== undefined &&
      row.support === first!.support &&
      row.nNa === 0 &&
      row.nAnswered > 0 &&
      row.nAnswered === row.nExpected &&
      row.nAnswered === first!.nAnswered &&
      row.sum !== null,
  );
  if (!alike) return "facts";
  // An estimate in one of the periods makes the unit's figure over all of them estimated: its units say how much.
  if (rows.some((row) => row!.estimatedSum !== "0")) return "facts";
  return { ...rowOf(first!), sum: addDecimals(rows.map((row) => row!.sum!)), estimatedSum: "0" };
}

const rowOf = ({ nExpected, nAnswered, nNa, support, sum, estimatedSum }: Row): OperandRow => ({
  nExpected,
  nAnswered,
  nNa,
  support: BigInt(support),
  sum,
  estimatedSum,
});

/** Whether regions and units hang where they hung on an earlier day. */
async function standsAlike(tx: Tx, tree: Tree, before: string, day: string): Promise<boolean> {
  for (const id of tree.versions.keys()) {
    const [a, b] = [regionOn(tree, id, before), regionOn(tree, id, day)];
    if (a?.parentId !== b?.parentId || a?.tier !== b?.tier) return false;
  }
  const moved = await tx.execute(sql`
    select 1 from unit_versions a left join unit_versions b on b.unit_id = a.unit_id and ${day}::date >= b.valid_from and (b.valid_to is null or ${day}::date < b.valid_to)
    where ${before}::date >= a.valid_from and (a.valid_to is null or ${before}::date < a.valid_to)
      and (a.region_id, a.covers) is distinct from (b.region_id, b.covers) limit 1`);
  return moved.rows.length === 0;
}

/** The operands of a formula among all plans. */
export function plansOf(plans: readonly OperandPlan[], refs: readonly OperandRef[]): OperandPlan[] {
  const byKey = new Map(plans.map((plan) => [refKey(plan.ref), plan]));
  return refs.map((ref) => byKey.get(refKey(ref))!);
}
