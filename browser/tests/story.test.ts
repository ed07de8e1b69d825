import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { lastYear, quarterInWork } from "../src/calendar.ts";
import { acceptConsolidation, signConsolidation } from "../src/consolidations.ts";
import { accept, acceptClean, ask, lookAt, openPaper, returnOver } from "../src/desk.ts";
import { gridOf, times } from "../src/grid.ts";
import { energyPerArea, grouped } from "../src/hand.ts";
import { print } from "../src/print.ts";
import { evaluateAndDraft, openRanking, step } from "../src/province.ts";
import { goToSign, headSigns, openTask, receiptHash, signAs, submit } from "../src/tasks.ts";
import { visitors } from "../src/visit.ts";

// One county of one city: the last of its city that has not begun its energy form.
const county = { code: "990509", name: "莼湖县" };
const unit = "莼湖县机关事务服务中心";
const yearly = `${lastYear}县级机关运行保障评估（演示数据）`;
const indicator = "单位建筑面积能耗";
const form = "能源资源消费季报";

const { as, expectNoFaults } = visitors();
const clerk = () => as(`clerk.${county.code}`);
const reviewer = () => as(`reviewer.${county.code}`);
const analyst = () => as("analyst.990000");
const head = () => as(`head.${county.code}`);

/** What one step leaves for the next ones to find again. */
const known = { electricity: "", corrected: "", water: "", hash: "", ranked: 0, figures: new Map<string, string>() };

// Each step stands on the one before: behind a broken one nothing is tried.
let broken = "";
beforeEach(({ skip }) => skip(broken !== "", `broken before: ${broken}`));
afterEach(({ task }) => {
  if (task.result?.state === "fail" && broken === "") broken = task.name;
});

