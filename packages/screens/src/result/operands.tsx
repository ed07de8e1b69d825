import { groupDigits, useLanguage, useText } from "@duibiao/ui";
import type { Parts } from "./region-result.tsx";
import type { Indicator } from "./why.ts";

/** `veh_actual[veh_class:emergency]`, `prev_year(op_cost_total)`: an operand as a formula writes it, taken apart. */
export function cellOf(operand: string): { measure: string; member: string } {
  const [, measure = operand, member = "total"] =
    /^(?:prev_year\()?([^()[\]]+)(?:\[([^\]]+)\])?\)?$/.exec(operand) ?? [];
  return { measure, member };
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
              {used !== undefined && used.nAnswered < used.nExpected
                ? t(
                    `（${used.nExpected} 个单位填报 ${used.nAnswered} 个）`,
                    ` (${used.nAnswered} of ${used.nExpected} units)`,
                  )
                : null}{" "}
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
