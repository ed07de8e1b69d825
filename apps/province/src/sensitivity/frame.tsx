import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { api, Answer } from "@duibiao/client";
import { Alert, lenses, nameOf, Page, showPeriod, tiers, useLanguage, useText } from "@duibiao/ui";
import "./sensitivity.css";

type About = Pick<
  Answer<typeof api.sensitivity.readScoringInput>,
  "evaluation" | "scheme" | "period" | "tier" | "lens" | "stamps" | "resultsHash"
>;

const titles = {
  sensitivity: { zh: "权重敏感性", en: "Weight sensitivity" },
  audit: { zh: "一致性审计", en: "Coherence audit" },
};
type What = keyof typeof titles;

/** What a table of an evaluation's analysis is called, and what its exports carry. */
export function useAbout(about: About) {
  const t = useText();
  const { language } = useLanguage();
  return {
    title: `${t(about.scheme.name)} ${showPeriod(about.period as never, language)} ${t(nameOf(tiers, about.tier))}`,
    about: {
      stamps: about.stamps.map((stamp) => t(stamp)),
      notes: [
        t(
          `评估 ${about.evaluation}，结果哈希 ${about.resultsHash}`,
          `evaluation ${about.evaluation}, results hash ${about.resultsHash}`,
        ),
      ],
    },
  };
}

/** The pages of one evaluation's analysis, each leading to the other. */
export function EvaluationFrame({ what, about, children }: { what: What; about: About; children: ReactNode }) {
  const t = useText();
  const { title } = useAbout(about);
  const params = { evaluation: String(about.evaluation) };
  return (
    <Page
      title={t(titles[what])}
      crumbs={[
        <Link key="all" to="/releases">
          {t("评估与发布", "Releases")}
        </Link>,
      ]}
      stamps={about.stamps.map((stamp) => t(stamp))}
      actions={
        what === "sensitivity" ? (
          <Link to="/evaluations/$evaluation/audit" params={params}>
            {t(titles.audit)}
          </Link>
        ) : (
          <Link to="/evaluations/$evaluation/sensitivity" params={params}>
            {t(titles.sensitivity)}
          </Link>
        )
      }
    >
      <div className="stack sensitivity">
        <p className="quiet">
          {title} · {t(nameOf(lenses, about.lens))} · {t(`评估 ${about.evaluation}`, `evaluation ${about.evaluation}`)}{" "}
          · {about.scheme.documentNo ?? t("无文号", "no document number")}
        </p>
        {children}
      </div>
    </Page>
  );
}

export function AnalystsOnly({ what }: { what: What }) {
  const t = useText();
  return (
    <Page title={t(titles[what])}>
      <Alert
        tone="warning"
        title={t(
          "只有省级分析员、领导和审计员可以看评估，请由他们办理。",
          "Only analysts, leaders and auditors of the province may read evaluations; ask one of them.",
        )}
      />
    </Page>
  );
}
