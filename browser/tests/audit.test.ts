import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
const command = fileURLToPath(new URL("../../packages/cli/bin/duibiao-verify.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "duibiao-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a city's audit administrator comes straight into the log and finds by person and by object, with the keyboard", async () => {
  const { page, open } = await as("auditadmin.990100");
  await open("/city/");
  await page.getByRole("heading", { name: "审计日志" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/city/audit");
  expect(await page.getByRole("navigation", { name: "主导航" }).getByRole("link").allInnerTexts()).toEqual(["审计"]);
  await page.getByLabel(/^人员/).focus();
  await page.keyboard.type("auditadmin.990100");
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).search).toContain("person=auditadmin.990100");
  const log = page.getByRole("table", { name: "审计日志" });
  await log
    .getByRole("row", { name: /auditadmin\.990100/ })
    .first()
    .waitFor();
  for (const row of await log
    .getByRole("row")
    .filter({ hasNot: page.getByRole("columnheader") })
    .allInnerTexts())
    expect(row).toContain("auditadmin.990100");
  // Coming in asked for nothing that is not theirs.
  expect(await log.getByRole("row", { name: /被拒绝/ }).count()).toBe(0);
  // A page that is not theirs says so instead of failing.
  await open("/city/review?scope=sent");
  await page
    .locator("#main")
    .getByText(/无权|没有权限|不能/)
    .first()
    .waitFor();
});

test("what the pages hand out is verified by the command as a stranger runs it, without the server", async () => {
  const { page, open, context } = await as("auditadmin.990000");
  await open("/province/");
  await page.getByRole("navigation", { name: "审计" }).getByRole("link", { name: "审计链核验" }).click();
  await page.getByRole("button", { name: "重算" }).click();
  await page.getByText(/完好：\d+ 环全部相符/).waitFor();
  const key = await page.locator(".facts code").innerText();
  const taken = async (name: RegExp | string) => {
    const link = page.getByRole("link", { name });
    const answer = await context.request.get(new URL((await link.getAttribute("href"))!, page.url()).href);
    const file = join(folder, (await link.getAttribute("download"))!);
    writeFileSync(file, await answer.body());
    return file;
  };
  const head = await taken("下载链头");
  const files: string[] = [];
  for (const name of await page.locator(".audit-files a").allInnerTexts()) files.push(await taken(name));
  expect(files.length).toBeGreaterThan(0);
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args, "--key", key]);
    return { status, said: `${stdout.toString("utf8")}${stderr.toString("utf8")}` };
  };
  const { status, said } = run("chain", ...files, "--head", head);
  expect(said).toMatch(/完好：第 1 至 \d+ 环/);
  expect(status).toBe(0);
});

afterAll(expectNoFaults);
