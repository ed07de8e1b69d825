import { isFitted } from "../norms/norm.ts";
import { error, type Remark } from "./remark.ts";
import type { PlacedNode, Scheme } from "./scheme.ts";
import type { DataStep } from "./steps.ts";

/** What is wrong with the data steps of a scheme, in their order; `steps/<n>` counts from 0. */
export function lintSteps(scheme: Scheme, placed: readonly PlacedNode[]): Remark[] {
  const steps = scheme.steps ?? [];
  const leaves = new Map(
    placed.flatMap((p) => (p.node.indicator === undefined ? [] : [[p.node.indicator, p] as const])),
  );
  const remarks: Remark[] = [];
  steps.forEach((step, at) => {
    const path = `steps/${at}`;
    for (const indicator of step.indicators ?? []) {
      if (leaves.has(indicator)) continue;
      remarks.push(
        error(
          "step_indicator_unknown",
          path,
          `本方案没有指标 ${indicator}。`,
          `The scheme has no indicator ${indicator}.`,
        ),
      );
    }
    const wrong = wrongSetting(step);
    if (wrong !== null) remarks.push(error("step_setting", path, wrong.zh, wrong.en));
    if (step.step === "screen" && steps.slice(0, at).some((earlier) => earlier.step === "impute"))
      remarks.push(
        error(
          "screen_after_impute",
          path,
          "筛查排在填补之后，缺数已被填满，筛查不起作用；请把筛查移到填补之前。",
          "The screening stands after an imputation and would find no gaps; move it before.",
        ),
      );
    if (step.step === "treat") remarks.push(...lintTreatment(step, path, leaves));
  });
  return remarks;
}

/** A transformed value is no longer in the unit in which a norm states its bounds. */
function lintTreatment(
  step: Extract<DataStep, { step: "treat" }>,
  path: string,
  leaves: ReadonlyMap<string, PlacedNode>,
): Remark[] {
  const { treatment } = step;
  const keepsUnit =
    treatment.method === "percentile" ||
    treatment.method === "mad" ||
    (treatment.method === "winsorise_log" && treatment.fallback === "none");
  if (keepsUnit) return [];
  return (step.indicators ?? [...leaves.keys()]).flatMap((indicator) => {
    const norm = leaves.get(indicator)?.node.norm;
    const stated =
      norm !== undefined &&
      (!isFitted(norm) || norm.method === "distance_to_target" || norm.method === "distance_to_reference");
    if (!stated) return [];
    return [
      error(
        "treatment_changes_unit",
        path,
        `指标 ${indicator} 的评分标准以原计量单位给出界值，不能对数变换；请只选其他指标，或设 fallback 为 none。`,
        `The norm of indicator ${indicator} states bounds in its own unit, which a transformation leaves; choose other indicators, or set fallback to none.`,
      ),
    ];
  });
}

/** The first setting of a step that means nothing; null where all do. */
function wrongSetting(step: DataStep): { zh: string; en: string } | null {
  switch (step.step) {
    case "screen":
      return outside("minAvailability", step.minAvailability, 0, 1) ?? outside("minNonZero", step.minNonZero, 0, 1);
    case "denominate":
      if (step.indicators.length === 0) return says("indicators", "[]", "至少一个指标", "at least one indicator");
      if (step.scale === undefined || (step.scale > 0 && Number.isFinite(step.scale))) return null;
      return says("scale", step.scale, "正数", "a positive number");
    case "impute":
      if (step.method === "carried" && !(step.maxAge > 0))
        return says("maxAge", step.maxAge, "正数", "a positive number");
      if (step.method === "em" && step.tolerance !== undefined && !(step.tolerance > 0))
        return says("tolerance", step.tolerance, "正数", "a positive number");
      return null;
    case "treat":
      return wrongTreatment(step);
  }
}

function wrongTreatment({ treatment, reason, indicators }: Extract<DataStep, { step: "treat" }>) {
  switch (treatment.method) {
    case "winsorise_log": {
      const { maxPoints, maxShare, forced, limits } = treatment;
      if (maxPoints !== undefined && maxShare !== undefined)
        return says("maxPoints, maxShare", "", "二者只选其一", "one of the two");
      if (maxPoints !== undefined && !(Number.isInteger(maxPoints) && maxPoints >= 0))
        return says("maxPoints", maxPoints, "不小于 0 的整数", "a whole number of at least 0");
      if (limits !== undefined && !(limits.skewness > 0 && Number.isFinite(limits.kurtosis)))
        return says(
          "limits",
          `${limits.skewness}, ${limits.kurtosis}`,
          "有限数值，偏度为正",
          "finite, the skewness positive",
        );
      if (forced === true && (indicators === undefined || !reason))
        return says("forced", "true", "指定 indicators 并写明 reason", "chosen indicators and a reason");
      return outside("maxShare", maxShare, 0, 1);
    }
    case "percentile": {
      const { loPct, hiPct } = treatment;
      if (loPct >= 0 && loPct < hiPct && hiPct <= 100) return null;
      return says("loPct, hiPct", `${loPct}, ${hiPct}`, "0 ≤ loPct < hiPct ≤ 100", "0 <= loPct < hiPct <= 100");
    }
    case "mad":
      return treatment.k > 0 ? null : says("k", treatment.k, "正数", "a positive number");
    case "box_cox":
      return outside("lambda", treatment.lambda, -10, 10);
    default:
      return null;
  }
}

function outside(name: string, value: number | undefined, least: number, most: number) {
  if (value === undefined || (value >= least && value <= most)) return null;
  return says(name, value, `${least} 至 ${most}`, `${least} to ${most}`);
}

const says = (name: string, value: number | string, zh: string, en: string) => ({
  zh: `设置 ${name} 为 ${value}，应为：${zh}。`,
  en: `Setting ${name} is ${value}; it must be: ${en}.`,
});
