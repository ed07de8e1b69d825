import { afterAll, expect, test } from "vitest";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
afterAll(expectNoFaults);

type Releases = { items: { evaluationId: number; state: string }[] };

/** Of a published year: an evaluation of a quarter ranks nobody. */
async function evaluation({ page }: Person): Promise<number> {
  const { items } = (await page.evaluate("fetch('/api/v1/releases').then((answer) => answer.json())")) as Releases;
  return items.find(({ state }) => state === "published")!.evaluationId;
}

test("a weight that is moved moves places at once, stands in the address, and is gone after a reset", async () => {
  const analyst = await as("analyst.990000");
  const { page } = analyst;
  await analyst.open(`/province/evaluations/${await evaluation(analyst)}/sensitivity`);
  const facts = page.locator(".sensitivity-facts");
  await facts.getByText("0 个地区").waitFor();
  const first = page.locator(".weight-row").first();
  await first.getByRole("textbox").fill("5");
  await facts.getByText(/^[1-9]\d* 个地区/).waitFor();
  await page.waitForURL(/[?&]w=/);
  const changed = await facts.innerText();
  const weights = await page.locator(".weight-row").nth(1).getByRole("textbox").inputValue();
  await page.reload();
  await facts.getByText(/^[1-9]\d* 个地区/).waitFor();
  const lines = (text: string) => text.split("\n").filter((line) => !line.includes("毫秒"));
  expect(lines(await facts.innerText())).toEqual(lines(changed));
  expect(await page.locator(".weight-row").nth(1).getByRole("textbox").inputValue()).toBe(weights);
  await page.getByRole("button", { name: "全部恢复" }).click();
  await facts.getByText("0 个地区").waitFor();
  await page.waitForURL((url) => !url.search.includes("w="));
});

test("an expert's sheet is weighed while it is filled in, and the group's weights stand beside the scheme's", async () => {
  const analyst = await as("analyst.990000");
  const { page } = analyst;
  await analyst.open("/province/panels?new=true");
  const dialog = page.getByRole("dialog");
  await dialog.locator(".panel-node input").first().check();
  await dialog.getByLabel("名称").fill("权重打分（演示）");
  await dialog.getByRole("button", { name: "发起", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "权重打分（演示）" }).waitFor();
  const leader = await as("leader.990000");
  await leader.open(new URL(page.url()).pathname);
  const pairs = leader.page.locator(".panel-form .field select");
  await pairs.first().waitFor();
  for (let at = 0; at < (await pairs.count()); at++) await pairs.nth(at).selectOption("1");
  await leader.page.getByText("0.000", { exact: true }).waitFor();
  await leader.page.getByRole("button", { name: "交表" }).click();
  await leader.page.getByText("判断表已保存").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "群体权重" }).click();
  await page.getByRole("table", { name: /群体权重/ }).waitFor();
  await page.locator(".sensitivity-facts").waitFor();
});
