import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { cellKey, lineName, type Form, type Vocabulary } from "@duibiao/indicators";
import { groupDigits, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import type { ListedCollection } from "../board/collections.ts";
import type { Consolidation } from "./standing.ts";

type Props = { edition: Consolidation; collection: ListedCollection; form: Form; vocabulary: Vocabulary };

/**
 * What the signed list amounts to: the main lines of the form at lens 市审, as of the moment they are read. An aid to
 * the reader and no part of what was signed, which names revisions.
 */
export function SheetTotals({ edition, collection, form, vocabulary }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const sums = useQuery(
    read(api.consolidations.readRollUps, {
      query: { period: collection.period.id, collection: collection.id, lens: "city", region: edition.cityId },
    }),
  );
  const lines = form.sections
    .flatMap((section) => section.lines)
    .filter(
      ({ measure, member }) => (member ?? "total") === "total" && vocabulary.measures.get(measure)?.aggRegion === "sum",
    );
  return (
    <section className="card">
      <h2>{t("主要汇总值（市审口径）", "Main totals (lens: accepted by cities)")}</h2>
      <Loaded of={sums}>
        {({ items, pending }) => {
          const found = new Map(items.map((item) => [cellKey(item.measure, item.member), item]));
          const hidden = items.find(({ reason }) => reason !== null)?.reason ?? null;
          return (
            <>
              <p className="quiet">
                {t(
                  `数据截至 ${showMoment(new Date(sums.dataUpdatedAt).toISOString(), "zh")}，便于阅读，不属于签署内容；签署的是下列各份报送的版次。`,
                  `As of ${showMoment(new Date(sums.dataUpdatedAt).toISOString(), "en")}, for the reader; no part of what was signed, which is the revisions listed below.`,
                )}
                {edition.stale
                  ? t(
                      "签署之后下级有变动，汇总值与签署时可能不同。",
                      " Something below moved after signing: the totals may differ from those of that day.",
                    )
                  : null}
                {pending ? t("有新的报送正在汇总，数值稍后更新。", " New submissions are being added up.") : null}
                {hidden === null ? null : t(hidden)}
              </p>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t("行次", "Line")}</th>
                    <th scope="col">{t("指标", "Measure")}</th>
                    <th scope="col">{t("计量单位", "Unit of measure")}</th>
                    <th scope="col" className="num">
                      {t("汇总值", "Roll-up")}
                    </th>
                    <th scope="col" className="num">
                      {t("其中暂估", "of which estimated")}
                    </th>
                    <th scope="col" className="num">
                      {t("已答/应答", "Answered")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => {
                    const figure = found.get(cellKey(line.measure, "total"));
                    return (
                      <tr key={line.row}>
                        <td>{line.row}</td>
                        <th scope="row">{lineName(vocabulary, line)[language]}</th>
                        <td>{vocabulary.measures.get(line.measure)?.uom}</td>
                        <td className="num">{shown(figure?.sum)}</td>
                        <td className="num">{shown(figure?.estimatedSum)}</td>
                        <td className="num">
                          {figure === undefined ? "–" : `${figure.nAnswered}/${figure.nExpected}`}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

const shown = (figure: string | null | undefined) =>
  figure === null || figure === undefined ? "–" : groupDigits(figure);
