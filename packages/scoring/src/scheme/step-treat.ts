import { treatColumn, type FittedTreatment, type Treated } from "../data/treat.ts";
import { refused } from "./remark.ts";
import { methodIds } from "../version.ts";
import { orNull, type CellChanges, type DataStep, type StepRecord, type TreatmentLine } from "./steps.ts";
import { changed, chosen, type Workbench } from "./workbench.ts";

/**
 * Treats the outliers of each chosen column and keeps a line for every one, treated or not. `frozen`: by indicator, of an earlier result.
 * Throws ScoringError where it lacks an indicator.
 */
export function treatStep(
  step: Extract<DataStep, { step: "treat" }>,
  bench: Workbench,
  frozen: Readonly<Record<string, FittedTreatment>> | undefined,
): StepRecord {
  const { columns } = bench;
  const fits: Record<string, FittedTreatment> = {};
  const changes: CellChanges[] = [];
  const treated: TreatmentLine[] = [];
  const because =
    step.reason === undefined ? { zh: "", en: "" } : { zh: `理由：${step.reason}。`, en: ` Reason: ${step.reason}.` };
  for (const indicator of chosen(step, bench)) {
    const own = columns.get(indicator)!;
    if (frozen !== undefined && !Object.hasOwn(frozen, indicator))
      throw refused(
        "frozen_treatment_missing",
        "冻结的异常值处理中没有该指标，请使用原评估结果的 treatments。",
        "The frozen treatments lack this indicator; pass the treatments of the original result.",
        `columns/${indicator}`,
      );
    const t = treatColumn(own.values, step.treatment, frozen?.[indicator]);
    fits[indicator] = t.fit;
    treated.push(lineOf(indicator, t));
    if (t.values === own.values) continue;
    columns.set(indicator, { ...own, values: t.values });
    const note = (rows: number[], code: string, zh: string, en: string) => {
      if (rows.length === 0) return;
      changes.push(changed(indicator, rows, own.values, t.values, { code, zh: zh + because.zh, en: en + because.en }));
    };
    const { fence, transform } = t.fit;
    if (transform !== null) {
      const how = transform.lambda === undefined ? transform.by : `${transform.by}, λ = ${transform.lambda}`;
      note(t.transformed, "transformed", `整列按 ${how} 变换。`, `The whole column was transformed by ${how}.`);
    } else {
      const moved = (bound: number | null | undefined, zh: string, en: string) =>
        [`${zh} ${bound} 的异常值收到 ${bound}。`, `An outlier ${en} ${bound} was moved to ${bound}.`] as const;
      note(t.low, "clipped_low", ...moved(fence?.lo, "低于", "below"));
      note(t.high, "clipped_high", ...moved(fence?.hi, "高于", "above"));
    }
  }
  return { step: "treat", method: methodIds[`treat_${familyOf(step.treatment.method)}`], changes, treated, fits };
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

function lineOf(indicator: string, { low, high, fit, before, after, ordinary }: Treated): TreatmentLine {
  return {
    indicator,
    low: low.length,
    high: high.length,
    transform: fit.transform?.by ?? null,
    lambda: fit.transform?.lambda ?? null,
    skewness: orNull(before.skewness),
    kurtosis: orNull(before.kurtosis),
    skewnessAfter: orNull(after.skewness),
    kurtosisAfter: orNull(after.kurtosis),
    ordinary,
  };
}
