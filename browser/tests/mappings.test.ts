import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeOffice } from "../../packages/workbook/src/testing.ts";
import { gridOf } from "../src/grid.ts";
import { openTask } from "../src/tasks.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
const folder = mkdtempSync(join(tmpdir(), "duibiao-export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An invented layout with a header of two rows, a unit's name once over its rows, and a sum below. */
function exported(name: string, unit: string, litres: string): string {
  const rows = [
    ["单位名称", "月份", "运行", "", "备注"],
    ["", "", "里程（公里）", "加油量（升）", ""],
    [unit, "2026-01", "10,000.5", litres, ""],
    ["别的单位", "2026-01", "1", "1", ""],
    ["合 计", "", "10,001.5", "", ""],
  ];
  const path = join(folder, name);
  writeFileSync(path, writeOffice(rows, "biff8", ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]));
  return path;
}

test("an analyst maps an export once: its header of two rows, units of measure, the column of months", async () => {
  const { page, open } = await as("analyst.990000");
  await open("/province/mappings");
  await page.getByRole("link", { name: "新增对应" }).click();
  await page.getByLabel(/^导出文件/).setInputFiles(exported("公车.xls", "任一单位", "900"));
  // By keyboard: the header is the second row, whose names stand partly in the first.
  await page.getByRole("radio", { name: /第 2 行/ }).focus();
  await page.keyboard.press("Space");
  await page.getByText("第 2 行（表头）").waitFor();
  await page.getByLabel("报表", { exact: true }).selectOption("F_VEH");
  await page.getByLabel("系统名称").fill("公车平台（试）");
  await page.getByLabel("导出表名称").fill("运行明细");
  await page.getByLabel("标识").fill("browser-vehicles");
  await page.getByLabel("每个单位").selectOption("several");
  expect(await page.getByLabel("单位列", { exact: true }).inputValue()).toBe("单位名称");
  await page.getByLabel("期间列").selectOption("");
  await page.getByLabel("“里程（公里）”对应").selectOption({ label: "22 行驶里程" });
  await page.getByLabel("“加油量（升）”对应").selectOption({ label: "24 公务用车燃油消耗量" });
  await page.getByLabel("“里程（公里）”的计量单位").fill("公里");
  await page.getByLabel("“加油量（升）”的计量单位").fill("升");
  await page.getByRole("button", { name: "保存，2 列可导入" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("→ veh_km（公里）").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("row", { name: /公车平台（试）/ }).waitFor();
});

test("a clerk brings it in: names the unit once, keeps what was typed, and takes the other's figure by keyboard", async () => {
  const clerk = await as("clerk.991109");
  const { page } = clerk;
  await openTask(clerk, "公务用车季报");
  const grid = gridOf(page);
  const typed = await grid.shown("22");
  await page
    .getByRole("link", { name: /Excel|导入/ })
    .first()
    .click();
  await page.getByLabel("系统和导出表").selectOption({ label: "公车平台（试） · 运行明细" });
  const file = page.getByLabel(/^导出文件/);
  await file.setInputFiles(exported("一月.xls", "我单位旧名", "900"));
  await page.getByText("文件里没有以本单位名称或代码标明的行").waitFor();
  await page.getByLabel("本单位在文件中叫").selectOption("我单位旧名");
  const verdicts = page.getByRole("table", { name: "逐格结论" });
  await verdicts.getByRole("row", { name: /里程[\s\S]*冲突/ }).waitFor();
  await page.getByRole("button", { name: "写入可接受的" }).click();
  await page.getByText(/已写入 1 个单元格，冲突 1 个/).waitFor();
  const arrivals = page.getByRole("table", { name: "外部来数" });
  const take = arrivals.getByRole("row", { name: /里程/ }).getByRole("button", { name: "采用来数" });
  await take.focus();
  await page.keyboard.press("Enter");
  await arrivals.getByRole("row", { name: /里程[\s\S]*✓ 已采用/ }).waitFor();

  // The next file is read under the same name without a question.
  await file.setInputFiles(exported("二月.xls", "我单位旧名", "950"));
  await page.getByLabel(/^本单位在文件中叫（记住/).waitFor();
  expect(await page.getByLabel(/^本单位在文件中叫/).inputValue()).toBe("我单位旧名");
  await page.getByText(/试导入：可写入 1 个，无变化 1 个/).waitFor();

  await openTask(clerk, "公务用车季报");
  expect(typed).not.toBe("10000.5");
  await expect.poll(() => grid.shown("22")).toBe("10000.5");
});

/** The whole city's export in the demonstration's own layout: F_VEH's columns, a row per vehicle and month. */
function wholeExport(name: string): string {
  const head = ["单位名称", "车牌号", "月份", "行驶里程（公里）", "加油量（升）", "派车次数", "拼车次数"];
  const months = quarter();
  const of = (unit: string, ...cells: string[]) => months.map((month) => [unit, "演A00001", month, ...cells]);
  const rows = [
    head,
    ...of("潮屿市本级", "1000.5", "100", "10", "1"),
    ...of("珊瑚市机关事务服务中心", "2000", "200", "20", "2"),
    ...of("海螺县局（旧名）", "3000", "300", "30", "3"),
    // One month is missing here: a sum would not be whole.
    ...of("鸥屿县机关事务服务中心", "4000", "400", "40", "4").slice(1),
    ["合计", "", "", "99999", "9999", "999", "99"],
  ];
  const path = join(folder, name);
  writeFileSync(path, writeOffice(rows, "xlsx"));
  return path;
}

/** Months of the quarter in work: the last one that has ended. */
function quarter(): string[] {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 - 3, 1));
  return [0, 1, 2].map((more) =>
    new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + more, 1)).toISOString().slice(0, 7),
  );
}

