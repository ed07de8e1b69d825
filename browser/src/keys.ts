import type { FileChooser, Locator, Page } from "playwright-core";

/** Goes on with the Tab key alone until the part has the focus. */
export async function tabTo(page: Page, part: Locator): Promise<void> {
  await part.waitFor({ state: "attached" });
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

/** Types a day (2026-07-01) as the browser's own field takes it, in the order of its parts. */
export async function typeDay(page: Page, field: Locator, day: string): Promise<void> {
  await tabTo(page, field);
  const [year, month, date] = day.split("-") as [string, string, string];
  for (const order of [`${month}${date}${year}`, `${year}${month}${date}`, `${date}${month}${year}`]) {
    await page.keyboard.type(order);
    if ((await field.inputValue()) === day) return;
    await field.focus();
  }
  throw new Error(`the field does not take ${day}`);
}

/** Chooses a file from the keyboard: the browser's own window opens at a key. */
export async function chooseFile(
  page: Page,
  field: Locator,
  path: Parameters<FileChooser["setFiles"]>[0],
): Promise<void> {
  await tabTo(page, field);
  // A field that works on the files before takes no others.
  await field.and(page.locator(":not([aria-disabled=true])")).waitFor({ state: "attached" });
  // That the window is the test's to answer goes to the page by another way than keys do, and a busy page may hear of the
  // key first; a question goes behind it by the same way.
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    field.evaluate(() => null).then(() => page.keyboard.press("Enter")),
  ]);
  await chooser.setFiles(path);
}

/** Chooses in a closed list by its keys alone. */
export async function choose(page: Page, list: Locator, option: string | RegExp): Promise<void> {
  await tabTo(page, list);
  const chosen = () => list.evaluate((node) => (node as HTMLSelectElement).selectedOptions[0]?.text ?? "");
  const count = await list.locator("option").count();
  await page.keyboard.press("Home");
  for (let i = 0; i < count; i++) {
    const text = await chosen();
    if (typeof option === "string" ? text === option : option.test(text)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${String(option)} is not in the list`);
}
