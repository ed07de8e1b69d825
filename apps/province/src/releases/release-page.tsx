import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Coverage, CoverageLine } from "@duibiao/screens/coverage";
import {
  EditionsPart,
  ReleaseCorrections,
  ReleaseObjections,
  ReleasePaper,
  ReleaseResults,
  type Release,
  type Scores,
} from "@duibiao/screens/release";
import {
  byName,
  Button,
  Empty,
  lenses,
  NameTag,
  nameOf,
  Page,
  releaseStates,
  Segments,
  showMoment,
  showPeriod,
  tiers,
  useLanguage,
  useText,
} from "@duibiao/ui";

import { Addressed, backs, useIds, WrongAddress } from "../addressed.tsx";
import { useRights } from "../roles.ts";
import { AnalysisLinks } from "../sensitivity/analysis-links.tsx";
import { ReleaseSteps } from "./release-steps.tsx";
import type { ReleaseSearch } from "./search.ts";
import { Verification } from "./verification.tsx";
import "./releases.css";

/** One release: its results, what the edition changed, its verification, its one page of paper. */
export function ReleasePage() {
  const ids = useIds("release");
  return ids === null ? <WrongAddress back={backs.releases} /> : <OneRelease id={ids.release} />;
}

function OneRelease({ id }: { id: number }) {
  const found = useQuery(read(api.releases.readRelease, { params: { id } }));
  const scores = useQuery(read(api.releases.readScores, { params: { id } }));
  return (
    <Addressed of={found} back={backs.releases}>
      {(data) => <Opened release={data} scores={scores} />}
    </Addressed>
  );
}

function Opened({ release, scores }: { release: Release; scores: UseQueryResult<Scores> }) {
  const t = useText();
  const [search, change] = useAddress<ReleaseSearch>();
  const rights = useRights();
  const part = search.part ?? "results";
  const groups = [...new Set(release.items.map(({ peerGroup }) => peerGroup))].sort(byName);
  return (
    <>
      <div className={part === "paper" ? "" : "no-print"}>
        <div className="no-print">
          <Page
            title={release.title}
            crumbs={[
              <Link key="all" to="/releases">
                {t("评估与发布", "Releases")}
              </Link>,
            ]}
            stamps={release.stamps.map((stamp) => t(stamp))}
            actions={
              <>
                {rights.readEvaluations ? <AnalysisLinks evaluation={release.evaluationId} /> : null}
                <Button disabled={scores.data === undefined} onClick={() => window.print()}>
                  {t("打印（A4 一页）", "Print (one A4 page)")}
                </Button>
              </>
            }
          >
            <ReleaseCorrections
              of={release}
              editions={{ to: `/releases/${release.id}`, search: { part: "editions" } }}
            />
            <div className="columns">
              <Head release={release} />
              <ReleaseSteps release={release} />
            </div>
            <ReleaseObjections release={release.id} />
            <div className="row releases-parts">
              <Segments
                label={t("内容", "Part")}
                value={part}
                options={[
                  { value: "results", label: t("结果", "Results") },
                  { value: "coverage", label: t("实际覆盖率", "Coverage") },
                  { value: "editions", label: t("版次对比", "Compare editions") },
                  ...(rights.readEvaluations ? [{ value: "checks" as const, label: t("复算", "Verification") }] : []),
                  { value: "paper", label: t("打印稿", "Paper") },
                ]}
                onChange={(next) => change({ part: next === "results" ? undefined : next, sort: undefined })}
              />
              {part === "results" && groups.length > 1 ? (
                <label className="inline-field">
                  {t("只看对标组", "Only the group")}
                  <select
                    className="input"
                    value={search.group ?? ""}
                    onChange={(event) => change({ group: event.target.value || undefined })}
                  >
                    <option value="">{t("全部", "All")}</option>
                    {groups.map((group) => (
                      <option key={group}>{group}</option>
                    ))}
                  </select>
                </label>
              ) : null}
            </div>
            {part === "results" ? (
              <div className="stack releases-results">
                <ReleaseResults
                  release={release}
                  group={groups.includes(search.group ?? "") ? search.group : undefined}
                  view={search.view ?? "chart"}
                  onView={(view) => change({ view: view === "chart" ? undefined : view }, { replace: true })}
                  sort={search.sort ?? ""}
                  onSort={(sort) => change({ sort: sort || undefined }, { replace: true })}
                  evaluation={rights.readEvaluations ? release.evaluationId : null}
                />
              </div>
            ) : null}
            {part === "coverage" ? (
              <Coverage
                catalogue={release.head.catalogue.id}
                scheme={release.head.scheme.key}
                synthetic={release.head.synthetic}
              />
            ) : null}
            {part === "editions" ? (
              <EditionsPart
                release={release}
                chosen={search.with}
                onChoose={(other) => change({ with: other })}
                readsSheets={rights.readEvaluations}
              />
            ) : null}
            {part === "checks" && rights.readEvaluations ? <Verification release={release.id} /> : null}
          </Page>
        </div>
      </div>
      <div className={part === "paper" ? "" : "paper-only"}>
        <Loaded of={scores}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty>{t("没有您可见的地区。", "No region that you may see.")}</Empty>
            ) : (
              <ReleasePaper release={release} scores={data} />
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function Head({ release }: { release: Release }) {
  const t = useText();
  const { language } = useLanguage();
  const { head } = release;
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("版次", "Edition")}</dt>
        <dd>
          {t(release.edition)} <NameTag name={releaseStates[release.state]} />
        </dd>
        <dt>{t("方案", "Scheme")}</dt>
        <dd>
          {t(head.scheme.name)}{" "}
          <span className="quiet">{head.scheme.documentNo ?? t("无文号", "no document number")}</span>
        </dd>
        <dt>{t("范围", "Scope")}</dt>
        <dd>
          {showPeriod(head.period, language)} · {t(nameOf(tiers, head.tier))} · {t(nameOf(lenses, head.lens))} ·{" "}
          {t(`列入 ${head.nListed} 个，排名 ${head.nRanked} 个`, `${head.nListed} listed, ${head.nRanked} ranked`)}
        </dd>
        <dt>{t("对标组", "Peer groups")}</dt>
        <dd>{head.peerGroups.map(({ name, n }) => `${name} ${n}`).join(t("、", ", "))}</dd>
        <dt>{t("指标采集", "Indicators")}</dt>
        <dd>
          <CoverageLine catalogue={head.catalogue.id} scheme={head.scheme.key} synthetic={head.synthetic} />
        </dd>
        <dt>{t("公开范围", "Audience")}</dt>
        <dd>
          {release.audience === "subtree"
            ? t("发布后各地区可见全部结果", "all results, once published")
            : t("各地区只见自己", "each region its own")}
        </dd>
        <dt>{t("公布方式", "What is shown")}</dt>
        <dd>
          {release.presentation === "bands"
            ? t("档次，不公布名次", "bands, nobody's place")
            : head.uncertainty === undefined
              ? t("名次", "places")
              : t("名次，附位次区间和档次", "places with intervals and bands")}
        </dd>
        <dt>{t("数据截至", "Figures as of")}</dt>
        <dd>{showMoment(release.dataUntil, language)}</dd>
        <dt>{t("结果哈希", "Results hash")}</dt>
        <dd>
          <code>{head.resultsHash}</code>
        </dd>
        {head.shownHash === undefined ? null : (
          <>
            <dt>{t("公布内容哈希", "Hash of what is shown")}</dt>
            <dd>
              <code>{head.shownHash}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
