import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { lastYear } from "../src/calendar.ts";
import { chooseFile, press } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { evaluateAndDraft, step } from "../src/province.ts";
import { visitors } from "../src/visit.ts";

// A county that the other stories leave alone.
const code = "990203";
const title = `${lastYear}县级机关运行保障评估（更正后，演示数据）`;

const { as, expectNoFaults } = visitors();
/** What one step leaves for the next ones to find again. */
const known = { matter: "", number: "", region: "", release: "", objections: [] as { path: string; number: string }[] };

// Each step stands on the one before: behind a broken one nothing is tried.
let broken = "";
beforeEach(({ skip }) => skip(broken !== "", `broken before: ${broken}`));
afterEach(({ task }) => {
  if (task.result?.state === "fail" && broken === "") broken = task.name;
});

const reads = async <T>({ page }: Person, path: string): Promise<T> =>
  (await page.evaluate(`fetch('/api/v1${path}').then((answer) => answer.json())`)) as T;
const numberOf = async (page: Page) =>
  /^(更正|异议)〔\d{4}〕\d+号/.exec(await page.getByRole("heading", { level: 1 }).innerText())![0];
const preview = (page: Page) => page.locator("section.card", { has: page.getByRole("heading", { name: "影响预览" }) });

type Task = { collectionId: number; unitId: number; formKey: string; regionId: number; period: { key: string } };

test("after the lock the head asks to correct a figure: a numbered request that shows what it would do", async () => {
  const head = await as(`head.${code}`);
  const { page } = head;
  const { items } = await reads<{ items: Task[] }>(head, "/assignments?all=true");
  const task = items.find(({ formKey, period }) => formKey === "F_OFF" && `${period.key}年` === lastYear)!;
  known.region = String(task.regionId);
  await head.open(`/county/tasks/${task.collectionId}/${task.unitId}`);
  await page.getByRole("link", { name: "锁定后更正" }).first().click();
  const line = page.getByLabel("要更正的数");
  await line.selectOption(await line.locator("option", { hasText: "一房一档完整间数" }).first().getAttribute("value"));
  await page.getByRole("button", { name: "加入" }).click();
  const stands = await page.locator(".changed-cell p").innerText();
  // Two rooms fewer have a complete file than was said; the value has the focus already.
  await page.keyboard.type(String(Number(/[\d,]+/.exec(stands)![0].replaceAll(",", "")) - 2));
  await page.getByLabel("更正理由").fill("两间办公室的档案不全（演示）");
  await page.getByLabel("依据").fill("房产档案目录，演示附件");
  await page.getByRole("button", { name: "签署并报出更正申请" }).press("Enter");
  await page.getByText("县级审核").first().waitFor();
  known.number = await numberOf(page);
  known.matter = new URL(page.url()).pathname.split("/").at(-1)!;
  await preview(page).getByRole("table").first().waitFor();
  await preview(page).getByText("更正所及").first().waitFor();
});

