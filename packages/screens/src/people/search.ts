import { wanted } from "../address.ts";

const states = ["active", "waiting", "postless", "ending", "disabled"] as const;
const roles = [
  "clerk",
  "head",
  "reviewer",
  "leader",
  "analyst",
  "auditor",
  "system_admin",
  "security_admin",
  "audit_admin",
] as const;

export type PeopleSearch = {
  q?: string | undefined;
  role?: (typeof roles)[number] | undefined;
  state?: (typeof states)[number] | undefined;
  page?: number | undefined;
  new?: true | undefined;
};

export const peopleSearch = (given: Record<string, unknown>): PeopleSearch => ({
  q: wanted.text(given["q"])?.slice(0, 60),
  role: wanted.oneOf(given["role"], roles),
  state: wanted.oneOf(given["state"], states),
  page: wanted.id(given["page"]),
  new: wanted.flag(given["new"]),
});
