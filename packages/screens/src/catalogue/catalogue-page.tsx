import type { ReactNode } from "react";
import { Page, useText } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { CatalogueLink } from "./catalogue-link.tsx";
import { tabs, type Tab } from "./kinds.ts";
import { FormList, IndicatorList, MeasureList } from "./lists.tsx";
import { useOpened, VersionLine, WithCatalogue } from "./opened.tsx";
import { AmountList, OpinionList, SchemeList } from "./other-lists.tsx";
import { useSession } from "../session.ts";
import { RuleList, WarningList } from "./rule-lists.tsx";
import type { CatalogueSearch } from "./search.ts";
import "./catalogue.css";

const lists: Record<Tab, () => ReactNode> = {
  indicators: IndicatorList,
  measures: MeasureList,
  forms: FormList,
  rules: RuleList,
  warnings: WarningList,
  schemes: SchemeList,
  amounts: AmountList,
  opinions: OpinionList,
};

/** 目录: everything that is asked, computed, checked and scored, in one version. */
export function CataloguePage() {
  const t = useText();
  return (
    <Page title={t("目录", "Catalogue")} actions={<Drafts />}>
      <WithCatalogue>
        <Lists />
      </WithCatalogue>
    </Page>
  );
}

/** To the drafts, for those who write or read them; they stand in the province app. */
function Drafts() {
  const t = useText();
  const { posts } = useSession();
  const theirs = posts.some(
    ({ role, tier }) => (tier === "province" || tier === "nation") && (role === "analyst" || role === "leader"),
  );
  return theirs ? (
    <a className="btn" href="/province/catalogue/drafts">
      {t("目录修订", "Drafts")}
    </a>
  ) : null;
}

function Lists() {
  const t = useText();
  const [{ tab = "indicators" }] = useAddress<CatalogueSearch>();
  const List = lists[tab];
  return (
    <div className="stack catalogue">
      <Versions />
      <nav className="segments catalogue-tabs" aria-label={t("目录内容", "Parts of the catalogue")}>
        {Object.entries(tabs).map(([key, name]) => (
          <CatalogueLink key={key} tab={key as Tab} current={key === tab}>
            {t(name)}
          </CatalogueLink>
        ))}
      </nav>
      <List key={tab} />
    </div>
  );
}

function Versions() {
  const t = useText();
  const { head, heads } = useOpened();
  const [, change] = useAddress<CatalogueSearch>();
  return (
    <div className="row">
      <label className="inline-field">
        {t("版本", "Version")}
        <select
          className="input"
          value={head.id}
          onChange={({ target }) => {
            const id = Number(target.value);
            change({ version: id === heads[0]!.id ? undefined : id });
          }}
        >
          {heads.map(({ id, key, version, owner }, at) => (
            <option key={id} value={id}>
              {[key, version, owner === null ? t("（平台基础）", "(base)") : "", at === 0 ? t("现行", "in use") : ""]
                .filter(Boolean)
                .join(" ")}
            </option>
          ))}
        </select>
      </label>
      <span className="quiet">
        <VersionLine />
      </span>
    </div>
  );
}
