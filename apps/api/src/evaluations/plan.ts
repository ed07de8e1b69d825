import { sql } from "drizzle-orm";
import {
  choosePeriods,
  isCurrent,
  refKey,
  spansOf,
  type Lens,
  type Measure,
  type OperandRef,
  type Period as Span,
  type PeriodKind,
} from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import type { OpenCatalogue } from "../catalogues/open.ts";

/** A native period of an operand with the collections that asked it. */
export type Native = Span & { periodId: number; key: string; collections: number[] };

/** Where an operand's figures come from: `natives` are all needed; none = nobody was asked. Plain JSON. */
export type OperandPlan = {
  ref: OperandRef;
  measureId: number;
  additive: boolean;
  natives: Native[];
  /** Of a moving mean: how many of the natives make each of its periods. */
  steps?: number[];
};

/** What the plans rest on, beside the figures. */
export type Sources = {
  collectionId: number;
  name: string;
  origin: "report" | "history";
  synthetic: boolean;
};

export type PlanTask = {
  catalogue: OpenCatalogue;
  period: Span;
  lens: Lens;
  /** Regions whose figures are wanted. */
  regions: readonly number[];
  /** Whether a collection of this owner concerns these regions at all. */
  concerns: (ownerRegionId: number) => boolean;
  /** Only this collection, wherever it asks the operand for this period. */
  collection?: number;
  /** Only units of the region's own level (本级): neither what lies below nor a unit that covers all of it. */
  own?: boolean;
};

type Asked = {
  measure: string;
  measureId: number;
  member: string;
  additive: boolean;
  collectionId: number;
  name: string;
  origin: "report" | "history";
  synthetic: boolean;
  owner: number;
  periodId: number;
  key: string;
  kind: PeriodKind;
  start: string;
  end: string;
};

/** Finds the native periods of every operand (design section 6). The same tree, collections and figures give the same plans. */
export async function planOperands(
  tx: Tx,
  task: PlanTask,
  refs: readonly OperandRef[],
): Promise<{ plans: OperandPlan[]; sources: Sources[] }> {
  const asked = (await askedFor(tx, [...new Set(refs.map((ref) => ref.measure))], task.period.end)).filter((row) =>
    task.concerns(row.owner),
  );
  const measures = new Map(task.catalogue.document.measures.map((m) => [m.key, m]));
  const plans: OperandPlan[] = [];
  for (const ref of refs) {
    const rows = restricted(
      asked.filter((row) => row.measure === ref.measure && row.member === ref.member),
      ref,
      task.collection,
    );
    plans.push(await planOperand(tx, task, ref, measures.get(ref.measure)!, rows));
  }
  const used = new Set(plans.flatMap((plan) => plan.natives.flatMap((native) => native.collections)));
  const sources = new Map<number, Sources>();
  for (const { collectionId, name, origin, synthetic } of asked)
    if (used.has(collectionId)) sources.set(collectionId, { collectionId, name, origin, synthetic });
  return { plans, sources: [...sources.values()].sort((a, b) => a.collectionId - b.collectionId) };
}

function restricted(rows: readonly Asked[], ref: OperandRef, collection: number | undefined): readonly Asked[] {
  const only = rows.filter((row) => row.collectionId === collection);
  return isCurrent(ref) && only.length > 0 ? only : rows;
}

async function askedFor(tx: Tx, measures: readonly string[], end: string): Promise<Asked[]> {
  const rows = await tx.execute<Asked>(sql`
    select m.key as measure, d.measure_id as "measureId", d.member, d.additive, c.id as "collectionId", c.name, c.origin, c.synthetic,
           c.owner_region_id as owner, p.id as "periodId", p.key, p.kind, p.start_date::text as start, p.end_date::text as end
    from measures m join duties d on d.measure_id = m.id join collections c on c.id = d.collection_id join periods p on p.id = c.period_id
    where m.key = any(${`{${measures.join(",")}}`}::text[]) and p.end_date <= ${end}::date
    order by p.id, c.id`);
  return rows.rows;
}

async function planOperand(
  tx: Tx,
  task: PlanTask,
  ref: OperandRef,
  measure: Measure,
  rows: readonly Asked[],
): Promise<OperandPlan> {
  const periods = new Map<number, Native>();
  for (const { periodId, key, kind, start, end, collectionId } of rows) {
    const native = periods.get(periodId) ?? { periodId, key, kind, start, end, collections: [] };
    native.collections.push(collectionId);
    periods.set(periodId, native);
  }
  const plan = {
    ref,
    measureId: rows[0]?.measureId ?? 0,
    additive: rows[0]?.additive ?? measure.aggRegion === "sum",
  };
  const groups: Native[][] = [];
  for (const span of spansOf(task.period, ref, measure.aggTime) ?? []) {
    const choice = choosePeriods(span, measure.aggTime, [...periods.values()]);
    if ("exactly" in choice) groups.push(choice.exactly);
    else {
      const found = await newestAnswered(tx, task, plan.measureId, ref.member, choice.latestOf);
      groups.push(found === undefined ? [] : [found]);
    }
  }
  // All of a window's periods are needed: where one was never asked, there is no history.
  const natives = groups.every((group) => group.length > 0) ? groups.flat() : [];
  const isMean = natives.length > 0 && ref.window?.kind === "moving_mean";
  return { ...plan, natives, ...(isMean && { steps: groups.map((group) => group.length) }) };
}

/**
 * The newest period for which any of the regions has an accepted figure. One period for all of them: a region that has
 * not answered it is missing there, it does not fall back to an older and perhaps kinder figure.
 */
async function newestAnswered(
  tx: Tx,
  task: PlanTask,
  measureId: number,
  member: string,
  newestFirst: readonly Native[],
): Promise<Native | undefined> {
  if (newestFirst.length === 0) return undefined;
  const rows = await tx.execute<{ periodId: number }>(sql`
    select distinct r.period_id as "periodId" from roll_ups r
    where r.period_id = any(${`{${newestFirst.map((n) => n.periodId).join(",")}}`}::int[]) and r.measure_id = ${measureId} and r.member = ${member}
      and r.lens = ${task.lens} and r.n_answered > 0 and r.region_id = any(${`{${task.regions.join(",")}}`}::int[])`);
  const answered = new Set(rows.rows.map((row) => row.periodId));
  // Where nobody has answered any, the newest one says who was asked.
  return newestFirst.find((native) => answered.has(native.periodId)) ?? newestFirst[0];
}

/** Start and end of the figures behind an operand. */
export function datesOf(plan: OperandPlan) {
  const { natives } = plan;
  return {
    operand: refKey(plan.ref),
    start: natives[0]?.start ?? null,
    end: natives.at(-1)?.end ?? null,
    periods: [...new Set(natives.map((native) => native.key))],
  };
}
