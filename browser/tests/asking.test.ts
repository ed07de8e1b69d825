import { afterAll, expect, test } from "vitest";
import { press, typeInto } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { as, base, expectNoFaults } = visitors();

/** Two counties of one city: one is asked, the other is exempt. */
const [asked, spared] = ["990805", "990806"];
/** A quarter that nothing else of the demo asks for. */
const period = `${new Date().getFullYear() + 3}Q1`;
let collection = 0;

const reads = async <T>({ context }: Person, path: string): Promise<T> =>
  (await (await context.request.get(`${base}/api/v1${path}`)).json()) as T;
const dayOf = (at: string) => new Date(new Date(at).getTime() + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
const later = (day: string, n: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
let due = "";
let until = "";

test("by keyboard alone: the province opens a collection for two counties, one of them exempt with its reason", async () => {
  const analyst = await as("analyst.990000");
  const { page } = analyst;
  await analyst.open(`/province/collections/open?form=F_VEH&periods=${period}`);
  await page.getByLabel("开始填报").fill(new Date().toISOString().slice(0, 10));
  await typeInto(page, page.getByLabel("名单（单位代码）"), `U${asked} U${spared}`);
  await typeInto(page, page.getByLabel("免报单位（单位代码）"), `U${spared}`);
  await typeInto(page, page.getByLabel("免报原因"), "机构改革中，由市代报");
  await press(page, page.getByRole("checkbox", { name: /演练用/ }), "Space");
  await page.getByText("1 个单位，另免报 1 个").waitFor();
  await page.getByText("可以开启").waitFor();
  await press(page, page.getByRole("button", { name: "开启", exact: true }));
  await page.getByText("机构改革中，由市代报").waitFor();
  collection = Number(new URL(page.url()).pathname.split("/").at(-1));
  const { dueUnit } = await reads<{ dueUnit: string }>(analyst, `/collections/${collection}`);
  due = dayOf(dueUnit);
});

test("the county sees the task with its due time and asks for more time; the exempt one sees why it is exempt", async () => {
  const { page, open } = await as(`clerk.${asked}`);
  await open("/county/");
  const card = page.getByRole("article").filter({ hasText: period.slice(0, 4) });
  await press(page, card.getByRole("button", { name: "申请延期" }));
  const dialog = page.getByRole("dialog");
  until = later(due, 1);
  await dialog.getByLabel(/^延至/).fill(until);
  await typeInto(page, dialog.getByLabel("理由"), "车辆台账盘点未完");
  await press(page, dialog.getByRole("button", { name: "提交申请" }));
  await dialog.getByText("等待负责人决定").waitFor();
  const other = await as(`clerk.${spared}`);
  await other.open("/county/");
  await other.page.getByText("机构改革中，由市代报").first().waitFor();
});

test("by keyboard alone: the city's leader reads who asks and why, and grants it with the reason", async () => {
  const { page, open } = await as("leader.990800");
  await open("/city/extensions");
  const row = page.getByRole("row").filter({ hasText: "车辆台账盘点未完" });
  await press(page, row.getByRole("button", { name: /决定/ }));
  const dialog = page.getByRole("dialog");
  await dialog.getByText("车辆台账盘点未完").waitFor();
  await typeInto(page, dialog.getByLabel("决定的理由"), "情况属实，同意");
  await press(page, dialog.getByRole("button", { name: "批准", exact: true }));
  await dialog.waitFor({ state: "detached" });
  await row.waitFor({ state: "detached" });
});

test("the county sees the new due time and why; the province and the city see that it was extended", async () => {
  const clerk = await as(`clerk.${asked}`);
  await clerk.open("/county/");
  const { items } = await reads<{ items: { collectionId: number; dueAt: string }[] }>(clerk, "/assignments");
  const now = dayOf(items.find(({ collectionId }) => collectionId === collection)!.dueAt);
  // A day off moves on: it is the day asked for, or the workday after it.
  expect(now >= until && now > due).toBe(true);
  const card = clerk.page.getByRole("article").filter({ hasText: period.slice(0, 4) });
  await card.getByText("情况属实，同意").waitFor();
  const analyst = await as("analyst.990000");
  await analyst.open(`/province/collections/${collection}`);
  await analyst.page.getByText("已延期").waitFor();
  await analyst.open(`/province/collections/${collection}?part=extensions`);
  await analyst.page.getByText("情况属实，同意").waitFor();
});

test("no screen of these had a script error or a refusal of the content policy", () => expectNoFaults());

afterAll(async () => {
  // Nobody has begun: it is taken back, and the demo is as it was.
  const analyst = await as("analyst.990000");
  await analyst.context.request.post(`${base}/api/v1/collections/${collection}/cancel`, {
    data: { reason: "测试结束" },
    headers: { "X-Duibiao": "1", Origin: base },
  });
});
