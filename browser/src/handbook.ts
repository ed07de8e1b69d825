import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "./chromium.ts";
import { gridOf } from "./grid.ts";
import { askingPages, cityPages, comparingPages, countyPages, settle, type Place } from "./pages.ts";
import { person, type Person } from "./person.ts";
import { startPlatform, type Platform } from "./platform.ts";

const folder = join(import.meta.dirname, "../../docs/handbook/img");

/** A modest window, so that a picture stays small and its text is read in print. */
const size = { width: 1080, height: 600 };

const take = (page: Page, name: string, height = size.height) =>
  page.screenshot({ path: join(folder, `${name}.png`), clip: { x: 0, y: 0, width: size.width, height } });

const pathOf = (places: readonly Place[], wanted: string): string => places.find(({ name }) => name === wanted)!.path;

async function clerkPictures(clerk: Person): Promise<void> {
  const { page } = clerk;
  const places = await countyPages(clerk);
  await settle(clerk, pathOf(places, "tasks"));
  await take(page, "clerk-tasks", 420);
  await settle(clerk, pathOf(places, "entry"));
  const grid = gridOf(page);
  await grid.type("01", `${await grid.yearBefore("01")}0`);
  await grid.notice("01").getByText("疑似单位错误").waitFor();
  await grid.stand("01");
  await take(page, "clerk-guard", 560);
  await grid
    .notice("01")
    .getByRole("button", { name: /一键换算为/ })
    .click();
  await grid.saved();
}

async function receiptPicture(clerk: Person): Promise<void> {
  await settle(clerk, pathOf(await countyPages(clerk), "receipt"));
  await take(clerk.page, "clerk-receipt", 600);
}

async function reviewerPictures(reviewer: Person): Promise<void> {
  const { page } = reviewer;
  const places = await cityPages(reviewer);
  await settle(reviewer, pathOf(places, "board"));
  await take(page, "reviewer-board", 520);
  await settle(reviewer, pathOf(places, "desk"));
  await take(page, "reviewer-desk", 500);
  await settle(reviewer, pathOf(places, "reconcile"));
  await take(page, "reviewer-reconcile");
}

async function analystPictures(analyst: Person): Promise<void> {
  const { page } = analyst;
  const places = [...(await askingPages(analyst)), ...(await comparingPages(analyst))];
  const pictures = { progress: "progress", ranking: "ranking", sheet: "leaf", release: "release" };
  for (const [name, place] of Object.entries(pictures)) {
    await settle(analyst, pathOf(places, place));
    await page.waitForTimeout(400);
    await take(page, `analyst-${name}`);
  }
}

/** Takes the pictures of the handbooks from a fresh demo province: `npm run handbook`. */
async function pictures(browser: Browser, { base, password }: Platform): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const enter = (username: string) => person(browser, username, { base, password, ...size });
  await clerkPictures(await enter("clerk.990907"));
  await receiptPicture(await enter("clerk.990103"));
  await reviewerPictures(await enter("reviewer.990600"));
  await analystPictures(await enter("analyst.990000"));
}

const platform = await startPlatform();
const browser = await openChromium();
try {
  await pictures(browser, platform);
} finally {
  await browser.close();
  await platform.close();
}
