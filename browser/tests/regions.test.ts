import { afterAll, test } from "vitest";
import { lastDayInWork, quarterInWork } from "../src/calendar.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();

/** Of one city: a county whose institutions have open tasks, and the one that it merges into. */
const [ended, heir] = ["竹里区", "溪东区"];
const documentNo = "演民〔2026〕12号（演示文号）";

const form = async ({ page, open }: Person, kind: string) => {
  await open("/province/region-changes/new");
  await page.getByRole("button", { name: kind, exact: true }).click();
  await page.getByLabel("生效日期").fill(lastDayInWork);
  await page.getByLabel("批准文号").fill(documentNo);
};
/** Types into a list of suggestions what it would put in. */
const name = async (page: Person["page"], label: string, region: string) =>
  page.getByLabel(label, { exact: true }).fill(region);

test("the province's leader rehearses the merger of two counties, sees whose open tasks it hands over, and records it", async () => {
  const leader = await as("leader.990000");
  const { page } = leader;
  await form(leader, "撤并");
  await name(page, "撤销的地区 1", ended);
  await name(page, "已有地区", heir);
  await page.getByRole("button", { name: "预演（不写入）" }).press("Enter");
  await page.getByText("预演结果（尚未写入）").waitFor();
  const handed = page.getByRole("row").filter({ hasText: "教育局" });
  await handed.getByText(`墨溪市 ${ended}`).first().waitFor();
  await handed.getByText(`墨溪市 ${heir}`).first().waitFor();
  await page.getByText("1 个报送全地区总量的单位随原地区终止").waitFor();
  await page.getByRole("button", { name: "确认登记" }).press("Enter");
  await page.getByRole("heading", { level: 1, name: `${lastDayInWork} 撤并` }).waitFor();
});

test("the heir's leader finds it in the inbox, opens the list from there, and has the institutions to report for", async () => {
  const { page, open } = await as("leader.990402");
  await open("/city/notices");
  await page
    .getByRole("link", { name: /区划变更交接/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: /撤并/ }).waitFor();
  await page.getByText(documentNo).first().waitFor();
  await page.getByRole("row").filter({ hasText: "教育局" }).getByText(`墨溪市 ${heir}`).waitFor();
  await open("/city/filings");
  const forms = page.getByLabel("报表");
  const form = forms.locator("option", { hasText: `${quarterInWork} 服务保障季报` });
  await forms.selectOption(await form.first().getAttribute("value"));
  await page
    .getByRole("row")
    .filter({ hasText: `${ended}教育局` })
    .first()
    .waitFor();
});

afterAll(expectNoFaults);
