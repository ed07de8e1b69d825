import type { ReactNode } from "react";
import { lineName, type Form, type Vocabulary } from "@duibiao/indicators";
import { groupDigits, useText } from "@duibiao/ui";
import type { Difference } from "./standing.ts";

type Props<D> = {
  data: { vocabulary: Vocabulary; form: Form; regions: ReadonlyMap<number, string> };
  differences: readonly D[];
  explain: (difference: D, name: string) => ReactNode;
};

/** Own totals that the parts do not add up to: where, which line, how much, and why. */
export function DifferenceTable<D extends Difference>({ data, differences, explain }: Props<D>) {
  const t = useText();
  const { vocabulary, form, regions } = data;
  const lines = form.sections.flatMap((section) => section.lines);
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("地区", "Region")}</th>
            <th scope="col">{t("指标", "Measure")}</th>
            <th scope="col">{t("计量单位", "Unit of measure")}</th>
            <th scope="col" className="num">
              {t("全域自报", "Reported whole")}
            </th>
            <th scope="col" className="num">
              {t("各部分合计", "Sum of the parts")}
            </th>
            <th scope="col" className="num">
              {t("差额", "Difference")}
            </th>
            <th scope="col">{t("说明", "Explanation")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((one) => {
            const line = lines.find(
              ({ measure, member }) => measure === one.measure && (member ?? "total") === one.member,
            );
            const name = `${line?.row ?? ""} ${t(lineName(vocabulary, one))}`.trim();
            return (
              <tr key={`${one.region}/${one.measure}/${one.member}`}>
                <td>{regions.get(one.region)}</td>
                <th scope="row">{name}</th>
                <td>{vocabulary.measures.get(one.measure)?.uom}</td>
                <td className="num">{groupDigits(one.own)}</td>
                <td className="num">{groupDigits(one.parts)}</td>
                <td className="num">{groupDigits(one.difference)}</td>
                <td>{explain(one, name)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
