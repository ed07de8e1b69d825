import type { Text } from "@duibiao/indicators";
import { groupDigits, useLanguage, useText } from "@duibiao/ui";
import type { Parts } from "./region-result.tsx";
import type { Indicator } from "./why.ts";

/** `veh_actual[veh_class:emergency]`, `prev_year(op_cost_total)`: an operand as a formula writes it, taken apart. */
export function cellOf(operand: string): { measure: string; member: string } {
  const [, measure = operand, member = "total"] =
    /^(?:prev_year\()?([^()[\]]+)(?:\[([^\]]+)\])?\)?$/.exec(operand) ?? [];
  return { measure, member };
}

/** Of how many units a sum is; nothing where the region has one, and it has answered. */
function units({ nAnswered, nExpected }: { nAnswered: number; nExpected: number }): Text {
  if (nAnswered < nExpected)
    return {
      zh: `（${nExpected} 个单位填报 ${nAnswered} 个）`,
      en: ` (${nAnswered} of ${nExpected} units)`,
    };
  return nExpected > 1 ? { zh: `（${nExpected} 个单位合计）`, en: ` (sum of ${nExpected} units)` } : { zh: "", en: "" };
}

/** The formula in words and with the numbers put in, and each operand down to the own cells. */
export function Operands({ indicator, cellLink }: { indicator: Indicator } & Pick<Parts, "cellLink">) {
  const t = useText();
  const { language } = useLanguage();
  const { formula, operands, cell } = indicator;
  return (
    <div className="operands">
      <p className="formula">
        {language === "zh" ? formula.zh : formula.en}
        {indicator.cell.operands.length > 0 ? (
          <>
            <br />
            <span className="quiet">＝ {language === "zh" ? formula.numbersZh : formula.numbersEn}</span>
          </>
        ) : null}
      </p>
      <ul>
        {operands.map((operand, at) => {
          const used = cell.operands[at];
          const address = cellOf(operand.operand);
          return (
            <li key={operand.operand}>
              {t(operand.name)}
              {t("：", ": ")}
              {used === undefined || used.sum === null ? (
                <span className="missing">
                  {used !== undefined && used.nNa > 0 && used.nAnswered === used.nExpected
                    ? t("不适用", "n/a")
                    : t("缺数", "missing")}
                </span>
              ) : (
                groupDigits(used.sum)
              )}
              {used === undefined ? null : t(units(used))}{" "}
              {operand.periods.map((period) => (
                <span key={period} className="own-cell">
                  {cellLink ? cellLink({ ...address, period }) : period}
                </span>
              ))}
              {operand.periods.length === 0 ? (
                <span className="quiet">{t("没有报表采集", "asked by no form")}</span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
