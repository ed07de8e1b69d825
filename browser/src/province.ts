import type { Page } from "playwright-core";
import type { Person } from "./person.ts";

/** Evaluates the counties in a period and drafts a release of what came out; answers how many take part in the ranking. */
export async function evaluateAndDraft({ open, page }: Person, period: string, title: string): Promise<number> {
  await open("/province/releases");
  await page.getByRole("button", { name: "新评估" }).click();
  const dialog = page.getByRole("dialog", { name: "新评估" });
  await dialog.getByLabel("评估方案").selectOption("DEMO-1");
  await dialog.getByLabel("报告期").selectOption({ label: period });
  await dialog.getByRole("button", { name: "开始评估" }).click();
  const said = await dialog.getByText(/参加排名 \d+ 个/).innerText();
  await dialog.getByLabel("标题").fill(title);
  await dialog.getByRole("button", { name: "起草评估结果" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  return Number(/参加排名 (\d+) 个/.exec(said)![1]);
}

/** Takes the next step of the release that is open, and waits until it stands among the steps taken. */
export async function step(page: Page, deed: "征求意见" | "审定" | "发布"): Promise<void> {
  const steps = page.locator("section.card", { has: page.getByRole("heading", { name: "办理过程" }) });
  await steps.getByRole("button", { name: deed, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: deed, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await steps.getByRole("listitem").filter({ hasText: deed }).waitFor();
}

/** Chooses what is compared on the page of rankings. */
export async function openRanking({ open, page }: Person, indicator: string, period: string): Promise<void> {
  await open("/province/rankings");
  await page.getByLabel("指标", { exact: true }).selectOption({ label: indicator });
  await page.getByLabel("报告期", { exact: true }).selectOption({ label: period });
  await page.getByRole("heading", { level: 1, name: `${indicator} ${period}` }).waitFor();
}
