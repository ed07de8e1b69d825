import { afterAll, expect, test } from "vitest";
import { gridOf } from "../src/grid.ts";
import { signIn } from "../src/person.ts";
import { openTask } from "../src/tasks.ts";
import { visitors } from "../src/visit.ts";

const { as, base, enter, password, expectNoFaults } = visitors();
const form = "能源资源消费季报";
// Three counties whose clerks are in the middle of the energy form.
const [first, second, third] = ["clerk.991006", "clerk.990807", "clerk.990907"] as const;

test("a session that ends while somebody types opens the sign-in over the form, and no cell is lost", async () => {
  const clerk = await as(first);
  const { page, context } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  await context.clearCookies();
  await grid.type("23", "41001");
  const dialog = page.getByRole("dialog", { name: /登录已失效.请重新登录/ });
  await dialog.waitFor();
  expect(await grid.shown("23")).toBe("41001");
  await signIn(page, first, password);
  await dialog.waitFor({ state: "detached" });
  await grid.saved();
  await page.reload();
  await grid.grid.waitFor();
  expect(await grid.shown("23")).toBe("41001");
});

test("another person who signs in there neither sees nor sends what the first one typed", async () => {
  const { page, context, open } = await as(first);
  const grid = gridOf(page);
  await context.clearCookies();
  await grid.type("24", "777");
  await page.getByRole("dialog", { name: /登录已失效.请重新登录/ }).waitFor();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (!["GET", "HEAD"].includes(request.method()) && !request.url().endsWith("/session")) sent.push(request.url());
  });
  await signIn(page, second, password);
  await page.getByText("您的单位没有这个任务").waitFor();
  await open("/county/");
  await page.getByRole("article", { name: form }).waitFor();
  expect(sent).toEqual([]);
  expect(await page.locator("input").count()).toBe(0);

  await context.clearCookies();
  await open("/county/");
  await signIn(page, first, password);
  await page.locator("#main").waitFor();
  await openTask(await as(first), form);
  expect(await grid.shown("24")).toBe("777");
  await grid.saved();
  expect(sent).toHaveLength(1);
});

test("what is typed without a network is kept, and saved once when the network is back", async () => {
  const clerk = await as(second);
  const { page, context } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  await context.setOffline(true);
  await grid.type("23", "52002");
  await grid.type("24", "5200.5");
  await page.getByText(/未保存.离线/).waitFor();
  const saved: string[] = [];
  page.on("requestfinished", (request) => {
    if (request.method() !== "PUT" || !request.url().endsWith("/cells")) return;
    const { cells } = request.postDataJSON() as { cells: { value: { value: string } }[] };
    saved.push(...cells.map((cell) => cell.value.value));
  });
  await context.setOffline(false);
  await grid.saved();
  // In one request or in two: no cell goes twice.
  expect(saved.toSorted()).toEqual(["5200.5", "52002"]);
  await page.reload();
  await grid.grid.waitFor();
  expect([await grid.shown("23"), await grid.shown("24")]).toEqual(["52002", "5200.5"]);
});

test("a form that was opened opens again without network, checks, and sends what was typed when the network is back", async () => {
  const clerk = await as(second);
  const { page, context } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await grid.type("23", "52003");
  await grid.saved();
  await context.setOffline(true);
  await page.reload();
  await grid.grid.waitFor();
  await page.getByText("服务器没有应答：页面显示的是").waitFor();
  expect(await grid.shown("23")).toBe("52003");
  await grid.type("24", "-1");
  await grid.line("24").getByRole("button", { name: "强制性" }).waitFor();
  await grid.type("24", "5201.5");
  await page.getByText(/未保存.离线.*可以关闭页面/).waitFor();
  await page.reload();
  await grid.grid.waitFor();
  expect([await grid.shown("23"), await grid.shown("24")]).toEqual(["52003", "5201.5"]);
  await context.setOffline(false);
  await grid.saved();
  await page.reload();
  await grid.grid.waitFor();
  expect([await grid.shown("23"), await grid.shown("24")]).toEqual(["52003", "5201.5"]);
});

test("whoever signs out with unsent figures is told, and the next person finds nothing of them", async () => {
  const clerk = await as(second);
  const { page, context, open } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  await context.setOffline(true);
  await grid.type("24", "5202.5");
  await page.getByText(/未保存.离线/).waitFor();
  await page.locator(".menu summary").first().click();
  await page.getByRole("button", { name: "退出登录" }).click();
  const dialog = page.getByRole("dialog", { name: "还有 1 处没有送到服务器" });
  await dialog.getByText("只归").waitFor();
  await dialog.getByRole("button", { name: "留在本机并退出" }).click();
  // The page that typed is gone before the network is back: it has nobody to send for any more.
  await expect.poll(() => page.url()).not.toContain("/county/");
  await context.setOffline(false);
  await open("/county/");
  await signIn(page, third, password);
  await page.getByRole("article", { name: form }).waitFor();
  expect(await page.getByText("没送到服务器").count()).toBe(0);
  await context.clearCookies();
  await open("/county/");
  await signIn(page, second, password);
  await page.getByText("本机还有没送到服务器的内容").waitFor();
  await openTask(clerk, form);
  await grid.saved();
  expect(await grid.shown("24")).toBe("5202.5");
  await open("/county/");
  await page.getByRole("article", { name: form }).waitFor();
  expect(await page.getByText("没送到服务器").count()).toBe(0);
});

test("what was typed just before the computer stopped is there at the next start, and is sent", async () => {
  const clerk = await enter(second);
  const { page, context } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await context.setOffline(true);
  await grid.type("24", "5203.5");
  await page.getByText(/未保存.离线/).waitFor();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(`${base}/help/clerk.html`);
  // As after a stop: what the browser had not yet written of its storage is gone.
  const kept = await next.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("duibiao.draft.")));
  expect(kept).toHaveLength(1);
  await next.evaluate((key) => localStorage.removeItem(key), kept[0]!);
  await next.goto(`${base}/county/`);
  await next.getByText("本机还有没送到服务器的内容").waitFor();
  await next.getByRole("article", { name: form }).getByRole("heading").getByRole("link").click();
  const again = gridOf(next);
  await again.saved();
  expect(await again.shown("24")).toBe("5203.5");
});

test("two windows that typed into one cell show both values, and the clerk chooses", async () => {
  const here = await as(third);
  const there = await enter(third);
  await openTask(here, form);
  await openTask(there, form);
  const [mine, theirs] = [gridOf(here.page), gridOf(there.page)];
  await theirs.type("23", "60006");
  await theirs.saved();
  await mine.type("23", "60007");
  const conflict = mine.notice("23");
  await conflict.getByText(/冲突.*您在另一个窗口/).waitFor();
  expect(await conflict.innerText()).toMatch(/60,007[^]*60,006/);
  await conflict.getByRole("button", { name: /用我的/ }).click();
  await mine.saved();
  await there.page.reload();
  await theirs.grid.waitFor();
  expect(await theirs.shown("23")).toBe("60007");
});

afterAll(expectNoFaults);
