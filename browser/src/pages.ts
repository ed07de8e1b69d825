import type { Person } from "./person.ts";

type Assignment = {
  collectionId: number;
  unitId: number;
  formKey: string;
  lastRev: number;
  submissionId: number | null;
};
type Release = { id: number; state: string; tier: string; evaluationId: number };

/** One page of an app: whose it is, where it stands, and its first heading in Chinese. */
export type Place = { name: string; who: string; path: string };

const reads = async <T>({ context, page }: Person, path: string): Promise<T> => {
  const answer = await context.request.get(new URL(`/api/v1${path}`, page.url()).href);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  return (await answer.json()) as T;
};

/** The pages of a clerk: energy in work, vehicles sent. */
export async function countyPages(clerk: Person): Promise<Place[]> {
  const { items } = await reads<{ items: Assignment[] }>(clerk, "/assignments");
  const taskOf = (form: string) => {
    const found = items.find(({ formKey }) => formKey === form);
    if (found === undefined) throw new Error(`${clerk.username} has no ${form}`);
    return `/county/tasks/${found.collectionId}/${found.unitId}`;
  };
  const [energy, vehicles] = [taskOf("F_ENE"), taskOf("F_VEH")];
  const releases = await reads<{ items: Release[] }>(clerk, "/releases");
  const own = releases.items.findLast(({ tier }) => tier === "county")!;
  const of = (name: string, path: string): Place => ({ name, who: clerk.username, path });
  return [
    of("tasks", "/county/"),
    of("entry", energy),
    of("sign", `${energy}/sign`),
    of("excel", `${energy}/import`),
    of("receipt", `${vehicles}/receipt`),
    of("history", `${vehicles}/history`),
    of("questions", "/county/questions"),
    of("answered", "/county/questions?show=answered"),
    of("results", "/county/results"),
    of("result", `/county/results/${own.id}`),
    of("editions", `/county/results/${own.id}/editions`),
    of("matters", "/county/matters?show=all"),
    of("catalogue", "/county/catalogue"),
    of("indicator", "/county/catalogue/indicators/energy_per_area"),
    of("account", "/county/account"),
  ];
}

/** The pages of a reviewer of a city. */
export async function cityPages(reviewer: Person): Promise<Place[]> {
  const { page, open } = reviewer;
  await open("/city/review?scope=sent&tab=undecided");
  const paper = await page.getByRole("grid").getByRole("link").first().getAttribute("href");
  const of = (name: string, path: string): Place => ({ name, who: reviewer.username, path });
  return [
    of("board", "/city/"),
    of("queue", "/city/review?scope=sent&tab=undecided"),
    of("desk", paper!),
    of("reconcile", "/city/reconcile"),
    of("second reviews", "/city/second-reviews"),
    of("joint reviews", "/city/joint-reviews"),
    of("spot checks", "/city/spot-checks"),
    of("filings", "/city/filings"),
    of("unit changes", "/city/unit-changes"),
    of("meters", "/city/meters"),
    of("extensions", "/city/extensions"),
    of("all extensions", "/city/extensions?all=true"),
    of("burden", "/city/burden"),
    of("changes of regions", "/city/region-changes"),
    of("today's boundaries", "/city/reconcile?by=today"),
    of("rules", "/city/catalogue?tab=rules"),
    of("measure", "/city/catalogue/measures/veh_actual"),
  ];
}

/** What bureaus do together, what was objected to and corrected: pages of a leader of the province, who sees all of it. */
export async function reviewingPages(leader: Person): Promise<Place[]> {
  const first = async (path: string) => (await reads<{ items: { id: number }[] }>(leader, path)).items.at(-1)!.id;
  const of = (name: string, path: string): Place => ({ name, who: leader.username, path });
  const [minutes, check] = [await first("/joint-reviews"), await first("/spot-checks")];
  const [correction, objection] = [await first("/matters?kind=correction"), await first("/matters?kind=objection")];
  const { items } = await reads<{ items: Release[] }>(leader, "/releases");
  const corrected = items.find(({ tier, state }) => tier === "county" && state === "published")!;
  return [
    of("minutes", `/city/joint-reviews/${minutes}`),
    of("spot check", `/city/spot-checks/${check}`),
    of("second reviews", "/city/second-reviews"),
    of("matters", "/province/matters?show=all"),
    of("correction", `/province/matters/${correction}`),
    of("objection", `/province/matters/${objection}`),
    of("restatement", `/province/releases/${corrected.id}?part=editions`),
    of("city results", "/city/results"),
    of("city result", `/city/results/${corrected.id}`),
    of("city editions", `/city/results/${corrected.id}/editions`),
  ];
}

