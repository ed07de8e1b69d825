import { afterAll, expect, test } from "vitest";
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

const { enter, expectNoFaults } = visitors();

/** Names stay as they are registered, where the page says so (translate="no") or by their form: of places and their kinds, units, people, collections, releases, checks, documents and matters. */
const names = new RegExp(
  [
    "[一-龥]+（演示）",
    "(更正|异议)〔\\d+〕\\d+号",
    "20\\d\\d(Q\\d)? ?[一-龥]+(季报|年报|报表)",
    "20\\d\\d年[一-龥]+评估",
    "[一-龥]*(机关事务服务中心|机关事务局)",
    "演示省|[一-龥]{1,6}(市|县|区)(本级)?",
    "(?<![一-龥])(县|市辖区|县级市)(?![一-龥])",
    "[一-龥]{2,4} (clerk|reviewer|analyst)\\.\\d+",
    "[(（][^)）]*[)）]",
    "〔\\d+〕",
  ].join("|"),
  "gu",
);

/** Headings, buttons, tabs, column heads and labels of the page that still say something in Chinese. */
async function chinese({ page }: Person): Promise<string[]> {
  const texts = await page
    .locator("h1, h2, h3, button, nav a, th[scope=col], label, legend, summary, dt, [role=status]")
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility() && element.closest(".menu, .contact") === null)
        .map((element) => {
          const own = element.cloneNode(true) as Element;
          for (const inner of own.querySelectorAll("select, input, textarea, a, [translate=no]")) inner.remove();
          return own.textContent.trim();
        }),
    );
  return [...new Set(texts.map((text) => text.replace(names, "")))].filter((text) => /\p{Script=Han}/u.test(text));
}

async function switchToEnglish({ page }: Person): Promise<void> {
  await page.locator("header .menu summary").click();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

async function leftInChinese(person: Person, places: readonly Place[]): Promise<string[]> {
  await switchToEnglish(person);
  const found: string[] = [];
  for (const { name, path } of places) {
    await settle(person, path);
    found.push(...(await chinese(person)).map((text) => `${name}: ${text}`));
  }
  return found;
}

test("the county app speaks English in headings, buttons and labels", async () => {
  const clerk = await enter("clerk.990103");
  expect(await leftInChinese(clerk, await countyPages(clerk))).toEqual([]);
});

test("the city app speaks English in headings, buttons and labels", async () => {
  const reviewer = await enter("reviewer.990600");
  expect(await leftInChinese(reviewer, await cityPages(reviewer))).toEqual([]);
});

test("the pages of the province app that ask speak English in headings, buttons and labels", async () => {
  const analyst = await enter("analyst.990000");
  expect(await leftInChinese(analyst, await askingPages(analyst))).toEqual([]);
});

test("the pages of the province app that compare and rule speak English in headings, buttons and labels", async () => {
  const analyst = await enter("analyst.990000");
  const places = [...(await comparingPages(analyst)), ...(await rulingPages(analyst))];
  expect(await leftInChinese(analyst, places)).toEqual([]);
});

test("the pages of accounts and posts, and of changes of regions, speak English in headings, buttons and labels", async () => {
  const administrator = await enter("sysadmin.990000");
  expect(await leftInChinese(administrator, await peoplePages(administrator))).toEqual([]);
  const leader = await enter("leader.990000");
  expect(await leftInChinese(leader, leaderPages(leader))).toEqual([]);
});

test("the platform's own books, and the import of a whole export, speak English in headings, buttons and labels", async () => {
  const keeper = await enter("auditadmin.990000");
  expect(await leftInChinese(keeper, auditPages(keeper))).toEqual([]);
  const analyst = await enter("analyst.991200");
  expect(await leftInChinese(analyst, cityAnalystPages(analyst))).toEqual([]);
});

test("minutes, spot checks, matters and editions speak English in headings, buttons and labels", async () => {
  const leader = await enter("leader.990000");
  expect(await leftInChinese(leader, await reviewingPages(leader))).toEqual([]);
});

afterAll(expectNoFaults);
