import type { Locator, Page } from "playwright-core";
import type { Person } from "./person.ts";

/** Opens the review desk on everything that was sent, or a tab of it, and enters the submission of a unit. */
export async function openPaper({ open, page }: Person, unit: string, form: string, tab = "all"): Promise<void> {
  await open(`/city/review?scope=sent&tab=${tab}`);
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

/** Asks about the cell that is looked at. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.press("q");
  const dialog = page.getByRole("dialog", { name: "发核实单" });
  await dialog.getByLabel("核实内容").fill(text);
  await dialog.getByRole("button", { name: "发出" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Returns the submission over the cell that is looked at, and over nothing else. */
export async function returnOver(
  page: Page,
  { unit, reason, cell, mend }: { unit: string; reason: string; cell: RegExp; mend: string },
): Promise<void> {
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: `退回 ${unit}` });
  await dialog.getByLabel("退回原因").fill(reason);
  await dialog.getByLabel(cell).fill(mend);
  for (const other of await dialog.getByRole("checkbox", { checked: true }).all()) await other.uncheck();
  await dialog.getByRole("button", { name: "确认退回" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Accepts what has no finding and no question, from the board; afterwards none is left there. */
export async function acceptClean({ open, page }: Person, count: number): Promise<void> {
  await open("/city/");
  await page.getByRole("button", { name: `批量通过无问题的（${count}）` }).click();
  const dialog = page.getByRole("dialog", { name: "批量通过无问题的报送" });
  await dialog.getByRole("button", { name: `确认通过 ${count} 份` }).click();
  await dialog.getByText(`通过 ${count} 份，失败 0 份`).waitFor();
  await dialog.getByRole("button", { name: "关闭", exact: true }).last().click();
  await page.getByRole("button", { name: "批量通过无问题的（0）" }).waitFor();
}
