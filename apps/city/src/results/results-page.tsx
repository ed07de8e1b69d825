import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read, type Answer } from "@duibiao/client";
import {
  DataTable,
  nameOf,
  NameTag,
  Page,
  releaseStates,
  showMoment,
  showPeriod,
  tiers,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { usePeriods, type Period } from "@duibiao/screens/dictionary";

type Release = Answer<typeof api.releases.listReleases>["items"][number];

/** 结果: every release that the bureau may see. */
export function ResultsPage() {
  const t = useText();
  const releases = useQuery(read(api.releases.listReleases, {}));
  const periods = usePeriods();
  return (
    <Page
      title={t("评估结果", "Results")}
      stamps={releases.data?.items.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
    >
      <Loaded of={periods}>
        {(known) => <Loaded of={releases}>{({ items }) => <Releases releases={items} periods={known} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Releases({ releases, periods }: { releases: readonly Release[]; periods: readonly Period[] }) {
  const t = useText();
  const { language } = useLanguage();
  const periodOf = ({ periodId }: Release) => periods.find(({ id }) => id === periodId);
  const columns: Column<Release>[] = [
    {
      key: "title",
      header: { zh: "评估结果", en: "Release" },
      head: true,
      width: "fill",
      value: ({ title, edition }) => `${title} ${t(edition)}`,
      cell: ({ id, title, edition }) => (
        <Link to="/results/$release" params={{ release: String(id) }}>
          {title} {t(edition)}
        </Link>
      ),
    },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      width: "m",
      value: (release) => {
        const period = periodOf(release);
        return period ? showPeriod(period, language) : "";
      },
      sortBy: (release) => periodOf(release)?.end ?? null,
    },
    { key: "tier", header: { zh: "级次", en: "Tier" }, width: "xs", value: ({ tier }) => t(nameOf(tiers, tier)) },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      width: "m",
      value: ({ stateName }) => t(stateName),
      cell: ({ state }) => <NameTag name={{ mark: "·", ...nameOf(releaseStates, state) }} />,
    },
    {
      key: "stamps",
      header: { zh: "标注", en: "Marks" },
      width: "l",
      value: ({ stamps }) => stamps.map((stamp) => t(stamp)).join(t("；", "; ")),
    },
    {
      key: "until",
      header: { zh: "数据截至", en: "Data until" },
      width: "m",
      value: ({ dataUntil }) => showMoment(dataUntil, language),
      sortBy: ({ dataUntil }) => dataUntil,
    },
  ];
  return (
    <DataTable
      title={t("评估结果", "Results")}
      columns={columns}
      rows={releases}
      rowKey={({ id }) => id}
      empty={t(
        "还没有可看的评估结果；征求意见或发布后会出现在这里。",
        "None yet; they stand here once they are out for consultation or published.",
      )}
    />
  );
}
