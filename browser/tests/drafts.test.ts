import { afterAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { enter, password, expectNoFaults } = visitors();
const analyst = "analyst.990000";

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const saved = (page: Page) => page.getByText("✓ 已保存").waitFor();
const panel = (page: Page) => page.getByRole("region", { name: "检查结果" });

test("an analyst drafts an indicator: read in words while typed, faults at their place, nothing lost, nothing overwritten", async () => {
  const first = await enter(analyst);
  const { page } = first;
  await first.open("/province/catalogue/drafts");
  await page.getByRole("button", { name: "起草修订" }).click();
  await field(page, "修订说明（为什么修订、依据）").fill("演示：新增人均用水量");
  await page.getByRole("button", { name: "开始起草" }).click();
  await page.getByRole("button", { name: "新增指标" }).click();
  await field(page, "键").fill("demo_water_per_head");
  await field(page, "中文名称").fill("人均用水量（演示）");
  await field(page, "英文名称").fill("Water per head (synthetic)");

  // Names first, then units of measure, each at its place in the formula.
  await field(page, "公式").fill("water_m3 / nobody");
  await page.getByText("第 12 个字符").first().waitFor();
  expect(await page.locator(".draft-fault mark").textContent()).toBe("nobody");
  await field(page, "公式").fill("(water_m3 + elec_kwh) / energy_users");
  await page.getByText("不是同一种量").first().waitFor();
  await field(page, "公式").fill("water_m3/energy_users");
  await page.getByText("读作：").waitFor();
  expect(await page.locator(".draft-words").textContent()).toMatch(/用水量 ÷ 用能人数/);
  await field(page, "计量单位").fill("m³/人");
  await field(page, "证据等级").selectOption("self");
  await saved(page);
  await panel(page).getByText("这次修订没有带来问题").waitFor();
  await panel(page).getByRole("button", { name: /差异/ }).click();
  await panel(page).getByText("指标“人均用水量（演示）”（demo_water_per_head）新增").waitFor();

  // What changes a published formula is called a break, in words.
  await page.getByRole("searchbox").fill("energy_per_area");
  await page
    .getByRole("navigation", { name: "修订内容" })
    .getByRole("button", { name: /energy_per_area$/ })
    .click();
  await field(page, "公式").fill("energy_tce * 1000 / (energy_area + energy_area)");
  await panel(page).getByText("⊘").waitFor();
  await panel(page).getByText("序列中断：前后数值口径不同").first().waitFor();

  // The address holds what is open; a second window that saves later overwrites nothing.
  const second = await enter(analyst);
  await second.page.goto(page.url());
  await field(second.page, "中文名称").waitFor();
  await field(page, "中文名称").fill("单位建筑面积能耗甲");
  await saved(page);
  await panel(page).getByText("单位建筑面积能耗甲").first().waitFor();
  await field(second.page, "中文名称").fill("单位建筑面积能耗乙");
  await second.page.getByText("已先保存").waitFor();
  await second.page.reload();
  await second.page.getByText("已先保存").waitFor();
  expect(await field(second.page, "中文名称").inputValue()).toBe("单位建筑面积能耗乙");
  await second.page.getByRole("button", { name: /用我的/ }).click();
  await saved(second.page);

  // A session that ends keeps what was typed.
  await second.context.clearCookies();
  await field(second.page, "英文名称").fill("typed after the session");
  await second.page.getByRole("dialog", { name: /登录已失效/ }).waitFor();
  await signIn(second.page, analyst, password);
  await saved(second.page);
  await second.page.reload();
  expect(await field(second.page, "英文名称").inputValue()).toBe("typed after the session");

  await second.page.getByRole("button", { name: "发布…" }).click();
  await second.page.getByRole("dialog").getByText("仍按原版本运行").waitFor();
  await second.page.keyboard.press("Escape");
  await second.page.getByRole("button", { name: "作废" }).click();
  await second.page.getByRole("dialog").getByRole("button", { name: "作废" }).click();
  await second.page.getByText("已作废，内容仍可查阅").waitFor();
});

afterAll(expectNoFaults);
