import { afterAll, expect, test } from "vitest";
import { gridOf } from "../src/grid.ts";
import { press, tabTo } from "../src/keys.ts";
import { openTask } from "../src/tasks.ts";
import { visitors } from "../src/visit.ts";

const { as, expectNoFaults } = visitors();
// A county whose clerk is in the middle of the energy form.
const clerkName = "clerk.991007";
const form = "能源资源消费季报";

test("items typed without a mouse outlast a closed dialog, hold the signature, and add up once they are saved", async () => {
  const clerk = await as(clerkName);
  const { page } = clerk;
  await openTask(clerk, form);
  const grid = gridOf(page);
  const dialog = page.getByRole("dialog");
  await press(page, page.getByRole("button", { name: "逐行填" }).first());
  await dialog.getByLabel("第 1 行 名称").waitFor();
  // The dialog begins at its first field; Enter on the last row opens the next one.
  for (const keys of ["1 号楼", "Tab", "60000", "Tab", "700", "Tab", "-"])
    await (keys === "Tab" ? page.keyboard.press("Tab") : page.keyboard.type(keys));
  // Nobody waits for the picture: the next key already belongs to the new row.
  await page.keyboard.press("Enter");
  await page.keyboard.type("-");
  expect(await dialog.getByLabel(/^第 1 行 太阳能/).inputValue()).toBe("-");
  expect(await dialog.getByLabel(/^第 2 行 太阳能/).inputValue()).toBe("-");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "逐行填（有未保存的）" }).waitFor();
  await page.reload();
  await grid.grid.waitFor();
  await press(page, page.getByRole("button", { name: "填完，去签署" }));
  await page.getByText("“电力”的明细填了还没有保存").waitFor();

  await press(page, page.getByRole("button", { name: "逐行填（有未保存的）" }));
  await dialog.getByText("还没有保存").waitFor();
  await tabTo(page, dialog.getByLabel("第 2 行 名称"));
  for (const keys of ["2 号楼", "Tab", "4500.5", "Tab", "0"])
    await (keys === "Tab" ? page.keyboard.press("Tab") : page.keyboard.type(keys));
  await press(page, dialog.getByRole("button", { name: "保存明细，合计写入本表" }));
  await dialog.waitFor({ state: "detached" });
  // 60,000 + 4,500.5 and 700 + 0 by hand; no building has solar power, so that line is left as it was.
  await expect.poll(() => grid.shown("01")).toBe("64500.5");
  expect(await grid.shown("02")).toBe("700");
  expect(await page.getByRole("button", { name: "逐行填（有未保存的）" }).count()).toBe(0);
});

afterAll(expectNoFaults);
