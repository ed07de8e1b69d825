import type { ReactNode } from "react";
import { lineName, type Form, type Text, type Vocabulary } from "@duibiao/indicators";
import { groupDigits, useText } from "@duibiao/ui";
import type { Answer, api } from "@duibiao/client";

type Signed = Answer<typeof api.consolidations.listConsolidations>["items"][number]["document"];
export type Difference = Omit<Signed["differences"][number], "reason">;

type Props<D> = {
  data: { vocabulary: Vocabulary; form: Form; regions: ReadonlyMap<number, string> };
  differences: readonly D[];
  explain: (difference: D, name: string) => ReactNode;
};

/** What the two figures of a difference are, by what is compared. */
const heads: Record<"parts" | "lines" | "period", { title: Text; own: Text; parts: Text }> = {
  parts: {
    title: { zh: "全域自报与各部分合计", en: "Reported whole and sum of the parts" },
    own: { zh: "全域自报", en: "Reported whole" },
    parts: { zh: "各部分合计", en: "Sum of the parts" },
  },
  lines: {
    title: { zh: "块与条：地区合计与各主管部门合计", en: "By region and by line of ministry" },
    own: { zh: "地区合计（块）", en: "Region's total" },
    parts: { zh: "各主管部门合计（条）", en: "Sum over lines" },
  },
  period: {
    title: {
      zh: "与上期终值：变动超 10%（存量比上期，流量比上年同期）",
      en: "Against the final figure before: off by more than 10 % (stocks: the period before; flows: the same of last year)",
    },
    own: { zh: "本期合计", en: "Total now" },
    parts: { zh: "上期终值", en: "Final before" },
  },
};
const kinds = ["parts", "lines", "period"] as const;

/** Differences by what they are against: own totals and parts, 块 and 条, the period before. */
export function DifferenceTables<D extends Difference>({ differences, ...props }: Props<D>) {
  const t = useText();
  return (
    <>
      {kinds.map((kind) => {
        const own = differences.filter(({ against = "parts" }) => against === kind);
        return own.length === 0 ? null : (
          <section key={kind} aria-label={t(heads[kind].title)}>
            <h3>
              {t(heads[kind].title)} {own.length}
            </h3>
            <DifferenceTable {...props} differences={own} kind={kind} />
          </section>
        );
      })}
    </>
  );
}

/** Where, which line of the form, how much, and why; within a region as the form has its lines. */
function DifferenceTable<D extends Difference>({
  data,
  differences,
  explain,
  kind,
}: Props<D> & { kind: (typeof kinds)[number] }) {
  const t = useText();
  const { vocabulary, form, regions } = data;
  const lines = form.sections.flatMap((section) => section.lines);
  const placeOf = (one: Difference) =>
    lines.findIndex(({ measure, member }) => measure === one.measure && (member ?? "total") === one.member);
  const regionsInOrder = differences.map(({ region }) => region);
  const inFormOrder = differences.toSorted(
    (a, b) => regionsInOrder.indexOf(a.region) - regionsInOrder.indexOf(b.region) || placeOf(a) - placeOf(b),
  );
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("地区", "Region")}</th>
            <th scope="col">{t("指标", "Measure")}</th>
            <th scope="col">{t("计量单位", "Unit of measure")}</th>
            <th scope="col" className="num">
              {t(heads[kind].own)}
            </th>
            <th scope="col" className="num">
              {t(heads[kind].parts)}
            </th>
            <th scope="col" className="num">
              {t("差额", "Difference")}
            </th>
            <th scope="col">{t("说明", "Explanation")}</th>
          </tr>
        </thead>
        <tbody>
          {inFormOrder.map((one) => {
            const name = `${lines[placeOf(one)]?.row ?? ""} ${t(lineName(vocabulary, one))}`.trim();
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