test("a file of the request chosen while the line is down waits on this computer, and is sent when it is back", async () => {
  const { page, context } = await as(`head.${code}`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await context.setOffline(true);
  await chooseFile(page, page.getByLabel("补充附件"), {
    name: "房产档案目录.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
  });
  await press(page, page.getByRole("button", { name: "上传", exact: true }));
  await page.getByText("文件已留在本机").waitFor();
  await page.reload();
  await page.getByText("在本机，待上传").waitFor();
  await press(page, page.getByRole("link", { name: "任务" }));
  const left = page.getByRole("status").filter({ hasText: "本机还有没送到服务器的内容" });
  await left.getByRole("link", { name: `${known.number} 附件` }).waitFor();
  await context.setOffline(false);
  await left.waitFor({ state: "detached" });
  await page.goBack();
  await page.getByRole("link", { name: "房产档案目录.pdf" }).waitFor();
});

test("county, city and province approve in turn, each having seen every score and place that it changes", async () => {
  const tiers = [
    [`leader.${code}`, "city", "同意，报上一级"],
    ["reviewer.990200", "city", "同意，报上一级"],
    ["reviewer.990000", "province", "同意，更正生效"],
  ] as const;
  for (const [who, app, deed] of tiers) {
    const { page, open } = await as(who);
    await open(`/${app}/matters?show=mine`);
    await page.getByRole("link", { name: known.number, exact: true }).click();
    await preview(page).getByText("更正所及").first().waitFor();
    await page.getByRole("button", { name: deed }).press("Enter");
    await page.getByRole("button", { name: deed }).waitFor({ state: "detached" });
  }
  const { page, open } = await as(`head.${code}`);
  await open(`/county/matters/${known.matter}`);
  await page.getByText("已更正").first().waitFor();
  await page.getByText("第 2 版次").first().waitFor();
});

test("the release of before is marked, and a new one goes out for comment", async () => {
  const analyst = await as("analyst.990000");
  await evaluateAndDraft(analyst, lastYear, title);
  known.release = new URL(analyst.page.url()).pathname.split("/").at(-1)!;
  await step(analyst.page, "征求意见");
  await analyst.page.getByText(`本版已计入 ${known.number}`).first().waitFor();
  await analyst.page.getByRole("link", { name: "更正对照表" }).click();
  const row = analyst.page.getByRole("table", { name: /更正对照表/ }).getByRole("row");
  await row.filter({ hasText: "−" }).first().waitFor();
  await analyst.page.getByText(`依据：${known.number}`).first().waitFor();
});

test("the county objects twice to its own result, by keyboard", async () => {
  const { page, open } = await as(`leader.${code}`);
  for (const reason of ["得分与本局测算不一致（演示）", "分组不合理（演示）"]) {
    await open(`/city/results/${known.release}/${known.region}`);
    await page.getByRole("link", { name: "提出异议" }).press("Enter");
    if (reason.startsWith("分组")) {
      await page.getByRole("button", { name: "对标组" }).press("Enter");
      await page.getByLabel("应归入").selectOption({ index: 1 });
    }
    await page.getByLabel("理由").fill(reason);
    await page.getByLabel("依据").fill("本局测算表，演示附件");
    await page.getByRole("button", { name: "提出异议" }).press("Enter");
    await page.getByText("省级答复").first().waitFor();
    known.objections.push({ path: new URL(page.url()).pathname, number: await numberOf(page) });
  }
});

test("nothing is published over an open objection; the province replies to one in writing", async () => {
  const leader = await as("leader.990000");
  const { page } = leader;
  await leader.open(`/province/releases/${known.release}`);
  await step(page, "审定");
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "发布", exact: true }).click();
  await dialog.getByText("还有异议没有答复").waitFor();
  const [first, second] = known.objections as [{ path: string; number: string }, { path: string; number: string }];
  for (const { number } of [first, second]) await dialog.getByRole("link", { name: number }).waitFor();
  expect(await dialog.getByRole("button", { name: "不采纳，仍然发布" }).isDisabled()).toBe(true);
  await dialog.getByRole("link", { name: first.number }).click();
  await page.getByRole("button", { name: "不同意" }).click();
  await page.getByLabel("答复").fill("得分按目录公式计算，见计算单（演示）");
  await page.getByRole("button", { name: "答复", exact: true }).press("Enter");
  await page.getByRole("button", { name: "答复", exact: true }).waitFor({ state: "detached" });
  const county = await as(`leader.${code}`);
  await county.open(first.path);
  await county.page.getByText("得分按目录公式计算，见计算单（演示）").first().waitFor();
});

test("over the other one it is published with a reason that every reader sees", async () => {
  const { page, open } = await as("leader.990000");
  await open(`/province/releases/${known.release}`);
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "发布", exact: true }).click();
  await dialog.getByLabel(/不采纳即发布的理由/).fill("对标组按规模分组，已公示（演示）");
  await dialog.getByRole("button", { name: "不采纳，仍然发布" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText("未采纳即发布").first().waitFor();
  await page.getByText("对标组按规模分组，已公示（演示）").first().waitFor();
});

test("city and county see the corrected edition beside the old one, for their own regions", async () => {
  for (const [who, path] of [
    ["reviewer.990200", "/city/results"],
    [`head.${code}`, "/county/results"],
  ] as const) {
    const { page, open } = await as(who);
    await open(`${path}/${known.release}`);
    await page.getByRole("link", { name: "更正对照表" }).press("Enter");
    await page.getByRole("table", { name: /更正对照表/ }).waitFor();
    await page.getByText(`依据：${known.number}`).first().waitFor();
    await page.getByLabel("与哪一版对比").waitFor();
  }
});

afterAll(expectNoFaults);
