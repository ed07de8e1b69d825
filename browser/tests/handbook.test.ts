import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { print } from "../src/print.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
const folder = join(import.meta.dirname, "../../docs/handbook");
const roles = { clerk: "clerk.990907", reviewer: "reviewer.990600", analyst: "analyst.990000" };

describe.each(Object.entries(roles))("the handbook of the %s", (role, username) => {
  test("opens from 「?」 with every picture, says 演示数据, and leads back to the app", async () => {
    const { page, context, open } = await as(username);
    await open("/");
    await page.locator("#main").waitFor();
    const [book] = await Promise.all([context.waitForEvent("page"), page.locator("a.help").click()]);
    await book.waitForLoadState("load");
    expect(new URL(book.url()).pathname).toBe(`/help/${role}.html`);
    expect(await book.getByText("演示数据").count()).toBeGreaterThan(0);
    const images = await book
      .locator("img")
      .evaluateAll((found) =>
        (found as HTMLImageElement[]).map(({ src, naturalWidth, alt }) => ({ src, drawn: naturalWidth > 0, alt })),
      );
    expect(images.length).toBeGreaterThan(2);
    expect(images.filter(({ drawn, alt }) => !drawn || alt === "")).toEqual([]);
    for (const link of await book
      .locator("a")
      .evaluateAll((found) => (found as HTMLAnchorElement[]).map(({ href }) => href)))
      expect((await context.request.get(link)).status()).toBe(200);
    await book.close();
  });

  test("prints on at most six A4 pages", async () => {
    const { page, open } = await as(username);
    await open(`/help/${role}.html`);
    expect((await print(page)).pages).toBeLessThanOrEqual(6);
  });
});

test("pictures of the handbooks stay below 150 kB, and none lies about unused", async () => {
  const { context } = await as(roles.clerk);
  const texts = await Promise.all(
    Object.keys(roles).map(async (role) =>
      (await context.request.get(new URL(`/help/${role}.html`, (await as(roles.clerk)).page.url()).href)).text(),
    ),
  );
  const used = new Set(texts.join("").match(/img\/[\w-]+\.png/g));
  const there = readdirSync(join(folder, "img")).map((name) => `img/${name}`);
  expect([...used].filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  expect(there.filter((path) => !used.has(path))).toEqual([]);
  expect(there.filter((path) => statSync(join(folder, path)).size >= 150_000)).toEqual([]);
});

afterAll(expectNoFaults);
