import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { usePeriods } from "@duibiao/screens/dictionary";
import {
  DataTable,
  Empty,
  nameOf,
  NameTag,
  Page,
  QuartileMark,
  releaseStates,
  showMoment,
  showPeriod,
  tiers,
  useLanguage,
  useText,
  type Column,
  type Language,
  SYNTHETIC,
} from "@duibiao/ui";
import type { Assignment } from "../task/task.ts";
import { bandInWords } from "@duibiao/screens/release";
import { regionsIn, usePastTasks } from "./own-regions.ts";

type Release = Answer<typeof api.releases.listReleases>["items"][number];
type Result = Answer<typeof api.releases.readResult>;

/** 我的结果: every release that the unit's region may see, with the own place in it. */
export function ResultsPage() {
  const t = useText();
  const releases = useQuery(read(api.releases.listReleases, {}));
  const tasks = usePastTasks();
  return (
    <Page
      title={t("我的结果", "My results")}
      stamps={releases.data?.items.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
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

type Row = {
  release: Release;
  period: string;
  /** The own region of then, where the person has more than one. */
  region: { id: number; name: string } | null;
  tier: string | undefined;
  result: Result | undefined;
  /** Its own result is not for this person (yet). */
  closed: boolean;
};

function ReleaseTable({ releases, tasks }: { releases: readonly Release[]; tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const rows = useRows(releases, tasks);
  const columns = useMemo(() => columnsFor(t, language), [t, language]);
  return (
    <DataTable
      title={t("我的结果", "My results")}
      columns={columns}
      rows={rows}
      rowKey={({ release, region }) => `${release.id}/${region?.id}`}
      empty={null}
      about={{ stamps: [...new Set(releases.flatMap(({ stamps }) => stamps.map((stamp) => t(stamp))))] }}
    />
  );
}

/** Each release with the own region's result, where the release is about regions of its tier. */
function useRows(releases: readonly Release[], tasks: readonly Assignment[]): Row[] {
  const { language } = useLanguage();
  const periods = usePeriods();
  const known = releases.flatMap((release) => {
    const period = periods.data?.find(({ id }) => id === release.periodId);
    const own = period ? regionsIn(tasks, period.end) : [];
    return (own.length === 0 ? [undefined] : own).map((region) => ({
      release,
      period,
      region,
      several: own.length > 1,
    }));
  });
  const regions = [...new Set(known.flatMap(({ region }) => region ?? []))];
  const found = useQueries({
    queries: regions.map((id) => ({ ...read(api.regions.readRegion, { params: { id } }), staleTime: Infinity })),
  });
  const versionOf = new Map(regions.map((id, at) => [id, found[at]?.data?.versions.at(-1)]));
  const tierOf = (region: number | undefined) => (region === undefined ? undefined : versionOf.get(region)?.tier);
  const results = useQueries({
    queries: known.map(({ release, region }) => ({
      ...read(api.releases.readResult, { params: { id: release.id, region: region! } }),
      enabled: tierOf(region) === release.tier,
    })),
  });
  return known.map(({ release, period, region, several }, at) => ({
    release,
    period: period ? showPeriod(period, language) : "",
    region: several ? { id: region!, name: versionOf.get(region!)?.name ?? "" } : null,
    tier: tierOf(region),
    result: results[at]?.data,
    closed: results[at]?.isError === true,
  }));
}

type Speak = ReturnType<typeof useText>;

const columnsFor = (t: Speak, language: Language): readonly Column<Row>[] => [
  {
    key: "release",
    header: { zh: "评估结果", en: "Release" },
    width: "fill",
    head: true,
    value: ({ release, region }) => `${release.title} ${t(release.edition)} ${region?.name ?? ""}`.trim(),
    cell: ({ release, region }) => (
      <>
        <Link to={`/results/${release.id}`} search={{ region: region?.id } as never}>
          {release.title}
        </Link>{" "}
        {t(release.edition)} {region?.name}
      </>
    ),
  },
  { key: "period", header: { zh: "报告期", en: "Period" }, width: "s", value: ({ period }) => period },
  {
    key: "state",
    header: { zh: "状态", en: "State" },
    width: "m",
    value: ({ release }) => t(nameOf(releaseStates, release.state)),
    cell: ({ release }) => <NameTag name={{ mark: "·", ...nameOf(releaseStates, release.state) }} />,
  },
  {
    key: "score",
    header: { zh: "得分", en: "Score" },
    type: "number",
    width: "s",
    decimals: 2,
    value: ({ result }) => result?.score ?? null,
  },
  {
    key: "place",
    header: { zh: "位次", en: "Place" },
    width: "l",
    value: (row) => placeText(row, t),
    sortBy: ({ result }) => result?.place?.rank ?? result?.standing?.band ?? null,
    cell: (row) => (
      <>
        {placeText(row, t)} {row.result?.place ? <QuartileMark quartile={row.result.place.quartile} /> : null}
      </>
    ),
  },
  {
    key: "stamps",
    header: { zh: "印记", en: "Stamps" },
    width: "l",
    value: ({ release }) => release.stamps.map((stamp) => t(stamp)).join(t("，", ", ")),
  },
  {
    key: "until",
    header: { zh: "数据截至", en: "Data until" },
    width: "l",
    value: ({ release }) => showMoment(release.dataUntil, language),
    sortBy: ({ release }) => release.dataUntil,
  },
];

function placeText({ release, tier, result, closed }: Row, t: Speak): string {
  if (result?.place) {
    const { rank, rankTo } = result.place;
    const at = `${rank === rankTo ? rank : `${rank}–${rankTo}`} / ${result.head.nRanked}`;
    const { from, to } = result.standing ?? {};
    return from === undefined || to === undefined
      ? at
      : t(`${at}（区间 ${from}–${to}）`, `${at} (interval ${from}–${to})`);
  }
  if (result?.standing) return t(bandInWords(result.standing.band));
  if (result) return t("不参加排名", "not ranked");
  if (closed) return t("本地区结果未对您公开", "own result not open to you");
  if (tier === undefined || tier === release.tier) return "";
  return t(`评估的是${nameOf(tiers, release.tier).zh}级`, `about the tier: ${nameOf(tiers, release.tier).en}`);
}
