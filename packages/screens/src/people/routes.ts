import type { pageAt } from "../page-at.ts";
import { peopleSearch } from "./search.ts";

/** The pages of those who look after accounts and posts, the same in every app. */
export const peoplePages = (at: ReturnType<typeof pageAt>) => [
  at("/people", () => import("./people-page.tsx"), "PeoplePage", peopleSearch),
  at("/people/open", () => import("./open-page.tsx"), "OpenPage"),
  at("/people/proposals", () => import("./proposals-page.tsx"), "ProposalsPage"),
  at("/people/roles", () => import("./roles-page.tsx"), "RolesPage"),
  at("/people/$user", () => import("./person-page.tsx"), "PersonPage"),
];
