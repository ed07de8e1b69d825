import { createRoute, lazyRouteComponent, type AnyRoute, type RootRoute } from "@tanstack/react-router";
import { progressSearch } from "./progress/search.ts";
import { profileSearch } from "./profile/search.ts";
import { rankingSearch } from "./rankings/search.ts";
import { releaseSearch, releasesSearch } from "./releases/search.ts";
import { trendSearch } from "./trends/search.ts";
import { wanted } from "@duibiao/screens/address";

type Search = Record<string, unknown>;

/** Every page of the app; each is loaded when it is first opened. What an address says beyond its page's search is dropped. */
export function pages(root: RootRoute): AnyRoute[] {
  const at = (
    path: string,
    load: () => Promise<Record<string, unknown>>,
    name: string,
    validateSearch: (search: Search) => Search = () => ({}),
  ) =>
    createRoute({
      getParentRoute: () => root,
      path,
      validateSearch,
      component: lazyRouteComponent(load as never, name as never),
    });
  return [
    at("/", () => import("./progress/progress-page.tsx"), "ProgressPage", progressSearch),
    at("/rankings", () => import("./rankings/rankings-page.tsx"), "RankingsPage", rankingSearch),
    at("/releases", () => import("./releases/releases-page.tsx"), "ReleasesPage", releasesSearch),
    at("/releases/$release", () => import("./releases/release-page.tsx"), "ReleasePage", releaseSearch),
    at("/regions/$region", () => import("./profile/profile-page.tsx"), "ProfilePage", profileSearch),
    at("/trends", () => import("./trends/trends-page.tsx"), "TrendsPage", trendSearch),
    at(
      "/sheet/$evaluation/$region",
      () => import("./sheet/sheet-page.tsx"),
      "SheetPage",
      ({ indicator }) => ({
        indicator: wanted.text(indicator),
      }),
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
  ];
}
