import { createRoute, lazyRouteComponent, type RootRoute } from "@tanstack/react-router";

type Search = Record<string, unknown>;

/**
 * Makes the pages of an app: each is loaded when it is first opened. What an address says beyond what its page's
 * `search` keeps is dropped.
 */
export const pageAt =
  (root: RootRoute) =>
  (
    path: string,
    load: () => Promise<Record<string, unknown>>,
    name: string,
    search: (given: Search) => Search = () => ({}),
  ) =>
    createRoute({
      getParentRoute: () => root,
      path,
      validateSearch: search,
      component: lazyRouteComponent(load as never, name as never),
    });
