import type { Locator, Page } from "playwright-core";

/** The entry grid, its lines found by their 行次. */
export function gridOf(page: Page) {
  const grid = page.getByRole("grid");
  const line = (row: string): Locator =>
    grid.locator("tr[data-key]").filter({ has: page.locator(".col-row", { hasText: new RegExp(`^${row}$`) }) });
  const value = (row: string): Locator => line(row).locator(".col-value input");
  return {
    grid,
    line,
    value,
    /** What is said below a line: a suspicion, a conversion, a conflict, a remark. */
    notice: (row: string): Locator =>
      line(row).locator("xpath=following-sibling::tr[1][contains(@class,'notice-row')]"),
    /** 行次 of the lines in sight that are typed into, in order. */
    rows: async (): Promise<string[]> =>
      (await grid.locator("tr[data-key] .col-row").allInnerTexts()).filter((row) => /^\d/.test(row)),
    /** 上年同期 of a line without its grouping; empty where there was none. */
    yearBefore: async (row: string): Promise<string> => bare(await line(row).locator("[data-col='2']").innerText()),
    /** Puts the selection on a line's value, as a click does. */
    stand: (row: string): Promise<void> => value(row).click(),
    /** Types into a line's value key by key and leaves it with Enter. */
    async type(row: string, keys: string): Promise<void> {
      await value(row).click();
      await page.keyboard.type(keys);
      await page.keyboard.press("Enter");
    },
    /** Pastes rows of text from the line downwards, through the clipboard and Ctrl+V. */
    async paste(row: string, lines: readonly string[]): Promise<void> {
      await value(row).click();
      await page.evaluate((text) => navigator.clipboard.writeText(text), lines.join("\r\n"));
      await page.keyboard.press("Control+V");
    },
    /** Waits until everything typed is acknowledged, and nothing waits any more. */
    saved: (): Promise<void> =>
      page
        .locator(".save-line")
        .getByText(/已保存/)
        .waitFor(),
    shown: async (row: string): Promise<string> => bare(await value(row).inputValue()),
  };
}

export type Grid = ReturnType<typeof gridOf>;

/** A figure without its thousands separators. */
export const bare = (text: string): string => text.trim().replaceAll(",", "");

/** The first integer above `figure` times `factor`, as digits. */
export const times = (figure: string, factor: number): string => String(Math.ceil(Number(figure) * factor));
