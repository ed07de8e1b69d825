import { afterAll, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { choose, press, tabTo, typeInto } from "../src/keys.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
// A city with reports of its counties before it, some of them without anything to say against.
const [reviewer, leader] = ["reviewer.990900", "leader.990900"];

const hasFocus = (part: Locator) => part.evaluate((node) => node === document.activeElement);
let address = "";

test("by keyboard alone: a reviewer leaves one out and passes the other clean reports at one go", async () => {
  const { page, open } = await as(reviewer);
  await open("/city/review");
  const bulk = page.getByRole("button", { name: /^批量通过无问题的/ });
  await bulk.waitFor();
  const count = Number(/（(\d+)）/.exec(await bulk.innerText())![1]);
  expect(count).toBeGreaterThan(1);
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: "批量通过无问题的报送" });
  const boxes = dialog.getByRole("checkbox");
  const ticked = await dialog.getByRole("checkbox", { checked: true }).count();
  expect(await boxes.count()).toBe(count);
  await press(page, dialog.getByRole("checkbox", { checked: true }).first(), "Space");
  await press(page, dialog.getByRole("button", { name: `确认通过 ${ticked - 1} 份` }));
  await dialog.getByText(`通过 ${ticked - 1} 份，失败 0 份`).waitFor();
  const close = dialog.getByRole("button", { name: "关闭", exact: true }).last();
  await expect.poll(() => hasFocus(close)).toBe(true);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(async () => Number(/（(\d+)）/.exec(await bulk.innerText())![1])).toBe(count - ticked + 1);
});

test("by keyboard alone: the reviewer writes minutes of a meeting over two reports and saves them", async () => {
  const { page } = await as(reviewer);
  await press(page, page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "会审" }));
  await press(page, page.getByRole("link", { name: "新会审纪要" }));
  await typeInto(page, page.getByLabel("会审名称"), "三季度会审");
  await typeInto(page, page.getByLabel("地点"), "三楼会议室");
  await press(page, page.getByRole("button", { name: "加一人" }));
  await expect.poll(() => hasFocus(page.getByLabel("第 2 人姓名"))).toBe(true);
  await page.keyboard.type("高会审");

  await press(page, page.getByRole("button", { name: "加一项" }));
  await expect.poll(() => hasFocus(page.getByLabel("第 1 项报送"))).toBe(true);
  await expect.poll(() => page.getByLabel("第 1 项报送").locator("option").count()).toBeGreaterThan(2);
  await page.keyboard.press("ArrowDown");
  await typeInto(page, page.getByLabel("第 1 项理由"), "凭证齐全，同意通过");
  await press(page, page.getByRole("button", { name: "加一项" }));
  await expect.poll(() => hasFocus(page.getByLabel("第 2 项报送"))).toBe(true);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await choose(page, page.getByLabel("第 2 项意见"), /核实单/);
  await typeInto(page, page.getByLabel("第 2 项理由"), "请说明本季变动的原因");
  // A question is about one cell: what is missing is said, and the keyboard is taken there.
  await press(page, page.getByRole("button", { name: "保存", exact: true }));
  await page.getByText("发核实单须指明数据项。").waitFor();
  await expect.poll(() => hasFocus(page.getByLabel("第 2 项数据项"))).toBe(true);
  await page.keyboard.press("ArrowDown");
  await press(page, page.getByRole("button", { name: "保存", exact: true }));
  await page.getByRole("heading", { level: 1, name: /会审纪要第 \d+ 号：三季度会审/ }).waitFor();
  await page.getByText("会审纪要已保存。").waitFor();
  address = new URL(page.url()).pathname;
});

test("by keyboard alone: the leader concludes the meeting, and its question goes out", async () => {
  const { page, open } = await as(leader);
  await open(address);
  await press(page, page.getByRole("button", { name: "签署并发出 1 张核实单" }));
  await page.getByText("会审纪要已签署，核实单已发出。").waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await page.getByText("未答复").waitFor();
  await tabTo(page, page.getByRole("link", { name: /机关事务服务中心/ }).first());
});

afterAll(expectNoFaults);
