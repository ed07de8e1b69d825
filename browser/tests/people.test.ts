import { afterAll, expect, test } from "vitest";
import { pick, press, tabTo, typeInto } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, base, expectNoFaults } = visitors();
const stamp = String(Date.now() % 1e6);
const username = `zhaoxin${stamp}`;
const own = "Rk7#vmQx2pLw";

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
  for (const { id } of [from, to]) await writes(system, `/users/${id}/disable`, { reason: "测试结束" });
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
