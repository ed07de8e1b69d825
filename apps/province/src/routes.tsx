import type { AnyRoute, RootRoute } from "@tanstack/react-router";
import { cataloguePages, importPage, matterPages, pageAt, regionChangePage } from "@duibiao/screens";
import { rulesSearch } from "@duibiao/screens/rules";
import { auditSearch } from "./audit/search.ts";
import { collectionSearch, collectionsSearch, openSearch } from "./collections/search.ts";
import { draftSearch, draftsSearch } from "./catalogue/search.ts";
import { mappingsSearch } from "./mapping/search.ts";
import { panelSearch, panelsSearch } from "./panel/search.ts";
import { regionsSearch } from "./regions/search.ts";
import { progressSearch } from "./progress/search.ts";
import { profileSearch } from "./profile/search.ts";
import { rankingSearch } from "./rankings/search.ts";
import { releaseSearch, releasesSearch } from "./releases/search.ts";
import { compareSearch } from "./schemes/search.ts";
import { sensitivitySearch } from "./sensitivity/search.ts";
import { trendSearch } from "./trends/search.ts";
import { wanted } from "@duibiao/screens/address";
import { burdenSearch } from "@duibiao/screens/burden-search";
import { gapSearch } from "@duibiao/screens/gap-search";

/** Every page of the app. */
export function pages(root: RootRoute): AnyRoute[] {
  const at = pageAt(root);
  return [
    at("/", () => import("./progress/progress-page.tsx"), "ProgressPage", progressSearch),
    at("/collections", () => import("./collections/collections-page.tsx"), "CollectionsPage", collectionsSearch),
    at("/collections/open", () => import("./collections/open-page.tsx"), "OpenPage", openSearch),
    at(
      "/collections/$collection",
      () => import("./collections/collection-page.tsx"),
      "CollectionPage",
      collectionSearch,
    ),
    at("/burden", () => import("@duibiao/screens/burden"), "BurdenPage", burdenSearch),
    at("/rankings", () => import("./rankings/rankings-page.tsx"), "RankingsPage", rankingSearch),
    at("/releases", () => import("./releases/releases-page.tsx"), "ReleasesPage", releasesSearch),
    at("/releases/$release", () => import("./releases/release-page.tsx"), "ReleasePage", releaseSearch),
    at("/regions", () => import("./regions/regions-page.tsx"), "RegionsPage", regionsSearch),
    at("/region-changes", () => import("./regions/changes-page.tsx"), "ChangesPage"),
    at("/region-changes/new", () => import("./regions/new-change-page.tsx"), "NewChangePage"),
    regionChangePage(at),
    at("/regions/$region", () => import("./profile/profile-page.tsx"), "ProfilePage", profileSearch),
    at("/schemes/compare", () => import("./schemes/compare-page.tsx"), "ComparePage", compareSearch),
    at(
      "/evaluations/$evaluation/sensitivity",
      () => import("./sensitivity/sensitivity-page.tsx"),
      "SensitivityPage",
      sensitivitySearch,
    ),
    at("/evaluations/$evaluation/audit", () => import("./audit/audit-page.tsx"), "AuditPage", auditSearch),
    at("/panels", () => import("./panel/panels-page.tsx"), "PanelsPage", panelsSearch),
    at("/panels/$panel", () => import("./panel/panel-page.tsx"), "PanelPage", panelSearch),
    at("/mappings", () => import("./mapping/mappings-page.tsx"), "MappingsPage", mappingsSearch),
    importPage(at),
    at("/mappings/new", () => import("./mapping/new-mapping.tsx"), "NewMappingPage"),
    at("/trends", () => import("./trends/trends-page.tsx"), "TrendsPage", trendSearch),
    at(
      "/sheet/$evaluation/$region",
      () => import("./sheet/sheet-page.tsx"),
      "SheetPage",
      (search) => ({ indicator: wanted.text(search["indicator"]), ...gapSearch(search) }),
    ),
    at(
      "/revisions/$submission/$revision",
      () => import("./sheet/revision-page.tsx"),
      "RevisionPage",
      ({ cell, sheet }) => ({
        cell: wanted.text(cell),
        sheet: wanted.text(sheet),
      }),
    ),
    at("/rules/$collection", () => import("./rules/rules-page.tsx"), "RulesPage", rulesSearch),
    ...matterPages(at),
    ...cataloguePages(at),
    at("/catalogue/drafts", () => import("./catalogue/drafts-page.tsx"), "DraftsPage", draftsSearch),
    at("/catalogue/drafts/$draft", () => import("./catalogue/draft-page.tsx"), "DraftPage", draftSearch),
  ];
}
