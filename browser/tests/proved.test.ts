import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { gridOf } from "../src/grid.ts";
import { chooseFile, press, tabTo, typeDay, typeInto } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
// A county that has not begun the form of which every explained figure is to be proved by a paper.
const [clerkName, headName] = ["clerk.991001", "head.991001"];
const form = "“三公”经费与会议费季报";
const folder = mkdtempSync(join(tmpdir(), "duibiao-papers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small pdf of no pages; each differs, as two equal papers of a cell are one. */
function paper(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, `%PDF-1.4\n%${name}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
  return path;
}

const hasFocus = (part: Locator) => part.evaluate((node) => node === document.activeElement);

/** Opens what can be done with the cell that has the focus, and there a part of it. */
async function openPart(page: Page, part: string | RegExp): Promise<Locator> {
  await page.keyboard.press("Alt+ArrowDown");
  const dialog = page.getByRole("dialog");
  await press(page, dialog.getByRole("button", { name: part }));
  return dialog;
}

type Task = { formKey: string; submissionId: number | null; period: { start: string; end: string; key: string } };

async function taskOf({ context, page }: Person, formKey: string): Promise<Task> {
  const answer = await context.request.get(new URL("/api/v1/assignments", page.url()).href);
  const { items } = (await answer.json()) as { items: Task[] };
  return items.find((task) => task.formKey === formKey)!;
}

const later = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

test("by keyboard alone: a bill that reaches over both ends of the quarter is split by its days into the cell", async () => {
  const clerk = await as(clerkName);
  const { page, open } = clerk;
  await open("/county/");
  await press(page, page.getByRole("article", { name: form }).getByRole("link", { name: "开始填报" }));
  await press(page, page.getByRole("button", { name: "开始填报" }));
  const grid = gridOf(page);
  await grid.grid.waitFor();
  // The form takes the keys at once, at its first cell.
  await expect.poll(() => hasFocus(grid.value("01"))).toBe(true);
  for (const row of ["01", "02", "03", "04", "05"]) {
    if (row === "01" || row > "03") await page.keyboard.type(await grid.yearBefore(row));
    await page.keyboard.press("Enter");
  }
  // Back from the computed line below: meetings, receptions, the running of vehicles.
  for (let up = 0; up < 3; up++) await page.keyboard.press("ArrowUp");
  await expect.poll(() => hasFocus(grid.value("03"))).toBe(true);

  const { start, end } = (await taskOf(clerk, "F_CST")).period;
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  const dialog = await openPart(page, "账单分摊");
  await typeDay(page, dialog.getByLabel("起日"), later(start, -10));
  await typeDay(page, dialog.getByLabel("止日"), later(end, 10));
  // A tenth for each of its days: ten before the quarter, those of the quarter, ten after it.
  await typeInto(page, dialog.getByLabel(/^账单数/), ((days + 20) / 10).toFixed(1));
  await page.keyboard.press("Enter");
  const part = (days / 10).toFixed(1);
  await dialog.getByRole("cell", { name: part }).first().waitFor();
  expect(await hasFocus(dialog.getByLabel("起日"))).toBe(true);
  await press(page, dialog.getByRole("button", { name: new RegExp(`^写入本格 ${part} `) }));
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => grid.shown("03")).toBe(part);
  await expect.poll(() => hasFocus(grid.value("03"))).toBe(true);
});

test("by keyboard alone: a figure that needs a reason needs a paper too, and nothing is signed before it is attached", async () => {
  const clerk = await as(clerkName);
  const { page } = clerk;
  const grid = gridOf(page);
  const { submissionId } = await taskOf(clerk, "F_VEH");
  const answer = await clerk.context.request.get(new URL(`/api/v1/submissions/${submissionId}`, page.url()).href);
  const { cells } = (await answer.json()) as { cells: { measure: string; member: string; value: string }[] };
  const added = Number(cells.find(({ measure, member }) => measure === "veh_new" && member === "total")!.value);
  // Vehicles without a price, or a price without vehicles.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(added > 0 ? "0" : "19.8");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await grid.line("02").getByRole("button", { name: "核实性" }).waitFor();
  const explaining = await openPart(page, /^核验说明/);
  await typeInto(page, explaining.getByLabel("补充或其他原因"), "车款与车辆跨季：合同约定到车后付款");
  await press(page, explaining.getByRole("button", { name: "确定" }));
  await explaining.waitFor({ state: "detached" });
  expect(await hasFocus(grid.value("02"))).toBe(true);
  await grid
    .line("02")
    .getByText(/须附佐证/)
    .waitFor();
  await grid.saved();

  await press(page, page.getByRole("button", { name: "填完，去签署" }));
  const gate = page.getByRole("alert").filter({ hasText: "还不能签署和报送：1 处须先处理" });
  await gate.waitFor();
  expect(await page.getByRole("button", { name: "以填报人身份签署" }).isDisabled()).toBe(true);
  // From what is missing to its cell, and there to its papers.
  await press(page, gate.getByRole("listitem").getByRole("link"));
  await expect.poll(() => hasFocus(grid.value("02"))).toBe(true);
  const dialog = await openPart(page, /^佐证/);
  await chooseFile(page, dialog.getByLabel("选择文件"), paper("购车合同.pdf"));
  await press(page, dialog.getByRole("button", { name: "上传佐证" }));
  await dialog.getByText("已上传").waitFor();
  expect(await hasFocus(dialog.getByLabel("选择文件"))).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await hasFocus(grid.value("02"))).toBe(true);
  await grid.line("02").getByText("佐证 1 份").waitFor();
});

test("a paper chosen while the line is down waits on this computer, holds the signature, and is sent when it is back, whichever page is open", async () => {
  const { page, context } = await as(clerkName);
  const grid = gridOf(page);
  await context.setOffline(true);
  const dialog = await openPart(page, /^佐证/);
  await chooseFile(page, dialog.getByLabel("选择文件"), paper("付款凭证.pdf"));
  await press(page, dialog.getByRole("button", { name: "上传佐证" }));
  await dialog.getByText("文件已留在本机").waitFor();
  await dialog.getByText("在本机，待上传").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("1 份佐证还在本机，没有上传").waitFor();
  await press(page, page.getByRole("button", { name: "填完，去签署" }));
  await page.getByText("还有佐证没有上传").waitFor();
  // Round the form to the page where it is signed: nothing is signed there before the paper has arrived either.
  await press(page, page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "任务" }));
  const left = page.getByRole("status").filter({ hasText: "本机还有没送到服务器的内容" });
  await left.getByText("付款凭证.pdf").waitFor();
  await context.setOffline(false);
  await left.waitFor({ state: "detached" });
  await press(page, page.getByRole("article", { name: form }).getByRole("heading").getByRole("link"));
  await grid.line("02").getByText("佐证 2 份").waitFor();
});

test("by keyboard alone: clerk and head sign, and the report is sent with its papers", async () => {
  const { page } = await as(clerkName);
  await press(page, page.getByRole("button", { name: "填完，去签署" }));
  await page.getByText("必填、强制性校验、说明、佐证均已完成").waitFor();
  await press(page, page.getByRole("button", { name: "以填报人身份签署" }));
  const side = page.getByRole("region", { name: "签署" });
  await side.getByText("✓").first().waitFor();
  await expect.poll(() => hasFocus(side)).toBe(true);

  const head = await as(headName);
  await head.open("/county/");
  await press(head.page, head.page.getByRole("article", { name: form }).getByRole("heading").getByRole("link"));
  await press(head.page, head.page.getByRole("button", { name: "签署与报送" }));
  await press(head.page, head.page.getByRole("button", { name: "以负责人身份签署" }));
  await press(head.page, head.page.getByRole("button", { name: "报送", exact: true }));
  await head.page.getByText("已报送第 1 版").waitFor();
  await press(head.page, head.page.getByRole("link", { name: "查看回执" }));
  await head.page.getByRole("heading", { name: "报送回执" }).waitFor();
  await tabTo(head.page, head.page.getByRole("button", { name: "核验回执" }));
});

afterAll(expectNoFaults);
