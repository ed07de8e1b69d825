import type { pageAt } from "../page-at.ts";
import { importSearch } from "./search.ts";

/** The page where a whole export of another system comes in. */
export const importPage = (at: ReturnType<typeof pageAt>) =>
  at("/mappings/import", () => import("./import-page.tsx"), "ImportPage", importSearch);
