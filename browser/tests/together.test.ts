import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Download, Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { fillTemplate } from "../../packages/workbook/src/testing.ts";
import { partsOf } from "../../packages/workbook/src/testing-zip.ts";
import { chooseFile, press } from "../src/keys.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
// One clerk answers for three units, two of them in the middle of the energy form.
const clerkName = "clerk.991202";
const form = "能源资源消费季报";
const [folder, outside] = ["units", "downloads"].map((name) => mkdtempSync(join(tmpdir(), `duibiao-${name}-`))) as [
  string,
  string,
];
afterAll(() => [folder, outside].forEach((path) => rmSync(path, { recursive: true, force: true })));

const hasFocus = (part: Locator) => part.evaluate((node) => node === document.activeElement);

async function bytesOf(download: Download): Promise<Uint8Array> {
  const path = join(outside, download.suggestedFilename());
  await download.saveAs(path);
  return new Uint8Array(readFileSync(path));
}

test("by keyboard alone: all templates of a clerk's units out as one zip, filled in, and back in at once", async () => {
  const { page, open } = await as(clerkName);
  await open("/county/");
  await press(
    page,
    page.getByRole("link", { name: new RegExp(`^\\d{4}Q\\d ${form}`) }).and(page.locator("[href*=together]")),
  );
  const begin = page.getByRole("button", { name: /^开始填报这 \d+ 个单位$/ });
  await page.getByText(/^用 Excel 填/).waitFor();
  if ((await begin.count()) > 0) await press(page, begin);
  const summary = page.locator("summary", { hasText: "用 Excel 填（3 个单位）" });
  await summary.waitFor();
  await press(page, summary);
  const all = page.getByRole("link", { name: "一次下载 3 份模板（zip）" });
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, all)]);
  expect(download.suggestedFilename()).toMatch(/各单位模板.*\.zip$/);
  const files = [...partsOf(await bytesOf(download))];
  expect(files.map(([name]) => name)).toEqual([
    expect.stringMatching(/^U991202 .*\.xlsx$/),
    expect.stringMatching(/^U991203 .*\.xlsx$/),
    expect.stringMatching(/^U991206 .*\.xlsx$/),
  ]);

  // Two are filled in, one of them holds what cannot be read; the third comes twice, under other names.
  const [first, second, third] = [files[0]!, files[1]!, files[2]!];
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes);
  put(first[0], fillTemplate(first[1], { "11": { value: "1201" } }));
  put(second[0], fillTemplate(second[1], { "11": { value: "约一千" } }));
  put("改了名.xlsx", fillTemplate(third[1], { "11": { value: "1206" } }));
  put("改了名（副本）.xlsx", fillTemplate(third[1], { "11": { value: "1207" } }));
  put("说明.docx", "x");
  await chooseFile(page, page.getByLabel("选择交回模板的文件夹"), folder);
  const row = (code: string) => page.getByRole("row").filter({ hasText: code });
  const unit = (name: string) => name.replace(/^U\d+ |\.xlsx$/g, "");
  await row(unit(first[0])).getByText("可导入，改动 1 格").waitFor();
  await row(unit(second[0])).getByText("1 处有问题，没有写入").waitFor();
  await row(unit(third[0])).getByText("可导入，改动 1 格").waitFor();
  await page.getByText("2 个文件没有收").waitFor();
  await page.getByText("是同一个单位的，没有收").waitFor();
  await page.getByText(/说明\.docx：不是 \.xlsx/).waitFor();

  const write = page.getByRole("button", { name: "正式导入没有问题的 2 份" });
  await press(page, write);
  await row(unit(first[0])).getByText("✓ 已导入 1 格").waitFor();
  await row(unit(third[0])).getByText("✓ 已导入 1 格").waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  // The table shows them: water stands in its own section.
  await press(page, page.getByRole("group", { name: "哪一节" }).getByRole("button", { name: "用水" }));
  await page.getByRole("grid").waitFor();
  const values = await page
    .getByRole("grid")
    .locator("input")
    .evaluateAll((nodes) => nodes.map((node) => (node as HTMLInputElement).value.replaceAll(",", "")));
  expect(values).toEqual(expect.arrayContaining(["1201"]));
  expect(values.some((value) => value === "1206" || value === "1207")).toBe(true);
});

test("by keyboard alone: one unit's own template out of the table, filled in, and back in", async () => {
  const { page } = await as(clerkName);
  const name = (await page.locator(".unit-files tbody th").nth(1).innerText()).trim();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, page.getByRole("link", { name: `下载 ${name} 的模板` })),
  ]);
  const path = join(folder, "再来一份.xlsx");
  writeFileSync(path, fillTemplate(await bytesOf(download), { "11": { value: "1300" } }));
  const chooser = page.getByLabel(`选择 ${name} 填好的文件`);
  await chooseFile(page, chooser, path);
  const row = page.locator(".unit-files tbody tr").nth(1);
  await row.getByText("可导入，改动 1 格").waitFor();
  expect(await hasFocus(chooser)).toBe(true);
  await press(page, row.getByRole("button", { name: `导入 ${name}` }));
  await row.getByText("✓ 已导入 1 格").waitFor();
});

afterAll(expectNoFaults);