test("a city's analyst brings in one file for all units by keyboard: tried, a name given to its unit, then the same for real", async () => {
  const { page, open } = await as("analyst.991200");
  await open("/city/");
  const entry = page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "整份导入" });
  await entry.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "导入其他系统的整份导出" }).waitFor();
  await page.getByLabel("系统和导出表").selectOption({ label: "公车平台（演示） · 车辆运行明细" });
  await page.getByLabel("选择导出文件").setInputFiles(wholeExport("全市.xlsx"));
  const said = page.getByText(/“全市\.xlsx”试导入：可写入 \d+ 个单元格/);
  await said.waitFor();
  const units = page.getByRole("table", { name: "各单位结论" });
  await units.getByRole("row", { name: /珊瑚市[\s\S]*可接受/ }).waitFor();
  await units.getByRole("row", { name: /鸥屿县[\s\S]*有不接受的/ }).waitFor();
  expect(await units.getByRole("row", { name: /海螺县机关事务服务中心/ }).innerText()).toContain("文件中没有");
  // The file's old name of a unit: given to it, and tried again by itself.
  const name = units.getByRole("button", { name: "指定单位" });
  await name.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("按代码、名称或地区查找单位").fill("海螺");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await units.getByRole("row", { name: /海螺县机关事务服务中心[\s\S]*海螺县局（旧名）/ }).waitFor();
  const trial = (await page.getByText(/试导入：可写入/).innerText()).match(/\d+/g);
  // One unit's month is missing: all or nothing writes nothing, the person may want the rest.
  await page.getByText(/有冲突或不接受的单元格，现在一个也不写/).waitFor();
  const faultless = page.getByRole("button", { name: "只写没有问题的", exact: true });
  await faultless.focus();
  await page.keyboard.press("Space");
  const write = page.getByRole("button", { name: /^写入没有问题的/ });
  await write.focus();
  await page.keyboard.press("Enter");
  const done = page.getByText(/“全市\.xlsx”已写入 \d+ 个单元格/);
  await done.waitFor();
  // What the dry run said is what the run did.
  expect((await done.innerText()).match(/\d+/g)).toEqual(trial);

  // Brought in again, nothing changes; another file's name is known now.
  await page.getByLabel("选择导出文件").setInputFiles(wholeExport("全市再来.xlsx"));
  await page.getByText(/“全市再来\.xlsx”试导入：可写入 0 个单元格/).waitFor();
  await units.getByRole("row", { name: /珊瑚市[\s\S]*无变化/ }).waitFor();
});

afterAll(expectNoFaults);
