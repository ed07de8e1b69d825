import { afterAll, expect, test } from "vitest";
import { quarterBefore } from "../src/calendar.ts";
import { openPaper } from "../src/desk.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();

test("the ranking keeps what was chosen over reload and back", async () => {
  const { page, open } = await as("analyst.990000");
  await open("/province/rankings");
  await page.getByLabel("指标", { exact: true }).selectOption({ label: "人均用水量" });
  await page.getByLabel("对标组").selectOption({ label: "县级市" });
  await page.getByRole("button", { name: "差距", exact: true }).click();
  const heading = page.getByRole("heading", { level: 1, name: "人均用水量" });
  const chosen = async () => {
    await heading.waitFor();
    await page.getByRole("columnheader", { name: /距前四分之一/ }).waitFor();
    return page.getByLabel("对标组").inputValue();
  };
  expect(await chosen()).toBe("县级市");
  await page.reload();
  expect(await chosen()).toBe("县级市");

  const region = page.getByRole("grid").getByRole("link").first();
  const name = await region.innerText();
  await region.click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.goBack();
  expect(await chosen()).toBe("县级市");
  await page.goBack();
  await page.getByRole("columnheader", { name: "位次" }).waitFor();
  await page.goBack();
  await expect.poll(() => page.getByLabel("对标组").inputValue()).toBe("");
  await heading.waitFor();
});

test("the board keeps period, filter and search over reload and back from a submission", async () => {
  const { page, open } = await as("reviewer.990600");
  await open("/city/");
  await page.getByLabel("报告期").selectOption({ label: quarterBefore });
  await page.getByRole("searchbox").fill("区");
  const rows = page.getByRole("table", { name: /进度看板|各单位/ }).getByRole("row");
  const kept = async () => {
    await expect.poll(() => page.getByRole("searchbox").inputValue()).toBe("区");
    await page.getByRole("columnheader", { name: quarterBefore }).first().waitFor();
    return rows.count();
  };
  const before = await kept();
  await page.reload();
  expect(await kept()).toBe(before);
  await page
    .getByRole("link", { name: /省核通过|已锁定|锁定/ })
    .first()
    .click();
  await page.getByRole("complementary", { name: "审核" }).waitFor();
  await page.goBack();
  expect(await kept()).toBe(before);
});

test("the review desk keeps the finding that is looked at over reload, and back leads to the queue as it was", async () => {
  const reviewer = await as("reviewer.990600");
  const { page } = reviewer;
  await openPaper(reviewer, "机关事务服务中心", "能源资源消费季报", "fails");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const at = () => new URL(page.url()).searchParams.get("at");
  await expect.poll(at).not.toBeNull();
  const looked = at();
  await page.reload();
  await page.getByRole("complementary", { name: "审核" }).waitFor();
  expect(at()).toBe(looked);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "审核台" }).waitFor();
  await page.getByRole("button", { name: /^不成立/, pressed: true }).waitFor();
  await page.getByRole("button", { name: "全部已报", pressed: true }).waitFor();
});

afterAll(expectNoFaults);
