import { treatColumn, type Treated } from "../data/treat.ts";
import { methodIds } from "../version.ts";
import { orNull, type CellChanges, type DataStep, type StepRecord, type TreatmentLine } from "./steps.ts";
import { changed, chosen, type Workbench } from "./workbench.ts";

/** Treats the outliers of each chosen column and keeps a line for every one, treated or not. */
export function treatStep(step: Extract<DataStep, { step: "treat" }>, bench: Workbench): StepRecord {
  const { columns } = bench;
  const changes: CellChanges[] = [];
  const treated: TreatmentLine[] = [];
  const because =
    step.reason === undefined ? { zh: "", en: "" } : { zh: `理由:${step.reason}。`, en: ` Reason: ${step.reason}.` };
  for (const indicator of chosen(step, bench)) {
    const own = columns.get(indicator)!;
    const t = treatColumn(own.values, step.treatment);
    treated.push(lineOf(indicator, t));
    if (t.values === own.values) continue;
    columns.set(indicator, { ...own, values: t.values });
    const note = (rows: number[], code: string, zh: string, en: string) => {
      if (rows.length === 0) return;
      changes.push(changed(indicator, rows, own.values, t.values, { code, zh: zh + because.zh, en: en + because.en }));
    };
    if (t.transform !== null) {
      const how = t.lambda === null ? t.transform : `${t.transform}, λ = ${t.lambda}`;
      note(t.transformed, "transformed", `整列按 ${how} 变换。`, `The whole column was transformed by ${how}.`);
    } else {
      const { lo, hi } = t.fence ?? { lo: NaN, hi: NaN };
      note(t.low, "clipped_low", `低于 ${lo} 的异常值收到 ${lo}。`, `An outlier below ${lo} was moved to ${lo}.`);
      note(t.high, "clipped_high", `高于 ${hi} 的异常值收到 ${hi}。`, `An outlier above ${hi} was moved to ${hi}.`);
    }
  }
  return { step: "treat", method: methodIds[`treat_${familyOf(step.treatment.method)}`], changes, treated };
}

type Method = Extract<DataStep, { step: "treat" }>["treatment"]["method"];

function familyOf(method: Method): "winsorise_log" | "percentile" | "mad" | "box_cox" | "log" {
  switch (method) {
    case "winsorise_log":
    case "percentile":
    case "mad":
    case "box_cox":
      return method;
    default:
      return "log";
  }
}

function lineOf(indicator: string, { low, high, transform, lambda, before, after, ordinary }: Treated): TreatmentLine {
  return {
    indicator,
    low: low.length,
    high: high.length,
    transform,
    lambda,
    skewness: orNull(before.skewness),
    kurtosis: orNull(before.kurtosis),
    skewnessAfter: orNull(after.skewness),
    kurtosisAfter: orNull(after.kurtosis),
    ordinary,
  };
}
