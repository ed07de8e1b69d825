import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Alert, Page, useText } from "@duibiao/ui";
import { FactorView, LimitView } from "./amount-views.tsx";
import { CatalogueLink } from "./catalogue-link.tsx";
import { FormView } from "./form-view.tsx";
import { IndicatorView } from "./indicator-view.tsx";
import { isKind, kinds, tabOf, type Kind } from "./kinds.ts";
import { DerivedView, MeasureView } from "./measure-view.tsx";
import { useOpened, VersionLine, WithCatalogue, type Opened } from "./opened.tsx";
import { RubricView, SurveyView } from "./opinion-views.tsx";
import { DemandedView, RuleView, WarningView } from "./rule-views.tsx";
import { SchemeView } from "./scheme-view.tsx";
import "./catalogue.css";

/** One entry of the catalogue at its own address. */
export function CatalogueEntryPage() {
  return (
    <WithCatalogue>
      <Entry />
    </WithCatalogue>
  );
}

function Entry() {
  const { kind, key = "" } = useParams({ strict: false }) as { kind?: string; key?: string };
  const opened = useOpened();
  const view = isKind(kind) ? viewOf(opened, kind, key) : null;
  return view ?? <NoEntry kind={isKind(kind) ? kind : undefined} id={key} />;
}

function viewOf({ document }: Opened, kind: Kind, key: string): ReactNode {
  const { derived, factorSets, forms, indicators, measures, rules, schemes } = document;
  const { limits = [], rubrics = [], ruleHomes = [], surveys = [], warnings = [] } = document;
  // The latter of two entries with one key counts, as everywhere; `key` makes each entry a page of its own.
  const shown = <E extends { key: string }>(entries: readonly E[], View: (props: { entry: E }) => ReactNode) => {
    const entry = entries.findLast((candidate) => candidate.key === key);
    return entry === undefined ? null : <View key={key} entry={entry} />;
  };
  switch (kind) {
    case "indicators":
      return shown(indicators, IndicatorView);
    case "measures":
      return shown(measures, MeasureView);
    case "derived":
      return shown(derived, DerivedView);
    case "forms":
      return shown(forms, FormView);
    case "rules":
      return shown(rules, RuleView);
    case "demanded":
      return shown(ruleHomes, DemandedView);
    case "warnings":
      return shown(warnings, WarningView);
    case "schemes":
      return shown(schemes, SchemeView);
    case "factors":
      return shown(factorSets, FactorView);
    case "limits":
      return shown(limits, LimitView);
    case "surveys":
      return shown(surveys, SurveyView);
    case "rubrics":
      return shown(rubrics, RubricView);
  }
}

function NoEntry({ kind, id }: { kind: Kind | undefined; id: string }) {
  const t = useText();
  return (
    <Page title={t("没有找到", "Not found")}>
      <Alert
        tone="warning"
        title={
          kind === undefined
            ? t("地址有误，请从目录进入。", "The address is wrong; enter by the catalogue.")
            : t(
                `这一版目录没有${kinds[kind].zh}“${id}”，请查看键，或另选版本。`,
                `This version has no ${kinds[kind].en.toLowerCase()} "${id}"; check the key, or choose another version.`,
              )
        }
      >
        <CatalogueLink tab={kind === undefined ? undefined : tabOf[kind]}>
          {t("到目录", "To the catalogue")}
        </CatalogueLink>
      </Alert>
      <p className="quiet">
        <VersionLine />
      </p>
    </Page>
  );
}
