import { createRoute, lazyRouteComponent, type AnyRoute, type RootRoute } from "@tanstack/react-router";

/** Every page of the app; each is loaded when it is first opened. */
export function pages(root: RootRoute): AnyRoute[] {
  const at = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
    createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, name as never) });
  return [
    at("/", () => import("./board/board-page.tsx"), "BoardPage"),
    at("/review", () => import("./review/queue-page.tsx"), "QueuePage"),
    at("/review/$submission", () => import("./review/submission-page.tsx"), "SubmissionPage"),
    at("/reconcile", () => import("./reconcile/reconcile-page.tsx"), "ReconcilePage"),
    at("/reconcile/$consolidation", () => import("./reconcile/sheet-page.tsx"), "SheetPage"),
  ];
}
