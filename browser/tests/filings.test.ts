import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { partsOf } from "../../packages/workbook/src/testing-zip.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
const folder = mkdtempSync(join(tmpdir(), "duibiao-folder-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a folder of returned templates: what is in already, what is faulty and where, and what is no template", async () => {
  const { page, open, context } = await as("reviewer.990403");
  await open("/city/filings");
  const form = page.getByLabel(/^报表/);
  await form.locator("option").first().waitFor({ state: "attached" });
  const labels = await form.locator("option").allInnerTexts();
  await form.selectOption({ label: labels.find((label) => label.includes("服务保障"))! });
  const all = page.getByRole("link", { name: /^下载全部模板/ });
  const zip = await context.request.get(new URL((await all.getAttribute("href"))!, page.url()).href);
  // The first institution's template holds what was filed for it; the fourth's is blank.
  for (const [name, content] of partsOf(new Uint8Array(await zip.body())))
    if (/教育局|民政/.test(name)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "说明.docx"), "x");
  writeFileSync(join(folder, "~$竹里区教育局.xlsx"), "x");

  await page.getByLabel(/^报送人/).fill("收表员");
  await page.getByLabel("选择交回模板的文件夹").setInputFiles(folder);
  await page.getByText("以上只是试收，还没有写入。").waitFor();
  await page.getByText("1 个文件不是 .xlsx，没有收").waitFor();
  const files = page.getByRole("table", { name: "收到的文件" });
  await expect.poll(() => files.getByRole("row", { name: /教育局/ }).innerText()).toContain("已收过");
  await expect.poll(() => files.getByRole("row", { name: /民政/ }).innerText()).toContain("有错");
  // Each error with its file, sheet and cell.
  const errors = page.getByRole("table", { name: "错误清单" }).getByRole("row");
  expect(await errors.nth(1).innerText()).toMatch(/民政[\s\S]*\.xlsx[\s\S]*填报!D\d+/);

  await page.getByRole("button", { name: /^正式收下 1 份/ }).click();
  await expect.poll(() => files.getByRole("row", { name: /民政/ }).innerText()).toContain("有错，已留底");
  const listed = page.getByRole("table", { name: "所辖单位交表情况" }).getByRole("row");
  await page.getByRole("button", { name: /^有错 2$/ }).click();
  await expect.poll(() => listed.count()).toBe(3);
  await page.reload();
  await expect.poll(() => listed.count()).toBe(3);
  await page.getByRole("link", { name: "标红退回" }).first().waitFor();
});

test("a change of institutions shows whom it concerns before it is recorded", async () => {
  const { page, open } = await as("leader.990403");
  await open("/city/unit-changes");
  const listed = page.getByRole("table", { name: /单位变动/ }).getByRole("row");
  await expect.poll(() => listed.count()).toBe(3);
  await page.getByRole("button", { name: "登记单位变动" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("被撤并的单位").fill("民政");
  await dialog.getByRole("button", { name: /民政/ }).click();
  await dialog.getByLabel("并入哪个单位").fill("机关事务");
  await dialog.getByRole("button", { name: /机关事务服务中心（/ }).click();
  const day = (await listed.nth(1).innerText()).match(/\d{4}-\d\d-\d\d/)![0];
  await dialog.getByLabel("自何日起").fill(day.replace(/\d\d$/, "20"));
  await dialog.getByLabel("原因").fill("机构改革");
  await dialog.getByRole("button", { name: "先看影响" }).click();
  await dialog.getByText("1 项未锁定的任务会改变").waitFor();
  expect(await listed.count()).toBe(3);
  await dialog.getByRole("button", { name: "确认登记" }).click();
  await expect.poll(() => listed.count()).toBe(4);
});

afterAll(expectNoFaults);
