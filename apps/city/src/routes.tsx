import type { AnyRoute, RootRoute } from "@tanstack/react-router";
import {
  cataloguePages,
  editionsPage,
  importPage,
  matterPages,
  pageAt,
  regionChangePage,
  regionChangesPage,
} from "@duibiao/screens";
import { rulesSearch } from "@duibiao/screens/rules";
import { wanted } from "@duibiao/screens/address";
import { burdenSearch } from "@duibiao/screens/burden-search";
import { gapSearch } from "@duibiao/screens/gap-search";
import { boardSearch } from "./board/search.ts";
import { extensionsSearch } from "./extensions/search.ts";
import { filingsSearch, partSearch } from "./filings/search.ts";
import { reconcileSearch } from "./reconcile/search.ts";
import { deskSearch, queueSearch } from "./review/search.ts";

/** A list whose address remembers its order. */
const sorted = ({ sort }: Record<string, unknown>) => ({ sort: wanted.text(sort) });

/** Every page of the app. */
export function pages(root: RootRoute): AnyRoute[] {
  const at = pageAt(root);
  return [
    at("/", () => import("./board/board-page.tsx"), "BoardPage", boardSearch),
    at("/review", () => import("./review/queue-page.tsx"), "QueuePage", queueSearch),
    at("/review/$submission", () => import("./review/submission-page.tsx"), "SubmissionPage", deskSearch),
    at("/extensions", () => import("./extensions/extensions-page.tsx"), "ExtensionsPage", extensionsSearch),
    at("/burden", () => import("@duibiao/screens/burden"), "BurdenPage", burdenSearch),
    at("/reconcile", () => import("./reconcile/reconcile-page.tsx"), "ReconcilePage", reconcileSearch),
    at("/reconcile/$consolidation", () => import("./reconcile/sheet-page.tsx"), "SheetPage", reconcileSearch),
    at("/filings", () => import("./filings/filings-page.tsx"), "FilingsPage", filingsSearch),
    at("/joint-reviews", () => import("./joint-reviews/joint-reviews-page.tsx"), "JointReviewsPage", sorted),
    at("/joint-reviews/$minutes", () => import("./joint-reviews/minutes-page.tsx"), "MinutesPage"),
    at("/spot-checks", () => import("./spot-checks/spot-checks-page.tsx"), "SpotChecksPage", sorted),
    at("/spot-checks/$check", () => import("./spot-checks/spot-check-page.tsx"), "SpotCheckPage", sorted),
    at("/second-reviews", () => import("./second-reviews/duties-page.tsx"), "DutiesPage"),
    at("/unit-changes", () => import("./unit-changes/changes-page.tsx"), "ChangesPage", partSearch),
    at("/meters", () => import("./meters/meters-page.tsx"), "MetersPage", partSearch),
    at("/results", () => import("./results/results-page.tsx"), "ResultsPage"),
    at(
      "/results/$release",
      () => import("./results/release-page.tsx"),
      "ReleasePage",
      ({ sort, text, scope }) => ({
        sort: wanted.text(sort),
        text: wanted.text(text),
        scope: wanted.oneOf(scope, ["all"]),
      }),
    ),
    editionsPage(at),
    at("/results/$release/$region", () => import("./results/region-page.tsx"), "RegionPage", gapSearch),
    at("/rules/$collection", () => import("./rules/rules-page.tsx"), "RulesPage", rulesSearch),
    regionChangesPage(at),
    regionChangePage(at),
    importPage(at),
    ...matterPages(at),
    ...cataloguePages(at),
  ];
}
