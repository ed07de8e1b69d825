import type { Locator, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { visitors } from "../src/visit.ts";

const { as, base, expectNoFaults } = visitors();
const stamp = String(Date.now() % 1e6);
const username = `zhaoxin${stamp}`;
const own = "Rk7#vmQx2pLw";

/** Goes on with the Tab key alone until the part has the focus. */
async function tabTo(page: Page, part: Locator): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await part.evaluate((node) => node === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the Tab key does not reach it");
}

async function typeInto(page: Page, part: Locator, text: string): Promise<void> {
  await tabTo(page, part);
  await page.keyboard.type(text);
}

async function press(page: Page, part: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, part);
  await page.keyboard.press(key);
}

let code = "";

test("by keyboard alone: a system administrator opens an account with a post proposed, and reads out its code", async () => {
  const { page, open } = await as("sysadmin.990000");
  await open("/province/people");
  await press(page, page.getByRole("button", { name: "开设账号" }));
  const dialog = page.getByRole("dialog");
  const place = dialog.getByLabel("单位或地区");
  await typeInto(page, place, "演示省本级");
  const option = page.locator('datalist option[value^="演示省本级（"]');
  await option.waitFor({ state: "attached" });
  // The browser's own list of suggestions is outside the page: what it would put in is typed.
  const label = (await option.getAttribute("value"))!;
  await page.keyboard.press("Control+A");
  await page.keyboard.type(label);
  await dialog.getByText("已选定").waitFor();
  await typeInto(page, dialog.getByLabel("姓名"), "赵新");
  await typeInto(page, dialog.getByLabel("用户名"), username);
  await tabTo(page, dialog.getByLabel("提名任职"));
  await page.keyboard.press("ArrowDown");
  await press(page, dialog.getByRole("button", { name: "开设", exact: true }));
  code = await page.locator(".code-shown").innerText();
  expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
  await press(page, dialog.getByRole("button", { name: "完成" }));
});

test("by keyboard alone: the security administrator confirms the post", async () => {
  const { page, open } = await as("secadmin.990000");
  await open("/province/people/proposals");
  await page.getByText(username).waitFor();
  await press(page, page.getByRole("checkbox", { name: "赵新" }).last(), "Space");
  await press(page, page.getByRole("button", { name: /确认所选 1 条/ }));
  await page.getByText(username).waitFor({ state: "detached" });
});

test("with the code as it was heard one chooses an own password, and works; the code is worth nothing then", async () => {
  const { context } = await as("sysadmin.990000");
  const { page } = { page: await (await context.browser()!.newContext({ locale: "zh-CN" })).newPage() };
  await page.goto(`${base}/county/`);
  await typeInto(page, page.getByLabel("用户名", { exact: true }), username);
  await typeInto(page, page.getByLabel("密码", { exact: true }), code.replaceAll(" ", ""));
  await page.keyboard.press("Enter");
  await typeInto(page, page.getByLabel("新密码"), own);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "任务" }).waitFor();
  await page.context().close();
});

test("no screen of these had a script error or a refusal of the content policy", () => expectNoFaults());
afterAll(async () => {
  // The others' story counts the accounts: this one leaves none in use.
  const { page, open } = await as("sysadmin.990000");
  await open(`/province/people?q=${username}`);
  await page.getByRole("link", { name: "赵新" }).click();
  await page.getByRole("button", { name: "停用账号" }).click();
  await page.getByRole("dialog").getByLabel("理由").fill("测试结束");
  await page.getByRole("dialog").getByRole("button", { name: "停用账号" }).click();
  await page.getByText("已停用").first().waitFor();
});
