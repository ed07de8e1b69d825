import type { Locator, Page } from "playwright-core";

/** Goes on with the Tab key alone until the part has the focus. */
export async function tabTo(page: Page, part: Locator): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await part.evaluate((node) => node === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the Tab key does not reach it");
}

export async function typeInto(page: Page, part: Locator, text: string): Promise<void> {
  await tabTo(page, part);
  await page.keyboard.type(text);
}

export async function press(page: Page, part: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, part);
  await page.keyboard.press(key);
}

/** Types a part of a name, then what the browser's own list of suggestions, which is outside the page, would put in. */
export async function pick(page: Page, field: Locator, part: string, option: Locator): Promise<void> {
  await typeInto(page, field, part);
  await option.waitFor({ state: "attached" });
  const label = (await option.getAttribute("value"))!;
  await page.keyboard.press("Control+A");
  await page.keyboard.type(label);
}
