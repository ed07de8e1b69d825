import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startChromium } from "../src/chromium.ts";
import { paperLink } from "../src/desk.ts";
import { signIn } from "../src/person.ts";

// One computer that several people share; its browser is killed again and again.
const { base, password } = inject("platform");
const folder = mkdtempSync(join(tmpdir(), "duibiao-computer-"));
let computer: Awaited<ReturnType<typeof startChromium>>;
let at = "";
const found = "恢复了您上次未提交的内容";
const page = () => computer.page;

beforeAll(async () => void (computer = await startChromium(folder)));
afterAll(async () => {
  await computer.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function open(who: string, path: string): Promise<void> {
  if (at !== who) await page().context().clearCookies();
  await page().goto(`${base}${path}`);
  await page().locator("#main, input[type=password]").first().waitFor();
  if (await page().locator("input[type=password]").count()) await signIn(page(), who, password);
  await page().locator("#main").waitFor();
  at = who;
}
/** As when the power goes, a second after the last key: what a slow machine needs to write it down. */
async function kill(): Promise<void> {
  await page().waitForTimeout(1000);
  await computer.kill();
  computer = await startChromium(folder);
}
const reads = async <T>(path: string): Promise<T> =>
  (await page().evaluate(`fetch('/api/v1${path}').then((answer) => answer.json())`)) as T;
const wordsHere = () =>
  page().evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("duibiao.words.")));
const look = async (name: string) => {
  mkdirSync(join(import.meta.dirname, "../.report"), { recursive: true });
  await page().screenshot({ path: join(import.meta.dirname, `../.report/${name}.png`), fullPage: true });
};

const reviewer = "reviewer.990600";
const dialog = () => page().getByRole("dialog", { name: "发核实单" });
// Said once only, also on a platform that a test ran on before.
const begun = `第 ${Date.now() % 100_000} 次核对：用电比上年同期多三成，请`;
let desk = "";
let clerk = "";

test("a question that a reviewer has half written outlasts a killed browser, for that reviewer alone, until it is sent", async () => {
  await open(reviewer, "/city/");
  await open(reviewer, "/city/review?scope=sent&tab=fails");
  await paperLink(page(), "机关事务服务中心", "能源资源消费季报").first().click();
  await page().getByRole("complementary", { name: "审核" }).waitFor();
  await page().keyboard.press("j");
  await expect.poll(() => new URL(page().url()).searchParams.get("at")).not.toBeNull();
  desk = page().url().slice(base.length);
  await page().keyboard.press("q");
  await dialog().getByLabel("核实内容").fill(begun);
  await kill();

  // Somebody else of the bureau at the same computer finds nothing of it.
  await open("leader.990600", desk);
  await page().getByRole("complementary", { name: "审核" }).waitFor();
  await page().keyboard.press("q");
  expect(await page().getByText(begun).count()).toBe(0);

  await open(reviewer, desk);
  await page().getByRole("complementary", { name: "审核" }).waitFor();
  await page().keyboard.press("q");
  await dialog().getByText(found).waitFor();
  expect(await dialog().getByLabel("核实内容").inputValue()).toBe(begun);
  await look("question");
  await dialog().getByLabel("核实内容").fill(`${begun}说明原因。`);
  await dialog().getByRole("button", { name: "发出" }).click();
  await dialog().waitFor({ state: "detached" });
  await kill();
  await open(reviewer, desk);
  await page().getByText(`${begun}说明原因。`).waitFor();
  expect(await wordsHere()).toEqual([]);
  await page().keyboard.press("q");
  await dialog().getByLabel("核实内容").waitFor();
  expect(await dialog().getByText(found).count()).toBe(0);

  const { items } = await reads<{ items: { text: string; submissionId: number }[] }>("/questions");
  const { submissionId } = items.find(({ text }) => text === `${begun}说明原因。`)!;
  const { regionId } = await reads<{ regionId: number }>(`/submissions/${submissionId}`);
  const regions = await reads<{ items: { id: number; code: string }[] }>("/regions");
  clerk = `clerk.${regions.items.find(({ id }) => id === regionId)!.code}`;
});

test("the clerk's first page says where half-written words stand and leads there; what is dropped is gone", async () => {
  await open(clerk, "/county/questions");
  const card = () => page().locator("article.question", { hasText: `${begun}说明原因。` });
  await card().getByLabel("答复").fill("采暖期比上年长");
  await kill();
  await open(clerk, "/county/");
  const left = page().getByRole("listitem").filter({ hasText: "核实单的答复" });
  await left.getByText("没写完").waitFor();
  await look("clerk");
  await left.getByRole("link", { name: "核实单的答复" }).click();
  await card().getByText(found).waitFor();
  expect(await card().getByLabel("答复").inputValue()).toBe("采暖期比上年长");
  await look("reply");
  await open(clerk, "/county/");
  await left.getByRole("button", { name: "不要了：核实单的答复" }).click();
  await left.waitFor({ state: "detached" });
  await kill();
  await open(clerk, "/county/questions");
  await card().getByLabel("答复").waitFor();
  expect([await card().getByText(found).count(), await wordsHere()]).toEqual([0, []]);
});

const leader = "leader.990300";

