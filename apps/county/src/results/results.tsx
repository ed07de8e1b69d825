import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { usePeriods } from "@duibiao/screens/dictionary";
import {
  Empty,
  nameOf,
  NameTag,
  Page,
  QuartileMark,
  releaseStates,
  showMoment,
  showNumber,
  showPeriod,
  tiers,
  useLanguage,
  useText,
} from "@duibiao/ui";
import type { Assignment } from "../task/task.ts";
import { regionIn, usePastTasks } from "./own-regions.ts";

type Release = Answer<typeof api.releases.listReleases>["items"][number];

/** 我的结果: every release that the unit's region may see, with the own place in it. */
export function ResultsPage() {
  const t = useText();
  const releases = useQuery(read(api.releases.listReleases, {}));
  const tasks = usePastTasks();
  return (
    <Page
      title={t("我的结果", "My results")}
      stamps={releases.data?.items.some(({ synthetic }) => synthetic) ? [t("演示数据", "Synthetic data")] : []}
    >
      <Loaded of={releases}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              {t(
                "还没有可看的评估结果；征求意见或发布后会出现在这里。",
                "No results yet; they stand here once they are out for consultation or published.",
              )}
            </Empty>
          ) : (
            <Loaded of={tasks}>{(owed) => <ReleaseTable releases={items} tasks={owed.items} />}</Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

function ReleaseTable({ releases, tasks }: { releases: readonly Release[]; tasks: readonly Assignment[] }) {
  const t = useText();
  return (
    <div className="card scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th>{t("评估结果", "Release")}</th>
            <th>{t("报告期", "Period")}</th>
            <th>{t("状态", "State")}</th>
            <th className="num">{t("得分", "Score")}</th>
            <th>{t("位次", "Place")}</th>
            <th>{t("数据截至", "Data until")}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <ReleaseRow key={release.id} release={release} tasks={tasks} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReleaseRow({ release, tasks }: { release: Release; tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const periods = usePeriods();
  const period = periods.data?.find(({ id }) => id === release.periodId);
  const region = period && regionIn(tasks, period.end);
  const own = useQuery({
    ...read(api.regions.readRegion, { params: { id: region! } }),
    enabled: region !== undefined,
    staleTime: Infinity,
  });
  const tier = own.data?.versions[0]?.tier;
  const result = useQuery({
    ...read(api.releases.readResult, { params: { id: release.id, region: region! } }),
    enabled: tier === release.tier,
  });
  const place = result.data?.place;
  return (
    <tr>
      <td>
        <Link to={`/results/${release.id}`}>{release.title}</Link> {t(release.edition)}
        <div className="quiet">{release.stamps.map((stamp) => t(stamp)).join(t("，", ", "))}</div>
      </td>
      <td>{period ? showPeriod(period, language) : ""}</td>
      <td>
        <NameTag name={{ mark: "·", ...nameOf(releaseStates, release.state) }} />
      </td>
      <td className="num">{typeof result.data?.score === "number" ? showNumber(result.data.score, 2) : "—"}</td>
      <td>
        {place ? (
          <>
            {place.rank === place.rankTo ? place.rank : `${place.rank}–${place.rankTo}`} / {result.data!.head.nRanked}{" "}
            <QuartileMark quartile={place.quartile} />
          </>
        ) : (
          <span className="quiet">
            {result.data ? t("不参加排名", "not ranked") : null}
            {result.isError ? t("本地区不在其中", "not in it") : null}
            {tier !== undefined && tier !== release.tier
              ? t(
                  `评估的是${tiers[release.tier as "city"].zh}级`,
                  `about the tier: ${tiers[release.tier as "city"].en}`,
                )
              : null}
          </span>
        )}
      </td>
      <td className="nowrap">{showMoment(release.dataUntil, language)}</td>
    </tr>
  );
}
