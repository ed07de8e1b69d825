import type { pageAt } from "../page-at.ts";

type At = ReturnType<typeof pageAt>;

/** Every change of the tree, where an app adds nothing to it. */
export const regionChangesPage = (at: At) => at("/region-changes", () => import("./changes-page.tsx"), "ChangesPage");
/** One change with what it handed over. */
export const regionChangePage = (at: At) =>
  at("/region-changes/$change", () => import("./change-page.tsx"), "ChangePage");