test("an objection and its withdrawal outlast a killed browser with all that was chosen, and are offered to nobody else", async () => {
  await open(leader, "/city/");
  const { items } = await reads<{ items: { id: number; state: string; tier: string }[] }>("/releases");
  // One of cities: other tests have sent one of counties out for comment.
  const release = items.find(({ state, tier }) => state === "consulting" && tier === "city")!.id;
  const regions = await reads<{ items: { id: number; code: string }[] }>("/regions");
  const region = regions.items.find(({ code }) => code === "990300")!.id;
  await open(leader, `/city/results/${release}/${region}`);
  await page().getByRole("link", { name: "提出异议" }).click();
  await page().getByLabel("哪个数").selectOption({ index: 2 });
  await page().getByLabel("应为（可不填）").fill("12.5");
  await page().getByLabel("理由").fill("两家单位已经划出，口径");
  const path = page().url().slice(base.length);
  await look("objection-before");
  await kill();

  await open("reviewer.990300", path);
  await page().getByLabel("理由").waitFor();
  expect(await page().getByLabel("理由").inputValue()).toBe("");
  await open(leader, path);
  await page().getByText(found).waitFor();
  expect([
    await page().getByLabel("理由").inputValue(),
    await page().getByLabel("应为（可不填）").inputValue(),
  ]).toEqual(["两家单位已经划出，口径", "12.5"]);
  await look("objection");
  await page().getByLabel("依据").fill("划转文件目录，演示附件");
  // The server has it, and its answer never comes here.
  await page().route("**/api/v1/releases/*/objections", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page().getByRole("button", { name: "提出异议" }).click();
  await page().getByRole("alert").first().waitFor();
  expect(await wordsHere()).toHaveLength(1);
  await kill();
  await open(leader, path);
  await page().getByLabel("理由").waitFor();
  expect([await page().getByLabel("理由").inputValue(), await wordsHere()]).toEqual(["", []]);
  const raised = await reads<{ items: { id: number; regionId: number }[] }>(
    `/matters?kind=objection&release=${release}`,
  );
  const matter = `/city/matters/${raised.items.find(({ regionId }) => regionId === region)!.id}`;

  await open(leader, matter);
  await page().getByRole("button", { name: "撤回", exact: true }).click();
  await page().getByLabel("撤回的原因").fill("已与省局核对，口径");
  await kill();
  await open(leader, matter);
  await page().getByText(found).waitFor();
  expect(await page().getByLabel("撤回的原因").inputValue()).toBe("已与省局核对，口径");
  await look("withdraw");
  await page().locator(".menu summary").first().click();
  await page().getByRole("button", { name: "退出登录" }).click();
  await page().getByRole("dialog").getByRole("link", { name: "撤回的原因" }).waitFor();
  await look("sign-out");
  await page().getByRole("button", { name: "先不退出" }).click();
  await page().getByLabel("撤回的原因").fill("已与省局核对，口径无误");
  await page().getByRole("button", { name: "确认撤回" }).click();
  await page().getByText("已与省局核对，口径无误").first().waitFor();
  await kill();
  await open(leader, matter);
  await page().getByText("已与省局核对，口径无误").first().waitFor();
  expect(await wordsHere()).toEqual([]);
});

test("a long form outlasts a killed browser, too, and what is dropped is as it was before", async () => {
  const analyst = "analyst.990000";
  const opening = `/province/collections/open?form=F_VEH&periods=${new Date().getFullYear() + 4}Q1`;
  await open(analyst, opening);
  await page().getByLabel("布置文号").fill("演机管〔2030〕1号（演示");
  await page().getByLabel("名单（单位代码）").fill("U990805 U9908");
  await kill();
  await open(analyst, opening);
  await page().getByText(found).waitFor();
  expect(await page().getByLabel("布置文号").inputValue()).toBe("演机管〔2030〕1号（演示");
  expect(await page().getByLabel("名单（单位代码）").inputValue()).toBe("U990805 U9908");
  await look("opening");
  await page().getByRole("button", { name: "不要了" }).click();
  expect([await page().getByLabel("布置文号").inputValue(), await wordsHere()]).toEqual(["", []]);

  await open("leader.990000", "/province/region-changes/new");
  await page().getByLabel("批准文号").fill("演民〔2030〕2号（演示");
  await page().getByLabel("说明").fill("两县合并，");
  await kill();
  await open("leader.990000", "/province/region-changes/new");
  await page().getByText(found).waitFor();
  expect(await page().getByLabel("说明").inputValue()).toBe("两县合并，");
  await page().getByRole("button", { name: "不要了" }).click();
  expect(await wordsHere()).toEqual([]);

  await open(reviewer, "/city/joint-reviews/new");
  await page().getByLabel("会审名称").fill("三季度能耗会审（演示");
  await page().getByRole("button", { name: "加一项" }).click();
  await page().getByLabel("第 1 项理由").fill("天然气多录一位");
  await kill();
  await open(reviewer, "/city/joint-reviews/new");
  await page().getByText(found).waitFor();
  expect(await page().getByLabel("第 1 项理由").inputValue()).toBe("天然气多录一位");
  await look("minutes");
  await page().getByRole("button", { name: "不要了" }).click();
  expect([await page().getByLabel("第 1 项理由").count(), await wordsHere()]).toEqual([0, []]);
});
