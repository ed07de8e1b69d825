import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import { afterAll, expect, test } from "vitest";
import { covered, overhang } from "../src/layout.ts";
import {
  askingPages,
  auditPages,
  cityAnalystPages,
  cityPages,
  comparingPages,
  countyPages,
  leaderPages,
  peoplePages,
  reviewingPages,
  rulingPages,
  settle,
  type Place,
} from "../src/pages.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { enter, base, expectNoFaults } = visitors();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical violations of what the page shows now, each with where it is. */
async function violations({ page }: Person): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} ${target.join(" ")} ${html.slice(0, 160)}`));
}

/** The pages' policy lets no script of a test in; that it is kept is seen by every other file. */
const entering = (username: string) => enter(username, { options: { bypassCSP: true } });

/** What scrolls sideways or cannot be clicked once the window shows half as much each way, as at 200 % zoom. */
async function tooWide(person: Person): Promise<string[]> {
  const { page } = person;
  const window = page.viewportSize()!;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wide = await overhang(person);
  const found = [...(wide === "" ? [] : [wide]), ...(await covered(person))];
  await page.setViewportSize(window);
  return found.map((text) => `at 200 %: ${text}`);
}

/** What is wrong with each of the pages, one after the other: `[]` means that every one may be used by everybody. */
async function checked(person: Person, places: readonly Place[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path } of places) {
    await settle(person, path);
    const faults = [...(await violations(person)), ...(await tooWide(person))];
    found.push(...faults.map((text) => `${name}: ${text}`));
  }
  return found;
}

/** A walk has a test of its own for every dozen pages: on a busy machine one page takes four seconds. */

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of the county app, dialogs of the grid included", async () => {
  const clerk = await entering("clerk.990103");
  const places = await countyPages(clerk);
  const found = await checked(clerk, places);
  const typing = await entering("clerk.990907");
  const entry = (await countyPages(typing)).find(({ name }) => name === "entry")!;
  await settle(typing, entry.path);
  await typing.page.getByRole("grid").locator(".col-value input").first().click();
  await typing.page.keyboard.press("Alt+ArrowDown");
  await typing.page.getByRole("dialog").waitFor();
  found.push(...(await violations(typing)).map((text) => `cell dialog: ${text}`));
  expect(found).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of the city app, nor in the return", async () => {
  const reviewer = await entering("reviewer.990600");
  const places = await cityPages(reviewer);
  const found = await checked(reviewer, places);
  await settle(reviewer, places.find(({ name }) => name === "desk")!.path);
  await reviewer.page.keyboard.press("r");
  await reviewer.page.getByRole("dialog").waitFor();
  found.push(...(await violations(reviewer)).map((text) => `return: ${text}`));
  expect(found).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of the province app that ask", async () => {
  const analyst = await entering("analyst.990000");
  expect(await checked(analyst, await askingPages(analyst))).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of the province app that compare regions", async () => {
  const analyst = await entering("analyst.990000");
  expect(await checked(analyst, await comparingPages(analyst))).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of the province app that keep and try the rules", async () => {
  const analyst = await entering("analyst.990000");
  expect(await checked(analyst, await rulingPages(analyst))).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the pages of accounts and posts, and of changes of regions", async () => {
  const administrator = await entering("secadmin.990000");
  const found = await checked(administrator, await peoplePages(administrator));
  const leader = await entering("leader.990000");
  expect([...found, ...(await checked(leader, leaderPages(leader)))]).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on the platform's own books, nor in the import of a whole export", async () => {
  const keeper = await entering("auditadmin.990000");
  const found = await checked(keeper, auditPages(keeper));
  const analyst = await entering("analyst.991200");
  expect([...found, ...(await checked(analyst, cityAnalystPages(analyst)))]).toEqual([]);
});

test("axe finds nothing serious, and nothing is cut off at 200 % zoom, on minutes, spot checks, matters and editions", async () => {
  const leader = await entering("leader.990000");
  expect(await checked(leader, await reviewingPages(leader))).toEqual([]);
});

test("axe finds nothing serious on the sign-in page and in the handbooks", async () => {
  const anybody = await entering("clerk.990907");
  await anybody.context.clearCookies();
  await anybody.page.goto(`${base}/county/`);
  await anybody.page.getByLabel("用户名", { exact: true }).waitFor();
  const found = await violations(anybody);
  for (const book of ["clerk", "reviewer", "analyst"]) {
    await anybody.page.goto(`${base}/help/${book}.html`);
    found.push(...(await violations(anybody)).map((text) => `${book}: ${text}`));
  }
  expect(found).toEqual([]);
});

afterAll(expectNoFaults);
