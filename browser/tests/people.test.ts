import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readOffice, writeOffice } from "../../packages/workbook/src/testing.ts";
import { pick, press, tabTo, typeInto } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, base, expectNoFaults } = visitors();
const stamp = String(Date.now() % 1e6);
const username = `zhaoxin${stamp}`;
const own = "Rk7#vmQx2pLw";

const folder = mkdtempSync(join(tmpdir(), "duibiao-people-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let code = "";

test("by keyboard alone: a system administrator opens an account with a post proposed, and reads out its code", async () => {
  const { page, open } = await as("sysadmin.990000");
  await open("/province/people");
  await press(page, page.getByRole("button", { name: "开设账号" }));
  const dialog = page.getByRole("dialog");
  await pick(
    page,
    dialog.getByLabel("单位或地区"),
    "演示省本级",
    page.locator('datalist option[value^="演示省本级（"]'),
  );
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

/** A write of somebody signed in, past the screens: what a test only needs to be there. */
async function writes<T>({ context, page }: Person, path: string, data: object): Promise<T> {
  const key = `browser-${crypto.randomUUID()}`;
  const answer = await context.request.post(`${base}/api/v1${path}`, {
    data,
    headers: { "X-Duibiao": "1", "Idempotency-Key": key, Origin: new URL(page.url()).origin },
  });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const [leaver, follower] = [`lizhi${stamp}`, `jieti${stamp}`];

test("by keyboard alone: all posts of one who leaves go to who follows in one step", async () => {
  const [system, security] = [await as("sysadmin.990000"), await as("secadmin.990000")];
  const reads = async <T>(path: string) =>
    (await (await security.context.request.get(`${base}/api/v1${path}`)).json()) as T;
  const { items } = await reads<{ items: { region: number | null; unit: number | null; name: string }[] }>(
    `/places?q=${encodeURIComponent("演示省本级")}`,
  );
  const unit = items.find((item) => item.unit !== null)!.unit!;
  const opened = (name: string, user: string) =>
    writes<{ id: number }>(system, "/users", { username: user, name, unit });
  const [from, to] = [await opened("李离任", leaver), await opened("王接替", follower)];
  const { password } = await writes<{ password: string }>(system, `/users/${from.id}/reset`, { reason: "测试" });
  await writes(security, "/posts", { user: from.id, role: "clerk", unit });
  const { page, open } = security;
  await open(`/province/people/${from.id}`);
  await press(page, page.getByRole("button", { name: "移交全部任职" }));
  const dialog = page.getByRole("dialog");
  await pick(page, dialog.getByLabel("接任者"), "王接替", page.locator(`datalist option[value*="${follower}"]`));
  await dialog.getByText("已选定").waitFor();
  await typeInto(page, dialog.getByLabel("理由"), "调离");
  await press(page, dialog.getByRole("button", { name: "移交", exact: true }));
  await dialog.getByText("已移交给王接替").waitFor();
  await press(page, dialog.getByRole("button", { name: "完成" }));
  await open(`/province/people/${to.id}`);
  await page.getByRole("cell", { name: /填报人/ }).waitFor();
  expect((await reads<{ posts: unknown[] }>(`/users/${from.id}`)).posts).toEqual([]);
  await leavesWithoutPost(system, password);
  for (const { id } of [from, to]) await writes(system, `/users/${id}/disable`, { reason: "测试结束" });
});

/** Whoever has no post any more, or only a code, is told so, and leaves the computer to the next one. */
async function leavesWithoutPost({ context }: Person, password: string) {
  const page = await (await context.browser()!.newContext({ locale: "zh-CN" })).newPage();
  const enter = async (text: string) => {
    await page.goto(`${base}/county/`);
    await typeInto(page, page.getByLabel("用户名", { exact: true }), leaver);
    await typeInto(page, page.getByLabel("密码", { exact: true }), text);
    await page.keyboard.press("Enter");
  };
  const leave = async () => {
    await press(page, page.getByRole("button", { name: "退出登录" }));
    await page.getByRole("button", { name: "登录", exact: true }).waitFor();
  };
  await enter(password);
  await page.getByLabel("新密码").waitFor();
  await leave();
  await enter(password);
  await typeInto(page, page.getByLabel("新密码"), own);
  await page.keyboard.press("Enter");
  await page.getByText("您现在没有任职").waitFor();
  await leave();
  await page.context().close();
}

test("by keyboard alone: the units of a region without an account stand in a table; with names in it, it opens them all", async () => {
  const { page, open } = await as("sysadmin.990000");
  await open("/province/people/open");
  await press(page, page.locator("summary").filter({ hasText: "按地区预填" }));
  await pick(
    page,
    page.getByLabel("地区", { exact: true }),
    "竹里区",
    page.locator('datalist option[value^="竹里区（990403"]'),
  );
  await page.getByText("已选定").waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    press(page, page.getByRole("button", { name: "下载预填表" })),
  ]);
  await page.getByText(/\d+ 个单位，补上姓名、电话即可上传/).waitFor();
  const path = join(folder, "预填.xlsx");
  await saved.saveAs(path);
  const [head, ...rows] = readOffice(readFileSync(path)) as string[][];
  expect(head).toEqual(["用户名", "姓名", "电话", "地区代码", "单位代码", "岗位"]);
  // Two rows for each institution of the county; its own unit has a clerk and a head already.
  const units = [...new Set(rows.map((row) => row[4]))];
  expect(units.length).toBeGreaterThan(2);
  for (const unit of units) {
    expect(unit).not.toBe("U990403");
    expect(rows.filter((row) => row[4] === unit).map((row) => row[5])).toEqual(["填报人", "负责人"]);
  }
  const named = rows.map((row, at) => [row[0]!, `演示${at + 1}`, "000-0000000", "", row[4]!, row[5]!]);
  writeFileSync(path, writeOffice([head!, ...named], "xlsx"));
  await page.getByLabel("表格文件").setInputFiles(path);
  await press(page, page.getByRole("button", { name: "试运行" }));
  await page.getByText(`${rows.length} 行都可以开设，还没有写入。`).waitFor();
  await press(page, page.getByRole("button", { name: "全部开设" }));
  await page.getByText(`已开设。${rows.length} 个一次性密码只显示这一次`).waitFor();
  expect(await page.locator(".slip").count()).toBe(rows.length);

  // Nobody of the region is left: no table to fill.
  await open("/province/people/open");
  await press(page, page.locator("summary").filter({ hasText: "按地区预填" }));
  await pick(
    page,
    page.getByLabel("地区", { exact: true }),
    "竹里区",
    page.locator('datalist option[value^="竹里区（990403"]'),
  );
  await press(page, page.getByRole("button", { name: "下载预填表" }));
  await page.getByText("这个地区的单位都已有账号。").waitFor();
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
