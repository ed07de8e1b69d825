import { estimateByEm } from "../data/em.ts";
import { carryForward, interpolate } from "../data/impute-in-time.ts";
import { imputeCentre, imputeInGroups, imputeWithinRows } from "../data/impute.ts";
import { methodIds } from "../version.ts";
import { STATUS } from "./node-column.ts";
import type { CellChanges, DataStep, StepRecord } from "./steps.ts";
import { changed, chosen, type Workbench } from "./workbench.ts";

type ImputeStep = Extract<DataStep, { step: "impute" }>;
/** Filled values of one column; `age` where they come from another time, one per filled row. */
type Filled = { indicator: string; values: Float64Array; filled: readonly number[]; age?: readonly number[] };

/** Fills missing and incomplete cells of the chosen columns and tags them. */
export function imputeStep(step: ImputeStep, bench: Workbench): StepRecord {
  let em: StepRecord["em"];
  const changes: CellChanges[] = [];
  const all = fill(step, bench, (found) => {
    em = found;
  });
  for (const one of all) changes.push(...take(step, bench, one));
  return { step: "impute", method: methodIds[`impute_${step.method}`], changes, ...(em && { em }) };
}

function fill(
  step: ImputeStep,
  bench: Workbench,
  tell: (em: { converged: boolean; iterations: number }) => void,
): Filled[] {
  const { columns, groups, input } = bench;
  const indicators = chosen(step, bench);
  const valuesOf = (key: string) => columns.get(key)!.values;
  const signs = (keys: readonly string[]) => keys.map((key) => (input.directions[key] === "lower" ? -1 : 1) as 1 | -1);
  switch (step.method) {
    case "mean":
    case "median": {
      const by = step.method;
      return indicators.map((indicator) => ({
        indicator,
        ...(step.within === "peers"
          ? imputeInGroups(valuesOf(indicator), groups.groupOf, by)
          : imputeCentre(valuesOf(indicator), by)),
      }));
    }
    case "row":
      return rowGroups(step, bench).flatMap((keys) =>
        imputeWithinRows(keys.map(valuesOf), signs(keys), step.centre).map((own, j) => ({
          indicator: keys[j]!,
          ...own,
        })),
      );
    case "em": {
      const found = estimateByEm(indicators.map(valuesOf), step);
      tell({ converged: found.converged, iterations: found.iterations });
      return found.columns.map((own, j) => ({ indicator: indicators[j]!, ...own }));
    }
    case "carried":
    case "linear": {
      const { at, times, columns: past } = input.history!;
      const here = times.filter((time) => time < at).length;
      const whole = times.toSpliced(here, 0, at);
      return indicators.map((indicator) => {
        const series = { times: whole, columns: past[indicator]!.toSpliced(here, 0, valuesOf(indicator)) };
        return {
          indicator,
          ...(step.method === "linear" ? interpolate(series, at) : carryForward(series, at, step.maxAge)),
        };
      });
    }
  }
}

/** The chosen indicators as one group, or those under each parent as groups of their own. */
function rowGroups(step: ImputeStep, { placed }: Workbench): readonly (readonly string[])[] {
  if (step.indicators !== undefined) return [step.indicators];
  return placed
    .map(({ children }) => children.flatMap((c) => placed[c]!.node.indicator ?? []))
    .filter((keys) => keys.length > 0);
}

/** Takes over what may be filled: a cell that does not apply, or is not collected, stays as it is. */
function take(step: ImputeStep, { columns }: Workbench, { indicator, values, filled, age }: Filled): CellChanges[] {
  const own = columns.get(indicator)!;
  const rows = filled.filter((r) => own.status[r] === STATUS.missing || own.status[r] === STATUS.incomplete);
  if (rows.length === 0) return [];
  const next = {
    values: own.values.slice(),
    status: own.status.slice(),
    filled: own.filled?.slice() ?? new Uint8Array(own.status.length),
    counts: own.counts?.slice() ?? new Uint8Array(own.status.length),
  };
  for (const r of rows) {
    next.values[r] = values[r]!;
    next.status[r] = STATUS.value;
    next.filled[r] = 1;
    if (step.counts === true) next.counts[r] = 1;
  }
  columns.set(indicator, next);
  if (age === undefined) return [changed(indicator, rows, own.values, next.values, whyOf(step))];
  const ages = new Map(filled.map((r, at) => [r, age[at]!]));
  return [...new Set(rows.map((r) => ages.get(r)!))]
    .sort((a, b) => a - b)
    .map((years) => {
      const same = rows.filter((r) => ages.get(r) === years);
      return changed(indicator, same, own.values, next.values, whyOf(step, years));
    });
}

function whyOf(step: ImputeStep, age = 0): { code: string; zh: string; en: string } {
  const code = `imputed_${step.method}`;
  switch (step.method) {
    case "mean":
    case "median": {
      const centre = step.method === "mean" ? "平均值" : "中位数";
      return step.within === "peers"
        ? { code, zh: `以本对标组的${centre}填补。`, en: `Filled with the peers' ${step.method}.` }
        : { code, zh: `以全部地区的${centre}填补。`, en: `Filled with everybody's ${step.method}.` };
    }
    case "row":
      return {
        code,
        zh: "以本地区同组其他指标的水平填补。",
        en: "Filled from the region's other indicators of the group.",
      };
    case "em":
      return {
        code,
        zh: "以多元正态 EM 估计的条件均值填补。",
        en: "Filled with the conditional mean estimated by EM.",
      };
    case "carried":
      return { code, zh: `沿用 ${age} 期前的数值。`, en: `Carried forward, ${age} old.` };
    case "linear":
      return { code, zh: `在相距 ${age} 期的前后数值之间线性内插。`, en: `On the line between values ${age} apart.` };
  }
}
