import {
  evaluateFormula,
  formulaOf,
  refKey,
  type Evaluated,
  type OperandRef,
  type Outside,
  type RegionSource,
  type TreeRegion,
} from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import { regionOn, subtreeOn, type Tree } from "../tree.ts";
import { factsOf, loadCells, loadManifest, type Facts } from "./facts.ts";
import { planOperands, type OperandPlan, type PlanTask, type Sources } from "./plan.ts";
import { loadStored, plansOf, type StoredRow } from "./stored.ts";

/** What the rows alone cannot settle; thrown and caught here only. */
const UNITS_NEEDED = new Error("the units' figures are needed");

export type Values = {
  plans: OperandPlan[];
  sources: Sources[];
  /** By formula text: one per region, in the task's order. */
  values: ReadonlyMap<string, Evaluated[]>;
  /** Units' figures below these regions, for reasons and calculation sheets. */
  factsFor: (regions: readonly number[], plans: readonly OperandPlan[]) => Promise<Facts>;
};

/**
 * Computes formulas for regions: from stored roll-ups, and from the units' figures only where the roll-ups cannot
 * settle a value (operands answered by different units, a changed tree, periods put together).
 */
export async function evaluateRegions(
  tx: Tx,
  tree: Tree,
  task: PlanTask,
  formulas: readonly string[],
): Promise<Values> {
  const { compiled } = task.catalogue;
  const day = task.period.end;
  const refs = new Map<string, OperandRef>();
  for (const formula of formulas) for (const ref of formulaOf(compiled, formula).refs) refs.set(refKey(ref), ref);
  const { plans, sources } = await planOperands(tx, task, [...refs.values()]);
  // Stored roll-ups hold whole regions: an own level is put together from its units.
  const stored =
    task.own === true
      ? () => "facts" as const
      : await loadStored(tx, tree, { lens: task.lens, regions: task.regions, day }, plans);
  const values = new Map<string, (Evaluated | null)[]>();
  const open = new Set<number>();
  for (const formula of formulas) {
    const own = plansOf(plans, formulaOf(compiled, formula).refs);
    const column = task.regions.map((region) =>
      settled(() => evaluateFormula(compiled, formula, fromRows(region, own, stored, outsideOf(tree, task, region)))),
    );
    column.forEach((value, at) => value === null && open.add(task.regions[at]!));
    values.set(formula, column);
  }
  const factsFor: Values["factsFor"] = (regions, some) => readFacts(tx, tree, { ...task, day }, regions, some);
  if (open.size > 0) {
    const facts = await factsFor([...open], plans);
    for (const formula of formulas) {
      const own = plansOf(plans, formulaOf(compiled, formula).refs);
      const column = values.get(formula)!;
      values.set(
        formula,
        column.map((value, at) => {
          if (value !== null) return value;
          const region = task.regions[at]!;
          return evaluateFormula(compiled, formula, facts.source(region, own, outsideOf(tree, task, region)));
        }),
      );
    }
  }
  return { plans, sources, values: values as Map<string, Evaluated[]>, factsFor };
}

/** What formulas ask beside a region's figures: the period, and its targets under its code of the period's last day. */
const outsideOf = (tree: Tree, { period }: PlanTask, region: number): Outside => {
  const code = regionOn(tree, region, period.end)?.code;
  return { period, ...(code !== undefined && { region: code }) };
};

function fromRows(
  region: number,
  plans: readonly OperandPlan[],
  stored: (region: number, plan: OperandPlan) => StoredRow,
  outside: Outside,
): RegionSource {
  return {
    outside,
    row: (ref) => {
      const row = stored(region, plansOf(plans, [ref])[0]!);
      if (row === "facts") throw UNITS_NEEDED;
      return row;
    },
    units: () => {
      throw UNITS_NEEDED;
    },
  };
}

function settled(compute: () => Evaluated): Evaluated | null {
  try {
    return compute();
  } catch (error) {
    if (error === UNITS_NEEDED) return null;
    throw error;
  }
}

async function readFacts(
  tx: Tx,
  tree: Tree,
  task: PlanTask & { day: string },
  regions: readonly number[],
  plans: readonly OperandPlan[],
): Promise<Facts> {
  const own = task.own === true;
  const nodes = own ? regions.map((id) => ({ id, parentId: null })) : nodesBelow(tree, regions, task.day);
  const collections = [...new Set(plans.flatMap((plan) => plan.natives.flatMap((native) => native.collections)))];
  const owing = await loadManifest(tx, {
    collections,
    lens: task.lens,
    day: task.day,
    regions: nodes.map((node) => node.id),
  });
  const manifest = own ? owing.filter((entry) => entry.covers === "own") : owing;
  return factsOf(nodes, manifest, await loadCells(tx, manifest, plans));
}

/** Regions and everything below them on a day, as a forest. */
export function nodesBelow(tree: Tree, regions: readonly number[], day: string): TreeRegion[] {
  const ids = new Set(regions.flatMap((id) => subtreeOn(tree, id, day)));
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const parent = regionOn(tree, id, day)?.parentId ?? null;
      return { id, parentId: parent !== null && ids.has(parent) ? parent : null };
    });
}
