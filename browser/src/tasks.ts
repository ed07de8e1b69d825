import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Person } from "./person.ts";

/** Opens a task from the list of tasks by the name of its form. */
export async function openTask({ open, page }: Person, form: string): Promise<void> {
  await open("/county/");
  await page.getByRole("article", { name: form }).getByRole("heading").getByRole("link").click();
  await page.getByRole("grid").waitFor();
}

/** From the form to 签署与报送. */
export async function goToSign(page: Page): Promise<void> {
  await page.getByRole("button", { name: /去签署/ }).click();
  await page.getByRole("heading", { name: "签署与报送" }).waitFor();
}

/** Signs what stands on the page; the signature then shows with the name. */
export async function signAs(page: Page, role: "填报人" | "负责人"): Promise<void> {
  await page.getByRole("button", { name: `以${role}身份签署` }).click();
  await page.locator(".sign-side .fact", { hasText: role }).getByText("✓").waitFor();
}

/** The head looks at what the clerk has signed, and signs too. */
export async function headSigns({ open, page }: Person, form: string): Promise<void> {
  await open("/county/");
  await page.getByRole("article", { name: form }).getByRole("heading").getByRole("link").click();
  await page.getByRole("button", { name: "签署与报送" }).click();
  await signAs(page, "负责人");
}

/** Sends what both have signed; ends on the page that says which revision it became. */
export async function submit(page: Page, revision: number): Promise<void> {
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await page.getByText(`已报送第 ${revision} 版`).waitFor();
}

/** Opens the receipt and has the platform verify it; answers its content hash. */
export async function receiptHash(page: Page): Promise<string> {
  await page.getByRole("link", { name: "查看回执" }).click();
  await page.getByRole("heading", { name: "报送回执" }).waitFor();
  const hash = await page.locator(".fact", { hasText: "内容校验码" }).locator("code").innerText();
  await page.getByRole("button", { name: "核验回执" }).click();
  await page.locator(".receipt .alert-success").waitFor();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  return hash;
}
