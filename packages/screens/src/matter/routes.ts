import type { pageAt } from "../page-at.ts";
import { mattersSearch, objectionSearch } from "./search.ts";

/** The pages of matters, the same in every app. */
export const matterPages = (at: ReturnType<typeof pageAt>) => [
  at("/matters", () => import("./matters-page.tsx"), "MattersPage", mattersSearch),
  at("/matters/new", () => import("./objection-page.tsx"), "ObjectionPage", objectionSearch),
  at("/matters/$matter", () => import("./matter-page.tsx"), "MatterPage", mattersSearch),
];
