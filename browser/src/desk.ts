import type { Locator, Page } from "playwright-core";
import type { Person } from "./person.ts";

/** Opens the review desk on everything that was sent and enters the submission of a unit. */
export async function openPaper({ open, page }: Person, unit: string, form: string): Promise<void> {
  await open("/city/review?scope=sent&tab=false");
  await paperLink(page, unit, form).click();
  await page.getByRole("heading", { level: 1, name: unit }).waitFor();
  await page.getByRole("complementary", { name: "审核" }).waitFor();
}

export const paperLink = (page: Page, unit: string, form: string): Locator =>
  page.getByRole("row").filter({ hasText: unit }).filter({ hasText: form }).getByRole("link");

/** Chooses a cell of the submission by its 行次. */
export async function lookAt(page: Page, row: string, name: string): Promise<void> {
  await page
    .getByRole("region", { name: "全部单元格" })
    .getByRole("row", { name: new RegExp(`^${row}\\b`) })
    .click();
  await page.locator("section.card", { has: page.getByRole("heading", { name: `${row} ${name}` }) }).waitFor();
}

/** Passes the submission that is open, by key, as a reviewer does it forty times a day. */
export async function accept(page: Page): Promise<void> {
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "审核通过" });
  await dialog.getByRole("button", { name: "确认通过" }).click();
  await dialog.waitFor({ state: "detached" });
}
