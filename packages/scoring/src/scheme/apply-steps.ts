import { denominate } from "../data/denominate.ts";
import { screenUnits } from "../data/screen.ts";
import { methodIds } from "../version.ts";
import type { ScoringInput } from "./columns.ts";
import { readColumn, type DataColumn } from "./data-column.ts";
import type { PeerGroups } from "./leaf.ts";
import { STATUS } from "./node-column.ts";
import type { PlacedNode } from "./scheme.ts";
import { imputeStep } from "./step-impute.ts";
import { treatStep } from "./step-treat.ts";
import { orNull, type CellChanges, type DataStep, type FrozenTreatments, type StepRecord } from "./steps.ts";
import { changed, chosen, type Workbench } from "./workbench.ts";

/** Columns by indicator as the steps leave them, what the steps did, and which regions the screening leaves unranked. */
export type Stepped = {
  columns: ReadonlyMap<string, DataColumn>;
  records: StepRecord[];
  /** Region index -> availability. */
  screenedOut: ReadonlyMap<number, number>;
};

/** Reads the columns of the scheme's indicators (by `read`, where values were moved) and applies the steps in order. Nothing of the input is changed. */
export function applySteps(
  steps: readonly DataStep[],
  placed: readonly PlacedNode[],
  input: ScoringInput,
  groups: PeerGroups,
  read: (key: string) => DataColumn = (key) => readColumn(input.columns[key]!),
  frozen?: FrozenTreatments,
): Stepped {
  const columns = new Map<string, DataColumn>();
  for (const { node } of placed) if (node.indicator !== undefined) columns.set(node.indicator, read(node.indicator));
  const bench: Workbench = { input, placed, groups, columns, screenedOut: new Map() };
  const records = steps.map((step, at) => {
    switch (step.step) {
      case "screen":
        return screenStep(step, bench);
      case "denominate":
        return denominateStep(step, bench);
      case "impute":
        return imputeStep(step, bench);
      case "treat":
        return treatStep(step, bench, frozen && (frozen[at] ?? {}));
    }
  });
  return { columns, records, screenedOut: bench.screenedOut };
}

function screenStep(step: Extract<DataStep, { step: "screen" }>, bench: Workbench): StepRecord {
  const { input, columns, screenedOut } = bench;
  const indicators = chosen(step, bench);
  const index = new Map(input.regions.map(({ id }, r) => [id, r]));
  const force = new Map<number, boolean>();
  for (const [id, { ranked }] of Object.entries(step.force ?? {})) force.set(index.get(id)!, ranked);
  const weights = step.weighted === true ? effectiveWeights(bench.placed) : null;
  const screened = screenUnits(
    indicators.map((key) => columns.get(key)!.values),
    step,
    weights === null ? undefined : indicators.map((key) => weights.get(key)!),
    force,
  );
  screened.included.forEach((stays, r) => {
    if (!stays) screenedOut.set(r, screened.availability[r]!);
  });
  return {
    step: "screen",
    method: methodIds.screen,
    changes: [],
    screened: input.regions.map(({ id }, r) => ({
      region: id,
      availability: screened.availability[r]!,
      nonZero: orNull(screened.nonZero[r]!),
      ranked: screened.included[r]!,
      ...(step.force && Object.hasOwn(step.force, id) && { forced: step.force[id]!.reason }),
    })),
  };
}

/** Weight of every leaf in the total, by indicator. */
function effectiveWeights(placed: readonly PlacedNode[]): Map<string, number> {
  const share = placed.map(() => 1);
  const weights = new Map<string, number>();
  for (const [i, { node, parent }] of placed.entries()) {
    if (parent >= 0) share[i] = share[parent]! * node.weight;
    if (node.indicator !== undefined) weights.set(node.indicator, share[i]!);
  }
  return weights;
}

function denominateStep(step: Extract<DataStep, { step: "denominate" }>, bench: Workbench): StepRecord {
  const { input, columns } = bench;
  const denominator = readColumn(input.columns[step.by]!).values;
  const changes = step.indicators.flatMap((indicator): CellChanges[] => {
    const own = columns.get(indicator)!;
    const { values, missing, zero } = denominate(own.values, denominator, step.scale);
    const status = own.status.slice();
    for (const r of [...missing, ...zero]) status[r] = STATUS.missing;
    columns.set(indicator, { ...own, values, status });
    const divided = [...values.keys()].filter((r) => !Number.isNaN(values[r]!));
    return [
      changed(indicator, divided, own.values, values, {
        code: "denominated",
        zh: `除以 ${step.by}${step.scale === undefined ? "" : `，乘以 ${step.scale}`}。`,
        en: `Divided by ${step.by}${step.scale === undefined ? "" : `, times ${step.scale}`}.`,
      }),
      changed(indicator, missing, own.values, values, {
        code: "denominator_missing",
        zh: `分母 ${step.by} 没有数值，本项视为暂缺。`,
        en: `The denominator ${step.by} has no value; the cell counts as missing.`,
      }),
      changed(indicator, zero, own.values, values, {
        code: "denominator_zero",
        zh: `分母 ${step.by} 为 0，本项视为暂缺。`,
        en: `The denominator ${step.by} is 0; the cell counts as missing.`,
      }),
    ].filter(({ rows }) => rows.length > 0);
  });
  return { step: "denominate", method: methodIds.denominate, changes };
}
