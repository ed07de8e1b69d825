import type { Answer, api } from "@duibiao/client";
import type { Vocabulary } from "@duibiao/indicators";
import { decimalsOf } from "./columns.tsx";
import { directions, lenses, nameOf, showNumber, sourceStatuses, Stamps, useText } from "@duibiao/ui";

export type Ranking = Answer<typeof api.evaluations.readRanking>;

/** From when a measure's figures are; empty where there are none. */
const datesOf = ({ periods, start, end }: Ranking["dates"][number]): string =>
  periods.length === 0 ? "" : periods.length > 2 ? `${start} – ${end}` : periods.join("、");

/** What the indicator is, how it is computed and from when its figures are: on the right of a ranking. */
export function Definition({ ranking, vocabulary }: { ranking: Ranking; vocabulary: Vocabulary }) {
  const t = useText();
  const { indicator, quartileCuts } = ranking;
  const entry = vocabulary.indicators.get(indicator.key);
  const decimals = decimalsOf(ranking);
  const shown = (value: number) => `${showNumber(value, decimals)} ${indicator.uom}`;
  const target = entry?.target;
  const measures = new Map<string, string[]>();
  for (const measure of ranking.dates) {
    const dates = datesOf(measure);
    measures.set(dates, [...(measures.get(dates) ?? []), t(measure.name)]);
  }
  return (
    <section className="card rank-definition" aria-label={t("指标定义", "Definition")}>
      <h2>{t(indicator.name)}</h2>
      <p className="formula">
        = {t(indicator.formula)} <span className="quiet">({indicator.uom})</span>
      </p>
      <dl className="facts">
        <dt>{t("方向", "Direction")}</dt>
        <dd>{t(nameOf(directions, indicator.direction))}</dd>
        <dt>{t("口径", "Lens")}</dt>
        <dd>{t(nameOf(lenses, ranking.lens))}</dd>
        <dt>{t("最好", "Best")}</dt>
        <dd>{ranking.best === null ? t("无", "none") : shown(ranking.best)}</dd>
        <dt>{t("四分位", "Quarters")}</dt>
        <dd>
          {quartileCuts === null
            ? t("无", "none")
            : [quartileCuts.p25, quartileCuts.p50, quartileCuts.p75]
                .map((cut) => showNumber(cut, decimals))
                .join(" / ")}{" "}
          {quartileCuts === null ? "" : indicator.uom}
        </dd>
        <dt>{t("目标值", "Target")}</dt>
        <dd>{target?.value == null ? t("未下达", "not issued") : shown(target.value)}</dd>
        <dt>{t("区划截至", "Regions as of")}</dt>
        <dd>{ranking.treeDate}</dd>
      </dl>
      <h3>{t("数据项及其所属期", "Measures and their periods")}</h3>
      <ul className="operands">
        {[...measures].map(([dates, names]) => (
          <li key={dates}>
            {names.join(t("、", ", "))}
            <span className="quiet">{dates === "" ? t("，无数据", ", no figures") : ` · ${dates}`}</span>
          </li>
        ))}
      </ul>
      {entry?.source || entry?.note || entry?.status ? (
        <>
          <h3>{t("来源与说明", "Source and notes")}</h3>
          <p>
            {entry.source}
            {entry.status ? ` (${t(nameOf(sourceStatuses, entry.status))})` : ""}
          </p>
          {entry.note ? <p className="quiet">{entry.note}</p> : null}
        </>
      ) : null}
      <p className="quiet">
        {t("目录版本", "Catalogue version")} {ranking.catalogue.version} ·{" "}
        <code title={ranking.catalogue.hash}>{ranking.catalogue.hash.slice(0, 12)}</code>
      </p>
      <p className="row">
        <Stamps texts={ranking.stamps.map((stamp) => t(stamp))} />
      </p>
    </section>
  );
}
