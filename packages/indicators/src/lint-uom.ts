import { measured } from "./dimension.ts";
import { converted, showUom, type FormulaUom } from "./dimension-uom.ts";
import { error, type LintFinding } from "./lint-finding.ts";
import type { Reading } from "./lint-reading.ts";
import { sameDimension, spellUom, type Measured } from "./uom-spelling.ts";

/**
 * A formula of numbers against the uom declared for it: first the dimension, then the size, which the literal powers of
 * ten of the formula must account for (other literals may convert, or be weights).
 */
export function lintUom(reading: Reading, path: string, formula: string, declared: string): LintFinding[] {
  const answer = reading.uom(formula);
  if (!answer.ok || answer.uom === "condition") return [];
  const { uom } = answer;
  const wanted = measured(reading.vocabulary, declared);
  const inferred = converted(uom);
  if (!sameKind(uom, wanted))
    return [
      error(
        "uom_mismatch",
        path,
        `公式得出的计量单位是 ${showUom(uom)}，登记的是 ${declared}；请核对公式，或改正计量单位。`,
        `the formula gives ${showUom(uom)}, the declared uom is ${declared}; check the formula or correct the uom.`,
      ),
    ];
  const fits = [inferred.size, inferred.size.div(uom.other)].some((size) => size.equals(wanted.size));
  if (fits) return [];
  const right = uom.size.div(wanted.size).toFraction();
  const plain = spellUom(uom, uom.like);
  return [
    error(
      "uom_scale",
      path,
      `公式得出 ${showUom(uom)}，登记的是 ${declared}：从 ${plain} 换算到 ${declared} 应乘以 ${right}，现在乘以 ${uom.ten.toFraction()}；请改换算系数或计量单位。`,
      `the formula gives ${showUom(uom)}, the declared uom is ${declared}: from ${plain} to ${declared} is times ${right}, not times ${uom.ten.toFraction()}; correct the factor or the uom.`,
    ),
  ];
}

/** A mean score is a score: points over the number of answers are points. */
function sameKind(uom: FormulaUom, wanted: Measured): boolean {
  if (sameDimension(uom, wanted)) return true;
  const points = (powers: Measured["powers"]) => powers.get("points") === 1;
  const rest = [...uom.powers].filter(([dimension]) => dimension !== "points");
  return (
    points(uom.powers) && points(wanted.powers) && wanted.powers.size === 1 && rest.length === 1 && rest[0]![1] === -1
  );
}
