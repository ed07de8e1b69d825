import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded, useCatalogues, useCompiled } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Coverage } from "@duibiao/screens/coverage";
import { usePeriods } from "@duibiao/screens/dictionary";
import {
  Button,
  DataTable,
  NameTag,
  Page,
  Stamps,
  nameOf,
  releaseStates,
  showMoment,
  showPeriod,
  tiers,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { bestScheme } from "../rankings/picked.ts";
import { useRights } from "../roles.ts";
import { EvaluateDialog } from "./evaluate-dialog.tsx";
import type { ReleasesSearch } from "./search.ts";
import "./releases.css";

type Release = Answer<typeof api.releases.listReleases>["items"][number];

/** 评估与发布: every release, how to make one, and what the schemes really stand on. */
export function ReleasesPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<ReleasesSearch>();
  const rights = useRights();
  const periods = usePeriods();
  const releases = useQuery(
    read(api.releases.listReleases, { query: search.period === undefined ? {} : { period: search.period } }),
  );
  const byPeriod = useMemo(() => new Map((periods.data ?? []).map((period) => [period.id, period])), [periods.data]);
  const periodName = (id: number) => {
    const period = byPeriod.get(id);
    return period === undefined ? "" : showPeriod(period, language);
  };
  const columns: Column<Release>[] = [
    {
      key: "title",
      header: { zh: "标题", en: "Title" },
      value: ({ title }) => title,
      cell: ({ id, title }) => (
        <Link to="/releases/$release" params={{ release: String(id) }}>
          {title}
        </Link>
      ),
      head: true,
      width: "fill",
    },
    {
      key: "edition",
      header: { zh: "版次", en: "Edition" },
      value: ({ edition }) => t(edition),
      sortBy: ({ number }) => number,
      width: "l",
    },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      value: ({ periodId }) => periodName(periodId),
      width: "m",
    },
    { key: "tier", header: { zh: "级次", en: "Tier" }, value: ({ tier }) => t(nameOf(tiers, tier)), width: "s" },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      value: ({ stateName }) => t(stateName),
      cell: ({ state }) => <NameTag name={releaseStates[state]} />,
      width: "m",
    },
    {
      key: "until",
      header: { zh: "数据截至", en: "Figures as of" },
      value: ({ dataUntil }) => showMoment(dataUntil, language),
      sortBy: ({ dataUntil }) => dataUntil,
      width: "l",
    },
    {
      key: "stamps",
      header: { zh: "印记", en: "Stamps" },
      value: ({ stamps }) => stamps.map((stamp) => t(stamp)).join(t("；", "; ")),
      cell: ({ stamps }) => (
        <span className="row">
          <Stamps texts={stamps.map((stamp) => t(stamp))} />
        </span>
      ),
      width: "xl",
    },
  ];
  return (
    <Page
      title={t("评估与发布", "Evaluation and releases")}
      actions={
        <>
          {rights.readEvaluations ? (
            <Link className="btn" to="/schemes/compare">
              {t("方案对比", "Compare schemes")}
            </Link>
          ) : null}
          {rights.readPanels ? (
            <Link className="btn" to="/panels">
              {t("专家打分", "Expert panels")}
            </Link>
          ) : null}
          {rights.evaluate ? (
            <Button look="primary" onClick={() => change({ evaluate: true })}>
              {t("新评估", "New evaluation")}
            </Button>
          ) : null}
        </>
      }
    >
      <Loaded of={releases}>
        {({ items }) => (
          <DataTable
            title={t("评估结果", "Releases")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={
              rights.evaluate
                ? t("还没有评估结果。点“新评估”开始。", "No releases yet. Start with a new evaluation.")
                : t("还没有您可见的评估结果。", "There is no release that you may see yet.")
            }
            tools={
              <label className="inline-field">
                {t("报告期", "Period")}
                <select
                  className="input"
                  value={search.period ?? ""}
                  onChange={(event) => change({ period: Number(event.target.value) || undefined })}
                >
                  <option value="">{t("全部", "All")}</option>
                  {(periods.data ?? []).map((period) => (
                    <option key={period.id} value={period.id}>
                      {showPeriod(period, language)}
                    </option>
                  ))}
                </select>
              </label>
            }
          />
        )}
      </Loaded>
      <Schemes
        search={search}
        change={change}
        synthetic={(releases.data?.items ?? []).some(({ synthetic }) => synthetic)}
      />
      {search.evaluate && rights.evaluate ? <EvaluateDialog onClose={() => change({ evaluate: undefined })} /> : null}
    </Page>
  );
}

type SchemesProps = {
  /** The platform holds invented figures. */
  synthetic: boolean;
  search: ReleasesSearch;
  change: (patch: Partial<ReleasesSearch>, how?: { replace?: boolean }) => void;
};

/** 方案的实际覆盖率. */
function Schemes({ search, change, synthetic }: SchemesProps) {
  const t = useText();
  const catalogues = useCatalogues();
  const catalogue = catalogues.data?.[0]?.id;
  const compiled = useCompiled(catalogue);
  return (
    <section className="card releases-schemes">
      <Loaded of={compiled}>
        {(opened) => {
          const document = opened.catalogue;
          const scheme = document.schemes.find(({ key }) => key === search.scheme) ?? bestScheme(opened);
          if (scheme === undefined) return <p>{t("目录中没有评估方案。", "The catalogue holds no scheme.")}</p>;
          return (
            <>
              <div className="row">
                <h2>{t("方案的实际覆盖率", "What a scheme really stands on")}</h2>
                <label className="inline-field">
                  {t("方案", "Scheme")}
                  <select
                    className="input"
                    value={scheme.key}
                    onChange={(event) => change({ scheme: event.target.value }, { replace: true })}
                  >
                    {document.schemes.map(({ key, name }) => (
                      <option key={key} value={key}>
                        {t(name)}
                      </option>
                    ))}
                  </select>
                </label>
              </div>
              <Coverage catalogue={catalogue!} scheme={scheme.key} synthetic={synthetic} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
