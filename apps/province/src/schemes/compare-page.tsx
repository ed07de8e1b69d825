import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Alert, Page, showPeriod, tiers, useLanguage, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { chosenEvaluations, chosenGroup, chosenPair, comparablesOf, type Comparable } from "./choice.ts";
import { ComparePicker } from "./compare-picker.tsx";
import { Correlations } from "./correlations.tsx";
import { PairPart } from "./pair-part.tsx";
import { RegionTable } from "./region-table.tsx";
import type { CompareSearch } from "./search.ts";
import type { Comparison } from "./words.ts";
import "./schemes.css";

/** 方案对比: the same regions by several schemes, and why they stand where they stand. Analysis, not another score. */
export function ComparePage() {
  const t = useText();
  const rights = useRights();
  const found = useQuery({ ...read(api.evaluations.listEvaluations, {}), enabled: rights.readEvaluations });
  if (!rights.readEvaluations)
    return (
      <Frame>
        <Alert
          tone="warning"
          title={t(
            "只有省级分析员、领导和审计员可以看评估，请由他们办理。",
            "Only analysts, leaders and auditors of the province may read evaluations; ask one of them.",
          )}
        />
      </Frame>
    );
  return <Loaded of={found}>{({ items }) => <Chosen groups={comparablesOf(items)} />}</Loaded>;
}

function Frame({ stamps = [], children }: { stamps?: readonly string[]; children: ReactNode }) {
  const t = useText();
  return (
    <Page
      title={t("方案对比", "Schemes compared")}
      crumbs={[
        <Link key="all" to="/releases">
          {t("评估与发布", "Releases")}
        </Link>,
      ]}
      stamps={stamps}
    >
      <div className="stack compare">
        <p>
          <strong>{t("这是分析，不是又一个得分。", "This is analysis, not one more score.")}</strong>{" "}
          {t(
            "各方案的得分和位次按各自的评估结果列出，不相加，不平均，不产生新的排名。",
            "Scores and places are those of each scheme's own evaluation; nothing is added up, averaged or ranked anew.",
          )}
        </p>
        {children}
      </div>
    </Page>
  );
}

function Chosen({ groups }: { groups: readonly Comparable[] }) {
  const t = useText();
  const [search, change] = useAddress<CompareSearch>();
  const group = chosenGroup(groups, search);
  const compared = group === undefined ? [] : chosenEvaluations(group, search);
  const pair = chosenPair(compared, search);
  const comparison = useQuery({
    ...read(api.comparisons.readComparison, {
      query: {
        evaluations: compared.map(({ id }) => id).join(","),
        ...(pair === null ? {} : { a: pair[0].id, b: pair[1].id }),
        ...(search.region === undefined ? {} : { region: search.region }),
      },
    }),
    enabled: pair !== null,
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return (
    <Frame stamps={(comparison.data?.stamps ?? []).map((stamp) => t(stamp))}>
      <ComparePicker groups={groups} group={group} compared={compared} search={search} onChange={change} />
      {pair === null ? (
        <Alert
          title={t(
            "请选两个以上有评估的方案；没有的，先在“评估与发布”中对同一报告期、级次、口径各评估一次。",
            "Choose at least two schemes with an evaluation; where there are none, evaluate them first for the same period, tier and lens under Releases.",
          )}
        >
          <Link to="/releases" search={{ evaluate: true } as never}>
            {t("到评估与发布", "To releases")}
          </Link>
        </Alert>
      ) : (
        <Loaded of={comparison}>{(data) => <Compared comparison={data} />}</Loaded>
      )}
    </Frame>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<CompareSearch>();
  const { period, tier } = comparison;
  const title = `${showPeriod(period, language)} ${t(tiers[tier as "county" | "city"])} ${t("方案对比", "schemes compared")}`;
  const about = {
    stamps: comparison.stamps.map((stamp) => t(stamp)),
    notes: [
      t("这是分析，不是又一个得分", "this is analysis, not one more score"),
      ...comparison.schemes.map(({ evaluation, name, catalogue, nRanked, nListed }) =>
        t(
          `${name.zh}：评估 ${evaluation}，目录 ${catalogue.version}，列入 ${nListed} 个、排名 ${nRanked} 个`,
          `${name.en}: evaluation ${evaluation}, catalogue ${catalogue.version}, ${nListed} listed, ${nRanked} ranked`,
        ),
      ),
    ],
  };
  return (
    <>
      <Correlations
        comparison={comparison}
        title={title}
        about={about}
        onPair={(a, b) => change({ a, b, region: undefined })}
      />
      {comparison.pair === null ? null : (
        <PairPart
          comparison={comparison}
          pair={comparison.pair}
          title={title}
          about={about}
          search={search}
          change={change}
        />
      )}
      <RegionTable comparison={comparison} title={title} about={about} />
    </>
  );
}
