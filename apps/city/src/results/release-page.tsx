import "./results.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { DataTable, Page, QuartileMark, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { placeText, type Item, type Release } from "@duibiao/screens/release";

type Search = { sort?: string | undefined; text?: string | undefined };

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
        >
          <Regions release={found} />
        </Page>
      )}
    </Loaded>
  );
}

function Regions({ release }: { release: Release }) {
  const t = useText();
  const { language } = useLanguage();
  const [{ sort = "", text = "" }, change] = useAddress<Search>();
  const wanted = text.trim();
  const rows = release.items.filter(({ name, code }) => `${name} ${code}`.includes(wanted));
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
        release.items.length > 15 ? (
          <input
            className="input results-find"
            type="search"
            value={text}
            placeholder={t("查找地区", "Find a region")}
            aria-label={t("查找地区", "Find a region")}
            onChange={(event) => change({ text: event.target.value }, { replace: true })}
          />
        ) : undefined
      }
      footer={
        <>
          {t("数据截至", "Figures as of")} {showMoment(release.dataUntil, language)}
        </>
      }
    />
  );
}