/** What an analyst of the province asks, of whom, and what it costs them; and the exports of other systems. */
export async function askingPages(analyst: Person): Promise<Place[]> {
  const of = (name: string, path: string): Place => ({ name, who: analyst.username, path });
  const { items: collections } = await reads<{ items: { id: number; origin: string }[] }>(analyst, "/collections");
  const asked = collections.findLast(({ origin }) => origin === "report")!.id;
  const { items: mappings } = await reads<{ items: { id: number }[] }>(analyst, "/mappings");
  const { items: changes } = await reads<{ items: { id: number }[] }>(analyst, "/region-changes");
  return [
    of("collections", "/province/collections"),
    of("collection", `/province/collections/${asked}`),
    of("collection's extensions", `/province/collections/${asked}?part=extensions`),
    of("collection's changes", `/province/collections/${asked}?part=changes`),
    of("opening", "/province/collections/open"),
    of("burden", "/province/burden"),
    of("burden by unit and month", "/province/burden?by=unit&monthly=true"),
    of("regions", "/province/regions"),
    of("changes of regions", "/province/region-changes"),
    ...changes.slice(0, 1).map(({ id }) => of("change of regions", `/province/region-changes/${id}`)),
    of("progress", "/province/"),
    of("mappings", "/province/mappings"),
    of("mapping", `/province/mappings?mapping=${mappings[0]!.id}`),
    of("new mapping", "/province/mappings/new"),
    of("whole import", "/province/mappings/import"),
  ];
}

/** The newest published release of the counties, which an analyst of the province looks into. */
async function published(analyst: Person): Promise<Release> {
  const { items } = await reads<{ items: Release[] }>(analyst, "/releases");
  return items.findLast(({ tier, state }) => tier === "county" && state === "published")!;
}

/** Where an analyst of the province compares regions: rankings, releases, profiles, trends. */
export async function comparingPages(analyst: Person): Promise<Place[]> {
  const release = await published(analyst);
  const { items: regions } = await reads<{ items: { regionId: number }[] }>(analyst, `/releases/${release.id}`);
  const { regionId } = regions[0]!;
  const of = (name: string, path: string): Place => ({ name, who: analyst.username, path });
  return [
    of("ranking", "/province/rankings?indicator=energy_per_area"),
    of("distance", "/province/rankings?show=distance"),
    of("releases", "/province/releases"),
    of("release", `/province/releases/${release.id}`),
    of("paper", `/province/releases/${release.id}?part=paper`),
    of("coverage", `/province/releases/${release.id}?part=coverage`),
    of("profile", `/province/regions/${regionId}`),
    of("trends", "/province/trends"),
    of("sheet", `/province/sheet/${release.evaluationId}/${regionId}`),
    of("leaf", `/province/sheet/${release.evaluationId}/${regionId}?indicator=energy_per_area`),
  ];
}

/** Where an analyst of the province keeps and tries the rules: schemes, drafts, panels, and how firm an outcome is. */
export async function rulingPages(analyst: Person): Promise<Place[]> {
  const { evaluationId } = await published(analyst);
  const of = (name: string, path: string): Place => ({ name, who: analyst.username, path });
  return [
    of("compare", "/province/schemes/compare"),
    of("sensitivity", `/province/evaluations/${evaluationId}/sensitivity`),
    of("remove one", `/province/evaluations/${evaluationId}/sensitivity?part=remove`),
    of("audit", `/province/evaluations/${evaluationId}/audit`),
    of("correlations", `/province/evaluations/${evaluationId}/audit?part=pairs`),
    of("panels", "/province/panels"),
    of("new panel", "/province/panels?new=true"),
    of("catalogue", "/province/catalogue"),
    of("scheme", "/province/catalogue/schemes/ZJI"),
    of("drafts", "/province/catalogue/drafts"),
    of("new draft", "/province/catalogue/drafts?new=true"),
  ];
}

/** The pages of those who look after accounts and posts. */
export async function peoplePages(administrator: Person): Promise<Place[]> {
  const { items } = await reads<{ items: { id: number }[] }>(administrator, "/users?q=clerk.990101");
  const of = (name: string, path: string): Place => ({ name, who: administrator.username, path });
  return [
    of("accounts", "/province/people"),
    of("new account", "/province/people?new=true"),
    of("many accounts", "/province/people/open"),
    of("proposed posts", "/province/people/proposals"),
    of("roles", "/province/people/roles"),
    of("account", `/province/people/${items[0]!.id}`),
    of("own account", "/province/account"),
  ];
}

/** The platform's own books: pages of an administrator of audit, and those that a system's administrator watches. */
export function auditPages(administrator: Person): Place[] {
  const of = (name: string, path: string): Place => ({ name, who: administrator.username, path });
  return [
    of("audit log", "/province/audit"),
    of("refused", "/province/audit?result=refused"),
    of("audit chain", "/province/audit/chain"),
    of("self-checks", "/province/self-checks"),
    of("deliveries", "/province/deliveries"),
    of("inbox", "/province/notices"),
    of("ways of notices", "/province/notices/settings"),
    of("tokens", "/province/tokens"),
  ];
}

/** What an analyst of a city has to do there: the export of another system for all of its units. */
export const cityAnalystPages = (analyst: Person): Place[] => [
  { name: "whole import", who: analyst.username, path: "/city/mappings/import" },
  { name: "board of an analyst", who: analyst.username, path: "/city/" },
];

/** What only the province's leader does to the tree of regions. */
export const leaderPages = (leader: Person): Place[] => [
  { name: "new change of regions", who: leader.username, path: "/province/region-changes/new" },
];

/** Opens a page and waits until it has shown what it loads. */
export async function settle({ open, page }: Person, path: string): Promise<void> {
  await open(path);
  await page.locator("#main h1, #main h2").first().waitFor();
  await page.waitForLoadState("networkidle");
}