describe("from a typed cell to the printed ranking", () => {
  test("a clerk begins the form, and a figure ten times too large is converted with one click", async () => {
    const { page, open } = await clerk();
    await open("/county/");
    const task = page.getByRole("article", { name: form });
    await task.getByText("未填报").waitFor();
    await task.getByRole("link", { name: "开始填报" }).click();
    await page.getByRole("button", { name: "开始填报" }).click();
    const grid = gridOf(page);
    await grid.grid.waitFor();
    known.electricity = await grid.yearBefore("01");
    expect(Number(known.electricity)).toBeGreaterThan(1000);

    // Full-width digits, as an input method leaves them.
    const typed = `${known.electricity}0`.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    await grid.type("01", typed);
    await grid.notice("01").getByText("疑似单位错误").waitFor();
    expect(await grid.shown("01")).toBe(`${known.electricity}0`);
    await grid
      .notice("01")
      .getByRole("button", { name: /一键换算为/ })
      .click();
    await grid.notice("01").getByText("已换算").waitFor();
    expect(await grid.shown("01")).toBe(known.electricity);
  });

  test("a figure with its unit of measure is converted, and both are shown", async () => {
    const { page } = await clerk();
    const grid = gridOf(page);
    await grid.type("02", "0.52万度");
    expect(await grid.shown("02")).toBe("5200");
    await grid
      .notice("02")
      .getByText(/0\.52.*万度/)
      .waitFor();
  });

  test("a pasted block fills the lines below, each as it was copied", async () => {
    const { page } = await clerk();
    const grid = gridOf(page);
    const rows = (await grid.rows()).filter((row) => row > "02");
    const figures = await Promise.all(rows.map((row) => grid.yearBefore(row)));
    expect(figures.every((figure) => /^\d/.test(figure))).toBe(true);
    await grid.paste(rows[0]!, figures);
    for (const [at, row] of rows.entries()) expect(`${row} ${await grid.shown(row)}`).toBe(`${row} ${figures[at]}`);
  });

  test("fuels that the unit never had are answered by section with one click, and the computed line shows", async () => {
    const { page } = await clerk();
    const grid = gridOf(page);
    for (const never of [1, 0]) {
      await grid.grid
        .getByRole("button", { name: /与上期相同/ })
        .first()
        .click();
      await expect.poll(() => grid.grid.getByRole("button", { name: /与上期相同/ }).count()).toBe(never);
    }
    await page.getByText("只看未填 0").waitFor();
    const total = grid.grid.getByRole("row", { name: /综合能耗/ });
    await expect.poll(() => total.locator(".num").first().innerText()).toMatch(/^\d/);
  });

  test("a figure that needs a reason gets one, by keyboard", async () => {
    const { page } = await clerk();
    const grid = gridOf(page);
    known.water = times(await grid.yearBefore("11"), 1.5);
    await grid.type("11", known.water);
    await grid.line("11").getByRole("button", { name: "核实性" }).waitFor();
    await grid.stand("11");
    await page.keyboard.press("Alt+ArrowDown");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /核验说明/ }).click();
    await dialog.getByLabel("补充或其他原因").fill("核实无误");
    await dialog.getByRole("button", { name: "确定" }).click();
    await dialog.getByText("不算说明").waitFor();
    await dialog.getByLabel("补充或其他原因").fill("七月水管渗漏，八月修复");
    await dialog.getByRole("button", { name: "确定" }).click();
    await dialog.waitFor({ state: "detached" });
    await grid.line("11").getByRole("button", { name: "已说明" }).waitFor();
  });

  test("what was typed is there again after leaving the page and after a reload", async () => {
    const { page } = await clerk();
    const grid = gridOf(page);
    await grid.saved();
    const before = await grid.rows().then((rows) => Promise.all(rows.map((row) => grid.shown(row))));
    await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "任务" }).click();
    await page.getByRole("article", { name: form }).getByText("必填 24 项，已答 24 项").waitFor();
    await page.goBack();
    await grid.grid.waitFor();
    expect(await grid.rows().then((rows) => Promise.all(rows.map((row) => grid.shown(row))))).toEqual(before);
    await page.reload();
    await grid.grid.waitFor();
    expect(await grid.rows().then((rows) => Promise.all(rows.map((row) => grid.shown(row))))).toEqual(before);
    await grid.line("11").getByRole("button", { name: "已说明" }).waitFor();
  });

  test("clerk and head sign, the form is submitted, and the receipt verifies", async () => {
    const { page } = await clerk();
    await goToSign(page);
    await signAs(page, "填报人");
    expect(await page.getByRole("button", { name: "报送", exact: true }).count()).toBe(0);
    await headSigns(await head(), form);
    await page.reload();
    await submit(page, 1);
    await receiptHash(page);
  });

  test("the county's reviewer asks about a cell and the clerk answers", async () => {
    const { page } = await reviewer();
    await openPaper(await reviewer(), unit, form);
    await lookAt(page, "01", "用电量");
    await ask(page, "请与七至九月电费单核对");

    const asked = await clerk();
    await asked.open("/county/questions");
    const question = asked.page.getByRole("article").filter({ hasText: "请与七至九月电费单核对" });
    await question.getByLabel("答复").fill("九月电费单漏计一块表，应为合计数");
    await question.getByRole("button", { name: "答复" }).click();
    await question.waitFor({ state: "detached" });

    await page.reload();
    await page.getByText("九月电费单漏计一块表，应为合计数").waitFor();
  });

  test("the reviewer returns it over that cell, with the form's number, the line and what to do", async () => {
    const { page } = await reviewer();
    await lookAt(page, "01", "用电量");
    await returnOver(page, {
      unit,
      reason: "演示机统4表 行次 01 用电量：漏计一块表，请按三个月电费单合计改",
      cell: /行次 01 用电量/,
      mend: "加上漏计的表",
    });
  });

  test("the clerk sees the asked cell alone, corrects only that, and sends a second revision", async () => {
    const { page } = await clerk();
    await openTask(await clerk(), form);
    const grid = gridOf(page);
    await page.getByText("已退回").first().waitFor();
    expect(await grid.rows()).toEqual(["01"]);
    await grid.notice("01").getByText("加上漏计的表").waitFor();
    known.corrected = times(known.electricity, 1.07);
    await grid.type("01", known.corrected);
    await grid.notice("01").getByText("退回时为").waitFor();
    await grid.saved();
    await page.getByRole("button", { name: /^全部/ }).click();
    for (const _section of ["燃料与热力", "费用"]) await page.getByRole("button", { name: /展开/ }).first().click();
    for (const row of await grid.rows()) known.figures.set(row, await grid.shown(row));
    expect(known.figures.size).toBe(24);
    await goToSign(page);
    await signAs(page, "填报人");
    await headSigns(await head(), form);
    await page.reload();
    await submit(page, 2);
    known.hash = await receiptHash(page);
  });

  test("the county accepts the hash that it saw, by keyboard", async () => {
    const { page } = await reviewer();
    await openPaper(await reviewer(), unit, form);
    await lookAt(page, "01", "用电量");
    await page.getByRole("complementary", { name: "审核" }).getByText(known.hash.slice(0, 16)).waitFor();
    await accept(page);
    await openPaper(await reviewer(), unit, form);
    await page.getByRole("complementary", { name: "审核" }).getByText("县审通过").waitFor();
  });

  test("the city's reviewer accepts it at the desk, and the clean ones from the board at once", async () => {
    const reviewing = await as("reviewer.990500");
    const { page } = reviewing;
    await openPaper(reviewing, unit, form);
    await page.getByRole("complementary", { name: "审核" }).getByText("等您以市级审核").waitFor();
    await accept(page);
    await acceptClean(reviewing, 2);
  });

  test("the city's leader signs the consolidation over all ten units", async () => {
    await signConsolidation(await as("leader.990500"), `${quarterInWork} ${form}`, 10);
  });

  test("the province accepts the city's consolidation", async () => {
    await acceptConsolidation(await as("reviewer.990000"), "鹭洲市", form, 10);
  });

  test("the ranking of the quarter holds the county, with the value that its typed cells give", async () => {
    const { page } = await analyst();
    await openRanking(await analyst(), indicator, quarterInWork);
    const row = page.getByRole("grid", { name: indicator }).getByRole("row").filter({ hasText: county.name });
    await expect.poll(() => row.innerText(), { timeout: 30_000 }).toContain(energyPerArea(known.figures).toFixed(2));
    expect(await row.innerText()).toMatch(/^\d+/);
  });

  test("printed, the ranking names the county, its indicator and what the figures are", async () => {
    const { page } = await analyst();
    const { text } = await print(page);
    for (const word of [county.name, indicator, "演示数据", "省核"]) expect(text).toContain(word);
  });

  test("the analyst evaluates the year and puts a release out; the leader approves and publishes it", async () => {
    const { page } = await analyst();
    // A quarter carries a third of the scheme's weight: scores and places are of the year.
    known.ranked = await evaluateAndDraft(await analyst(), lastYear, yearly);
    expect(known.ranked).toBeGreaterThan(80);
    await step(page, "征求意见");
    const leader = await as("leader.990000");
    await leader.open(new URL(page.url()).pathname);
    await step(leader.page, "审定");
    await step(leader.page, "发布");
    await page.reload();
    await page.getByText("已发布，不再改动；更正另起一版。").waitFor();
  });

  test("the published release prints on one A4 page with region, edition and the day of its figures", async () => {
    const { page } = await analyst();
    await page.getByRole("button", { name: /^打印（/ }).click({ trial: true });
    const { pages, text } = await print(page);
    expect(pages).toBe(1);
    for (const word of [yearly, "第3版", county.name, "演示数据", "数据截至", "结果哈希"]) expect(text).toContain(word);
  });

  test("an evaluation of the quarter ranks nobody, and its sheet leads down to the very cell and its signers", async () => {
    const { page } = await analyst();
    expect(await evaluateAndDraft(await analyst(), quarterInWork, "季度试算（演示数据）")).toBe(0);
    await step(page, "征求意见");
    await page.getByRole("row").filter({ hasText: county.name }).getByRole("link", { name: county.name }).click();
    const picker = page.getByLabel("评估结果");
    await picker.selectOption(await picker.getByRole("option", { name: quarterInWork }).first().getAttribute("value"));
    await page.getByRole("link", { name: "打开计算单" }).click();
    await page.getByRole("heading", { level: 1, name: `${county.name} 计算单` }).waitFor();
    await page.getByRole("link", { name: indicator }).first().click();
    await page.getByRole("heading", { level: 1, name: `${county.name} · ${indicator}` }).waitFor();
    await page
      .getByText(`${energyPerArea(known.figures).toFixed(2)} kgce/㎡`)
      .first()
      .waitFor();
    const figure = page.getByRole("row").filter({ hasText: unit }).filter({ hasText: "用电量" }).first();
    await figure.getByText(known.hash.slice(0, 12)).waitFor();
    expect(await figure.innerText()).toContain("填报人");
    await figure.getByRole("link", { name: grouped(known.corrected), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: `${unit} · 第 2 版次` }).waitFor();
    expect(await page.locator("tr.sheet-cell").innerText()).toContain(grouped(known.corrected));
    await page.getByText(known.hash).first().waitFor();
    await page.getByText(/\(填报人, .*\(负责人, /).waitFor();
  });

  test("the county sees its own result, why points were lost, and comes to its own cell", async () => {
    const { page, open } = await clerk();
    await open("/county/results");
    const row = page.getByRole("row").filter({ hasText: yearly });
    await row.getByText("发布").waitFor();
    await expect.poll(() => row.innerText()).toMatch(new RegExp(`\\d+(–\\d+)? / ${known.ranked}\\b`));
    await row.getByRole("link", { name: yearly }).click();
    await page.getByRole("heading", { name: "失分最多的三项" }).waitFor();
    const cell = page
      .getByRole("main")
      .getByRole("link", { name: new RegExp(`^${lastYear}`) })
      .first();
    await cell.click();
    await page.getByRole("grid").waitFor();
    await page.locator(".active-row").waitFor();
  });
});

afterAll(expectNoFaults);
