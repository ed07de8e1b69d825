import { afterAll, expect, test } from "vitest";
import { cityPages, countyPages, provincePages, settle, type Place } from "../src/pages.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { enter, expectNoFaults } = visitors();

test("the first page of the county app needs at most 350 kB of script and style", async () => {
  const { page, context, open } = await enter("clerk.990907");
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const kinds = new Map<string, string>();
  let [bytes, files] = [0, 0];
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!["Script", "Stylesheet"].includes(kinds.get(requestId) ?? "")) return;
    bytes += encodedDataLength;
    files++;
  });
  await open("/county/");
  await page.getByRole("article").first().waitFor();
  await page.waitForLoadState("networkidle");
  expect(files).toBeGreaterThan(1);
  expect(bytes).toBeLessThanOrEqual(350 * 1024);
});

/** How far the page reaches over the right edge of the window, and which elements do. */
const overhang = ({ page }: Person) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide <= 0) return "";
    const guilty = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return `${wide} px: ${guilty
      .slice(0, 4)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .join(", ")}`;
  });

/** Buttons, links and fields in sight that another element covers in their middle: nobody can click them. */
const covered = ({ page }: Person) =>
  page.evaluate(() => {
    const found: string[] = [];
    // An open dialog covers the page on purpose: what is to be reached stands in it.
    const place = document.querySelector("dialog[open]") ?? document.querySelector("#main")!;
    for (const control of place.querySelectorAll<HTMLElement>("button, a, select, input")) {
      if (control.closest(".sr-only, .dt-scroll, .entry-scroll, .scroll-x") || control.tabIndex < 0) continue;
      // What a closed menu holds is not there yet.
      if (!control.checkVisibility()) continue;
      control.scrollIntoView({ block: "center" });
      const box = control.getClientRects()[0];
      if (box === undefined || box.width < 2) continue;
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top !== null && !control.contains(top) && !top.contains(control))
        found.push(`${control.textContent?.trim().slice(0, 20)} under ${top.tagName.toLowerCase()}.${top.className}`);
    }
    return found;
  });

async function measured(person: Person, places: readonly Place[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path } of places) {
    await settle(person, path);
    const wide = await overhang(person);
    if (wide !== "") found.push(`${name}: ${wide}`);
    found.push(...(await covered(person)).map((text) => `${name}: ${text}`));
  }
  return found;
}

test("signing, receipt, replies and own results fit a phone of 390 px", async () => {
  const clerk = await enter("clerk.990103", { width: 390, height: 844 });
  const wanted = ["tasks", "sign", "receipt", "questions", "answered", "results", "result"];
  const places = (await countyPages(clerk)).filter(({ name }) => wanted.includes(name));
  expect(places).toHaveLength(wanted.length);
  expect(await measured(clerk, places)).toEqual([]);
  // A question is answered there: its field and its button are in sight.
  await settle(clerk, "/county/questions");
  await clerk.page.getByLabel("答复").first().scrollIntoViewIfNeeded();
  expect(await clerk.page.getByRole("button", { name: "答复" }).first().isEnabled()).toBe(false);
});

test("the reason of a return fits a phone of 390 px", async () => {
  const clerk = await enter("clerk.990104", { width: 390, height: 844 });
  await settle(clerk, "/county/questions");
  await clerk.page.getByText("请核对后重报").first().waitFor();
  expect(await overhang(clerk)).toBe("");
});

test("at 200 % zoom no page of the county app scrolls sideways or hides a control", async () => {
  const clerk = await enter("clerk.990103", { width: 720, height: 450 });
  expect(await measured(clerk, await countyPages(clerk))).toEqual([]);
});

test("at 200 % zoom no page of the city app scrolls sideways or hides a control", async () => {
  const reviewer = await enter("reviewer.990600", { width: 720, height: 450 });
  expect(await measured(reviewer, await cityPages(reviewer))).toEqual([]);
});

test("at 200 % zoom no page of the province app scrolls sideways or hides a control", async () => {
  const analyst = await enter("analyst.990000", { width: 720, height: 450 });
  expect(await measured(analyst, await provincePages(analyst))).toEqual([]);
});

afterAll(expectNoFaults);
