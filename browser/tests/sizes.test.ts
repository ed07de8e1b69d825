import { afterAll, expect, test } from "vitest";
import { covered, overhang } from "../src/layout.ts";
import { countyPages, settle, type Place } from "../src/pages.ts";
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

afterAll(expectNoFaults);
