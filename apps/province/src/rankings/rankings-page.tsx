import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded, useCatalogues, useCompiled } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { useRegions, type Period } from "@duibiao/screens/dictionary";
import { Alert, Page, Segments, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { Definition, type Ranking } from "./definition.tsx";
import { Picker, type Choice } from "./picker.tsx";
import { groupsOf, usePeriodChoice } from "./picked.ts";
import { RankingResult } from "./ranking-result.tsx";
import type { RankingSearch, Show } from "./search.ts";
import "./rankings.css";

/** 对标分析: one indicator over all regions. */
export function RankingsPage() {
  const [search, change] = useAddress<RankingSearch>();
  const catalogues = useCatalogues();
  const { periods, first } = usePeriodChoice();
  const catalogue = (catalogues.data?.find(({ id }) => id === search.catalogue) ?? catalogues.data?.[0])?.id;
  const vocabulary = useCompiled(catalogue);
  return (
    <Loaded of={vocabulary}>
      {(opened) => {
        const period = (periods.find(({ id }) => id === search.period) ?? first)?.id;
        const indicator = search.indicator ?? groupsOf(opened)[0]?.indicators[0]?.key;
        if (period === undefined || indicator === undefined) return <Nothing />;
        const choice: Choice = {
          catalogue: catalogue!,
          indicator,
          period,
          tier: search.tier ?? "county",
          lens: search.lens ?? "province",
        };
        return <Comparison {...{ vocabulary: opened, choice, search, change, periods }} />;
      }}
    </Loaded>
  );
}

function Nothing() {
  const t = useText();
  return (
    <Page title={t("对标分析", "Benchmark")}>
      <Alert
        title={t(
          "还没有结束的报告期或可计算的指标，暂无可比的数据。",
          "No period is over yet, or no indicator is fed: nothing to compare.",
        )}
      />
    </Page>
  );
}

type Props = {
  vocabulary: Compiled;
  choice: Choice;
  search: RankingSearch;
  change: (patch: Partial<RankingSearch>, how?: { replace?: boolean }) => void;
  periods: readonly Period[];
};

function Comparison({ vocabulary, choice, search, change, periods }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const period = periods.find(({ id }) => id === choice.period);
  const regions = useRegions(period?.end);
  const known = vocabulary.indicators.has(choice.indicator);
  const ranking = useQuery({
    ...read(api.evaluations.readRanking, {
      query: {
        ...choice,
        ...(search.group === undefined || search.own ? {} : { peerGroup: search.group }),
        ...(search.own ? { own: "true" as const } : {}),
      },
    }),
    enabled: known,
  });
  const name = vocabulary.indicators.get(choice.indicator)?.name;
  const show: Show = search.show ?? "rank";
  const title = name === undefined ? t("对标分析", "Benchmark") : t(name);
  return (
    <Page
      title={
        <>
          {title} <span className="quiet">{period ? showPeriod(period, language) : ""}</span>
        </>
      }
      stamps={(ranking.data?.stamps ?? []).map((stamp) => t(stamp))}
      actions={
        <Segments
          label={t("看什么", "Shown as")}
          value={show}
          options={[
            { value: "rank", label: t("位次", "Place") },
            { value: "distance", label: t("差距", "Distance") },
            { value: "trend", label: t("趋势", "Trend") },
          ]}
          onChange={(next) => change({ show: next === "rank" ? undefined : next, sort: undefined })}
        />
      }
    >
      <div className="rank">
        <Picker
          {...{ vocabulary, choice, search, periods }}
          regions={regions.data ?? []}
          onChange={(patch) => change(patch)}
        />
        <div className="rank-centre">
          {known ? (
            <Loaded of={ranking}>
              {(data: Ranking) => (
                <RankingResult
                  ranking={data}
                  vocabulary={vocabulary}
                  regions={regions.data ?? []}
                  search={search}
                  show={show}
                  choice={choice}
                  title={`${title} ${period ? showPeriod(period, language) : ""}`}
                  change={change}
                />
              )}
            </Loaded>
          ) : (
            <Alert
              tone="warning"
              title={t(
                `目录中没有指标“${choice.indicator}”，请在左侧另选。`,
                `The catalogue has no indicator "${choice.indicator}"; choose another on the left.`,
              )}
            />
          )}
        </div>
        {ranking.data ? <Definition ranking={ranking.data} vocabulary={vocabulary} /> : <div />}
      </div>
    </Page>
  );
}
