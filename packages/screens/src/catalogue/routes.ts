import type { pageAt } from "../page-at.ts";
import { catalogueSearch, entrySearch } from "./search.ts";

/** The pages of the catalogue, the same in every app. */
export const cataloguePages = (at: ReturnType<typeof pageAt>) => [
  at("/catalogue", () => import("./catalogue-page.tsx"), "CataloguePage", catalogueSearch),
  at("/catalogue/$kind/$key", () => import("./entry-page.tsx"), "CatalogueEntryPage", entrySearch),
];
