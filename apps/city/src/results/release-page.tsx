import "./results.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { DataTable, Page, QuartileMark, Segments, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded, useSession } from "@duibiao/screens";
import { useRegions } from "@duibiao/screens/dictionary";
import { useAddress } from "@duibiao/screens/address";
import {
  conclusionColumns,
  placeText,
  ReleaseCorrections,
  ReleaseObjections,
  standingColumns,
  type Item,
  type Release,
} from "@duibiao/screens/release";

type Search = { sort?: string | undefined; text?: string | undefined; scope?: "all" | undefined };

/** The own regions in one release, each leading to its result. */
export function ReleasePage() {
  const t = useText();
  const id = Number((useParams({ strict: false }) as { release: string }).release);
  const release = useQuery(read(api.releases.readRelease, { params: { id } }));
  return (
    <Loaded of={release}>
      {(found) => (
        <Page
          title={`${found.title} ${t(found.edition)}`}
          crumbs={[
            <Link key="results" to="/results">
              {t("评估结果", "Results")}
            </Link>,
            t(found.edition),
          ]}
          stamps={found.stamps.map((stamp) => t(stamp))}
          actions={
            <Link className="btn" to={`/results/${found.id}/editions`}>
              {t("版次对比", "Compare editions")}
            </Link>
          }
        >
          <ReleaseCorrections of={found} editions={{ to: `/results/${found.id}/editions` }} />
          <ReleaseObjections release={found.id} />
          <Regions release={found} />
        </Page>
      )}
    </Loaded>
  );
}

function Regions({ release }: { release: Release }) {
  const t = useText();
  const { language } = useLanguage();
  const [{ sort = "", text = "", scope }, change] = useAddress<Search>();
  const wanted = text.trim();
  const own = useOwnRegions();
  const hasOthers = own !== null && release.items.some(({ regionId }) => !own.has(regionId));
  const hasOwn = own !== null && release.items.some(({ regionId }) => own.has(regionId));
  const shown =
    hasOwn && hasOthers && scope === undefined
      ? release.items.filter(({ regionId }) => own.has(regionId))
      : release.items;
  const rows = shown.filter(({ name, code }) => `${name} ${code}`.includes(wanted));
  const columns: Column<Item>[] = [
    {
      key: "region",
      header: { zh: "地区", en: "Region" },
      head: true,
      width: "fill",
      value: ({ name }) => name,
      sortBy: ({ code }) => code,
      cell: ({ regionId, name }) => (
        <Link to="/results/$release/$region" params={{ release: String(release.id), region: String(regionId) }}>
          {name}
        </Link>
      ),
    },
    { key: "group", header: { zh: "对标组", en: "Peer group" }, width: "l", value: ({ peerGroup }) => peerGroup },
    {
      key: "score",
      header: { zh: "得分", en: "Score" },
      type: "number",
      decimals: 2,
      width: "s",
      highFirst: true,
      value: ({ score }) => score,
    },
    ...(release.presentation === "bands" ? [] : placed),
    ...standingColumns(release, t),
    ...conclusionColumns(release, t),
    {
      key: "coverage",
      header: { zh: "覆盖率", en: "Coverage" },
      uom: "%",
      type: "number",
      decimals: 1,
      width: "s",
      value: ({ coverage }) => (coverage === null ? null : coverage * 100),
    },
    {
      key: "unranked",
      header: { zh: "不排名的原因", en: "Why unranked" },
      width: "l",
      value: ({ unranked }) => unranked.map((reason) => t(reason)).join(t("；", "; ")) || null,
    },
  ];
  return (
    <DataTable
      title={release.title}
      columns={columns}
      rows={rows}
      rowKey={({ regionId }) => regionId}
      sort={sort}
      onSort={(next) => change({ sort: next })}
      empty={t("您的管辖范围内没有地区在这一版里。", "None of your regions is in this release.")}
      about={{
        stamps: release.stamps.map((stamp) => t(stamp)),
        notes: [
          t(release.edition),
          t(`数据截至 ${showMoment(release.dataUntil, "zh")}`, `figures as of ${showMoment(release.dataUntil, "en")}`),
        ],
      }}
      tools={
        <>
          {hasOwn && hasOthers ? (
            <Segments<"own" | "all">
              label={t("范围", "Scope")}
              value={scope ?? "own"}
              options={[
                { value: "own", label: t("本辖区", "Own regions") },
                { value: "all", label: t(`全部 ${release.items.length}`, `All ${release.items.length}`) },
              ]}
              onChange={(value) => change({ scope: value === "all" ? "all" : undefined })}
            />
          ) : null}
          {shown.length > 15 ? (
            <input
              className="input results-find"
              type="search"
              value={text}
              placeholder={t("查找地区", "Find a region")}
              aria-label={t("查找地区", "Find a region")}
              onChange={(event) => change({ text: event.target.value }, { replace: true })}
            />
          ) : null}
        </>
      }
      footer={
        <>
          {t("数据截至", "Figures as of")} {showMoment(release.dataUntil, language)}
        </>
      }
    />
  );
}

const placed: readonly Column<Item>[] = [
  {
    key: "place",
    header: { zh: "位次", en: "Place" },
    width: "s",
    value: ({ place }) => placeText(place),
    sortBy: ({ place }) => place?.rank ?? null,
  },
  {
    key: "quarter",
    header: { zh: "相对位置", en: "Quarter" },
    width: "m",
    value: ({ place }) => place?.quartile ?? null,
    cell: ({ place }) => (place === null ? null : <QuartileMark quartile={place.quartile} />),
  },
];

/** Regions of the person's bureaus and everything below them today; null until they are known. */
function useOwnRegions(): ReadonlySet<number> | null {
  const { posts } = useSession();
  const regions = useRegions().data;
  if (regions === undefined) return null;
  const own = new Set(posts.flatMap(({ regionId }) => regionId ?? []));
  // Parents may stand after their children: go on until nothing is added.
  for (let before = -1; before !== own.size;) {
    before = own.size;
    for (const { id, parentId } of regions) if (parentId !== null && own.has(parentId)) own.add(id);
  }
  return own;
}
