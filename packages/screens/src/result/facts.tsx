import {
  Alert,
  lenses,
  nameOf,
  NameTag,
  QuartileMark,
  releaseStates,
  showMoment,
  showNumber,
  showPeriod,
  useLanguage,
  useText,
} from "@duibiao/ui";
import { ConclusionFacts } from "../release/conclusion.tsx";
import { bandInWords } from "../release/release.ts";
import { StandingFacts } from "./standing-facts.tsx";
import { leavesOf, percent, placeInWords, type Result } from "./why.ts";

/** Score, place and band; under which scheme, of which data, in which edition. */
export function Facts({ result }: { result: Result }) {
  const t = useText();
  const { language } = useLanguage();
  const { score, place, standing, conclusion, coverage, head, release, region, unranked } = result;
  const peers = head.nodePeers.find(
    ({ path, peerGroup }) => path === result.tree.path && peerGroup === region.peerGroup,
  );
  const without = leavesOf(result.tree).flatMap(({ leaf }) =>
    leaf.status === "value" || leaf.status === "not_applicable" ? [] : [leaf.name],
  );
  return (
    <section className="card result-facts" aria-label={t("结论", "Conclusion")}>
      <div className="big">
        <span className="big-number">{score === null ? "—" : showNumber(score, 2)}</span>{" "}
        <span className="quiet">{t("分（满分 100）", "of 100 points")}</span>
        <div className="row">
          {place ? (
            <>
              <strong>{t(placeInWords(place))}</strong>
              <span className="quiet">{t(`共 ${head.nRanked} 个`, `of ${head.nRanked}`)}</span>
              <QuartileMark quartile={place.quartile} />
            </>
          ) : standing ? (
            <>
              <strong>{t(bandInWords(standing.band))}</strong>
              <span className="quiet">{t("本版公布档次，不公布名次", "this release shows bands, not places")}</span>
            </>
          ) : (
            <strong>{t("不参加排名", "Not ranked")}</strong>
          )}
        </div>
      </div>
      <dl className="facts">
        <dt>{t("同组", "Peers")}</dt>
        <dd>
          {region.peerGroup}
          {peers
            ? t(
                `，${peers.n} 个有分，中位数 ${showNumber(peers.median, 1)}`,
                `, ${peers.n} scored, median ${showNumber(peers.median, 1)}`,
              )
            : t("，有分的不足五个，不列统计", ", fewer than five scored: no statistics")}
        </dd>
        {place && place.gapToBest !== null && place.gapToTopQuartile !== null ? (
          <>
            <dt>{t("差距", "Gaps")}</dt>
            <dd>
              {place.gapToBest === 0
                ? t("最高分", "the best score")
                : t(
                    `距最高分 ${showNumber(place.gapToBest, 1)} 分`,
                    `${showNumber(place.gapToBest, 1)} points to the best`,
                  )}
              {place.gapToTopQuartile === 0
                ? null
                : t(
                    `，距前四分之一 ${showNumber(place.gapToTopQuartile, 1)} 分`,
                    `, ${showNumber(place.gapToTopQuartile, 1)} to the top quarter`,
                  )}
            </dd>
          </>
        ) : null}
        <StandingFacts result={result} />
        {conclusion === null || head.conclusions == null ? null : (
          <ConclusionFacts conclusion={conclusion} names={head.conclusions} score={score} />
        )}
        <dt>{t("覆盖率", "Coverage")}</dt>
        <dd>
          {coverage === null ? "—" : percent(coverage)}
          {t(
            `（有得分的权重；低于 ${percent(head.scheme.minCoverage)} 不排名）`,
            ` (weight with a score; below ${percent(head.scheme.minCoverage)} not ranked)`,
          )}
        </dd>
      </dl>
      <dl className="facts">
        <dt>{t("评估结果", "Release")}</dt>
        <dd className="row">
          {t(release.edition)}
          <NameTag name={{ mark: "·", ...nameOf(releaseStates, release.state) }} />
        </dd>
        <dt>{t("方案", "Scheme")}</dt>
        <dd>
          {t(head.scheme.name)}
          {t("，文号：", ", no.: ")}
          {head.scheme.documentNo ?? t("未下达", "not issued")}
        </dd>
        <dt>{t("报告期", "Period")}</dt>
        <dd>
          {showPeriod(head.period, language)}
          {t("，口径：", ", lens: ")}
          {t(nameOf(lenses, head.lens))}
        </dd>
        <dt>{t("数据截至", "Data until")}</dt>
        <dd>{showMoment(release.dataUntil, language)}</dd>
      </dl>
      {unranked.length > 0 && without.length > 0 ? (
        <Alert tone="warning" title={t("没有得分的指标", "Indicators without a score")}>
          {without.map((name) => t(name)).join(t("、", ", "))}
          {t(
            "。原因见下表；补报或更正、重新评估后才能参加排名。",
            ". The table below says why; it is ranked once they are reported and a new evaluation is made.",
          )}
        </Alert>
      ) : null}
      {release.state === "consulting" ? (
        <Alert
          tone="info"
          title={t(
            "征求意见中：发现数字不对，请在公布前向上级提出。",
            "In consultation: raise what is wrong before it is published.",
          )}
        />
      ) : null}
      {release.state === "superseded" ? (
        <Alert tone="warning" title={t("本版已被新版替代。", "A newer release supersedes this one.")} />
      ) : null}
    </section>
  );
}
