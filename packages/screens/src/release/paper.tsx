import { Stamps, lenses, nameOf, showMoment, showNumber, tiers, useLanguage, useText } from "@duibiao/ui";
import { CoverageLine } from "../catalogue/coverage.tsx";
import { causesOf } from "./causes.ts";
import { isRanked, placeText, type Item, type Release, type Scores } from "./release.ts";
import { uncertaintyText } from "./standing.tsx";
import { causeOf, conclusionOf } from "./words.ts";
import "./paper.css";

/** As many lines as three columns of one A4 page hold beside the words. */
const fits = 99;

/** A release on one A4 page: conclusion, table, three causes, 数据截至, number, hash. */
export function ReleasePaper({ release, scores }: { release: Release; scores: Scores }) {
  const t = useText();
  const { language } = useLanguage();
  const { head, items } = release;
  const ranked = items.filter(isRanked);
  const without = items.filter((item) => !isRanked(item));
  const bands = release.presentation === "bands";
  const shown = ranked.slice(0, fits);
  const perColumn = Math.ceil(shown.length / 3);
  const columns = [0, 1, 2]
    .map((at) => shown.slice(at * perColumn, (at + 1) * perColumn))
    .filter((part) => part.length > 0);
  const causes = causesOf(scores, items, head.quartileCuts);
  const groups = head.peerGroups.map(({ name, n }) => `${name} ${n}`).join(t("、", ", "));
  const names = without.slice(0, 12).map(({ name }) => name);
  return (
    <article className="paper">
      <header>
        <h1>{release.title}</h1>
        <p>
          {t(release.edition)}
          {t(`（${release.stateName.zh}）`, ` (${release.stateName.en})`)}{" "}
          <Stamps texts={release.stamps.map((stamp) => t(stamp))} />
        </p>
      </header>
      <section>
        <h2>{t("一、结论", "1. Conclusion")}</h2>
        <p>{conclusionOf(release, language)}</p>
      </section>
      <section>
        <h2>
          {bands
            ? t(
                `二、档次（${head.nRanked} 个${nameOf(tiers, head.tier).zh}级地区一起评定；同档按代码排列）`,
                `2. Bands (${head.nRanked} regions together; inside a band by code)`,
              )
            : t(
                `二、排名（${head.nRanked} 个${nameOf(tiers, head.tier).zh}级地区一起排；对标组：${groups}）`,
                `2. Ranking (${head.nRanked} regions together; peer groups: ${groups})`,
              )}
        </h2>
        <div className="paper-columns">
          {columns.map((part) => (
            <RankTable key={part[0]!.regionId} items={part} bands={bands} intervals={head.uncertainty !== undefined} />
          ))}
        </div>
        <p className="paper-small">
          {ranked.length > shown.length
            ? t(
                `另有 ${ranked.length - shown.length} 个地区未印。`,
                `${ranked.length - shown.length} more regions are not printed. `,
              )
            : ""}
          {without.length > 0
            ? t(
                `不排名 ${without.length} 个：${names.join("、")}${without.length > names.length ? "等" : ""}。`,
                `Not ranked, ${without.length}: ${names.join(", ")}${without.length > names.length ? " and others" : ""}. `,
              )
            : ""}
          {bands
            ? t("全部档次、原因和逐项计算见 ", "All bands, reasons and calculations: ")
            : t("全部位次、原因和逐项计算见 ", "All places, reasons and calculations: ")}
          {`${location.origin}/province/releases/${release.id}`}
        </p>
      </section>
      <section>
        <h2>{t("三、拉开差距的三个原因", "3. Three causes of the differences")}</h2>
        <ol>
          {causes.map((cause) => (
            <li key={cause.path}>{causeOf(cause, scores, release, language)}</li>
          ))}
        </ol>
      </section>
      <footer className="paper-small">
        <p>
          <CoverageLine catalogue={head.catalogue.id} scheme={head.scheme.key} synthetic={head.synthetic} />
        </p>
        <p>
          {t("数据截至", "Figures as of")} {showMoment(release.dataUntil, language)} · {t(nameOf(lenses, head.lens))} ·{" "}
          {t(head.scheme.name)} · {head.scheme.documentNo ?? t("无文号", "no document number")} ·{" "}
          {t("区划截至", "regions as of")} {head.treeDate} · {t(release.edition)}
        </p>
        {head.uncertainty === undefined ? null : <p>{uncertaintyText(head.uncertainty, release.presentation, t)}</p>}
        <p>
          {t("结果哈希", "Results hash")} <code>{head.resultsHash}</code>
          {head.shownHash === undefined ? null : (
            <>
              {" "}
              {t("公布内容哈希", "hash of what is shown")} <code>{head.shownHash}</code>
            </>
          )}
        </p>
      </footer>
    </article>
  );
}

function RankTable({ items, bands, intervals }: { items: readonly Item[]; bands: boolean; intervals: boolean }) {
  const t = useText();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" className="num">
            {bands ? t("档次", "Band") : t("位次", "Place")}
          </th>
          {intervals && !bands ? (
            <>
              <th scope="col" className="num">
                {t("区间", "Interval")}
              </th>
              <th scope="col" className="num">
                {t("档", "Band")}
              </th>
            </>
          ) : null}
          <th scope="col">{t("地区", "Region")}</th>
          <th scope="col" className="num">
            {t("得分", "Score")}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ regionId, name, place, standing, score }) => (
          <tr key={regionId}>
            <td className="num">{bands ? standing?.band : placeText(place)}</td>
            {intervals && !bands ? (
              <>
                <td className="num">
                  {standing?.from}–{standing?.to}
                </td>
                <td className="num">{standing?.band}</td>
              </>
            ) : null}
            <td>{name}</td>
            <td className="num">{score === null ? "" : showNumber(score, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
