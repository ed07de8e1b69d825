import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ApiProblem, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { usePeriods, useRegions } from "@duibiao/screens/dictionary";
import { Dimensions, GapPart, type Result } from "@duibiao/screens/result";
import { Warnings } from "@duibiao/screens/warnings";
import { Alert, Button, NameTag, Page, releaseStates, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { Addressed, backs, useIds, WrongAddress } from "../addressed.tsx";
import { useRights } from "../roles.ts";
import { BoundaryNotice } from "./boundary-notice.tsx";
import { IndicatorTable } from "./indicator-table.tsx";
import { LearnFrom } from "./learn-from.tsx";
import { ProfilePaper } from "./profile-paper.tsx";
import type { ProfileSearch } from "./search.ts";
import { Sentences } from "./sentences.tsx";
import { standsOf, strongAndWeak, type Peer } from "./strengths.ts";
import { Stands } from "./stands.tsx";
import "./profile.css";

type Region = Answer<typeof api.regions.readRegion>;
type Release = Answer<typeof api.releases.listReleases>["items"][number];

/** 地区画像: one region against its peers, in one release. */
export function ProfilePage() {
  const ids = useIds("region");
  return ids === null ? <WrongAddress back={backs.rankings} /> : <OneRegion id={ids.region} />;
}

function OneRegion({ id }: { id: number }) {
  const known = useQuery(read(api.regions.readRegion, { params: { id } }));
  const releases = useQuery(read(api.releases.listReleases, {}));
  return (
    <Addressed of={known} back={backs.rankings}>
      {(found) => <Loaded of={releases}>{({ items }) => <Chosen key={id} region={found} releases={items} />}</Loaded>}
    </Addressed>
  );
}

function Chosen({ region, releases }: { region: Region; releases: readonly Release[] }) {
  const t = useText();
  const [search, change] = useAddress<ProfileSearch>();
  const periods = usePeriods().data ?? [];
  const { language } = useLanguage();
  const name = region.versions.at(-1)?.name ?? "";
  const tier = region.versions.at(-1)?.tier;
  const end = (release: Release) => periods.find((period) => period.id === release.periodId)?.end ?? "";
  const fitting = releases
    .filter((release) => release.tier === tier && release.state !== "draft" && stoodOn(region, end(release)))
    .toSorted((a, b) => (end(a) === end(b) ? b.number - a.number : end(a) < end(b) ? 1 : -1));
  const release =
    releases.find(({ id }) => id === search.release) ??
    fitting.find(({ state }) => state === "published") ??
    fitting[0];
  if (release === undefined)
    return (
      <Page title={name}>
        <Alert
          title={t(
            "这一级次还没有评估结果。先在“评估与发布”中评估。",
            "No release of this tier yet. Evaluate first under Releases.",
          )}
        />
      </Page>
    );
  const picker = (
    <label className="inline-field">
      {t("评估结果", "Release")}
      <select
        className="input"
        value={release.id}
        onChange={(event) => change({ release: Number(event.target.value) })}
      >
        {[...new Set([release, ...fitting])].map((one) => {
          const period = periods.find((candidate) => candidate.id === one.periodId);
          return (
            <option key={one.id} value={one.id}>
              {period ? showPeriod(period, language) : ""}{" "}
              {t(`${one.edition.zh}（${one.stateName.zh}）`, `${one.edition.en} (${one.stateName.en})`)}
            </option>
          );
        })}
      </select>
    </label>
  );
  return <Profile region={region} release={release} picker={picker} />;
}

/** Whether the region was there on a day. */
const stoodOn = ({ versions }: Region, day: string) =>
  versions.some(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));

function Profile({ region, release, picker }: { region: Region; release: Release; picker: React.ReactNode }) {
  const t = useText();
  const { id } = region;
  const result = useQuery({
    ...read(api.releases.readResult, { params: { id: release.id, region: id } }),
    retry: false,
  });
  const peers = useQuery(read(api.releases.readPeers, { params: { id: release.id } }));
  const name = region.versions.at(-1)?.name ?? "";
  if (result.error instanceof ApiProblem && result.error.status === 404)
    return (
      <Page title={name} actions={picker}>
        <BoundaryNotice region={region} period={null} />
        <Alert
          tone="warning"
          title={t(
            `“${release.title}”里没有${name}：当时尚未设立、已撤销，或不在您可见的范围。`,
            `"${release.title}" does not hold ${name}: it did not exist then, or is outside what you may see.`,
          )}
        >
          {t("请在上方另选一版。", "Choose another release above.")}
        </Alert>
      </Page>
    );
  return (
    <Loaded of={result}>
      {(found) => (
        <Loaded of={peers}>
          {({ items }) => <Body result={found} peers={items} region={region} picker={picker} />}
        </Loaded>
      )}
    </Loaded>
  );
}

type BodyProps = { result: Result; peers: readonly Peer[]; region: Region; picker: React.ReactNode };

function Body({ result, peers, region, picker }: BodyProps) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const { release, head } = result;
  const regions = useRegions(head.treeDate).data ?? [];
  const own = regions.find(({ id }) => id === region.id);
  const parent = regions.find(({ id }) => id === own?.parentId);
  const stands = standsOf(result, peers);
  const { strong, weak } = strongAndWeak(stands);
  const stamps = release.stamps.map((stamp) => t(stamp));
  const evaluation = rights.readEvaluations ? release.evaluationId : null;
  return (
    <>
      <div className="no-print">
        <Page
          title={
            <>
              {result.region.name}{" "}
              <span className="quiet">
                {[result.region.kind, parent?.name, showPeriod(head.period, language)].filter(Boolean).join(" · ")}
              </span>
            </>
          }
          crumbs={[
            <Link key="release" to="/releases/$release" params={{ release: String(release.id) }}>
              {release.title} {t(release.edition)}
            </Link>,
          ]}
          stamps={stamps}
          actions={
            <>
              {picker}
              <Button onClick={() => window.print()}>{t("打印（A4 一页）", "Print (one A4 page)")}</Button>
            </>
          }
        >
          <BoundaryNotice region={region} period={head.period} />
          <section className="card">
            <p className="row">
              <NameTag name={releaseStates[release.state]} /> <span className="quiet">{t(head.scheme.name)}</span>
              {evaluation === null ? null : (
                <Link
                  to="/sheet/$evaluation/$region"
                  params={{ evaluation: String(evaluation), region: String(region.id) }}
                >
                  {t("打开计算单", "Open the calculation sheet")}
                </Link>
              )}
            </p>
            <Sentences {...{ result, strong, weak, evaluation }} />
          </section>
          <Dimensions result={result} />
          <GapPart region={region.id} evaluation={evaluation} release={release.id} />
          <div className="profile-stands">
            <Stands
              title={t("强项", "Strengths")}
              stands={strong}
              {...{ result, evaluation }}
              empty={t("没有明显好于同组中位数的指标。", "Nothing stands clearly above the peers' median.")}
            />
            <Stands
              title={t("弱项", "Weaknesses")}
              stands={weak}
              {...{ result, evaluation }}
              empty={t("没有明显差于同组中位数的指标。", "Nothing stands clearly below the peers' median.")}
            />
          </div>
          <Warnings region={region.id} period={release.periodId} name={result.region.name} />
          <LearnFrom result={result} weak={weak} />
          <IndicatorTable {...{ result, stands, evaluation }} />
        </Page>
      </div>
      <div className="paper-only">
        <ProfilePaper {...{ result, stands }} notice={<BoundaryNotice region={region} period={head.period} />} />
      </div>
    </>
  );
}
