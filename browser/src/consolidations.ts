import type { Page } from "playwright-core";
import type { Person } from "./person.ts";

/** The city's leader signs the first consolidation of a form, over all its units. */
export async function signConsolidation({ open, page }: Person, form: string, units: number): Promise<void> {
  await open("/city/reconcile");
  await page.getByLabel("报表").selectOption({ label: form });
  await page.getByText(`市审通过 ${units} / 应报 ${units}，缺 0`).waitFor();
  const sign = page.getByRole("region", { name: "签署" });
  // What is off from the period before is explained first.
  for (const word of await page.getByRole("combobox", { name: /的说明$/ }).all())
    await word.fill("变动属实，已逐县核对");
  await sign.getByText("可以签署。").waitFor();
  // By keyboard: the tables above the button may still be growing, and a click would land beside it.
  await page.getByRole("button", { name: "签署第 1 版汇总" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`本版代表 ${units} 份市审通过的报送`).waitFor();
  await dialog.getByRole("button", { name: "确认签署" }).click();
  await dialog.waitFor({ state: "detached" });
  const edition = new RegExp(`第 1 版.*${units}/${units}`);
  await page.getByRole("region", { name: "汇总版次" }).getByRole("row", { name: edition }).waitFor();
  await keyboardOn(page, /^下一个待汇总：|^回到进度看板$/);
}

/** The province accepts what a city signed; its units then count as accepted by the province. */
export async function acceptConsolidation(
  { open, page }: Person,
  city: string,
  form: string,
  units: number,
): Promise<void> {
  await open("/province/");
  await page.getByRole("button", { name: `${city} ${form}` }).click();
  const part = page.getByRole("region", { name: city });
  await part.getByText(`包含 ${units}/${units} 个单位`).waitFor();
  await part.getByRole("button", { name: "接收", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "确认接收" }).click();
  await dialog.waitFor({ state: "detached" });
  await part.getByRole("button", { name: "接收", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("row").filter({ hasText: city }).getByText("省已接收").first().waitFor();
  await part.getByText("省核通过").first().waitFor();
  await keyboardOn(page, /^下一个待接收：|^回到各市进度$/);
}

/** What was dealt with leads on: to the next that is open, or back where none is. */
const keyboardOn = (page: Page, name: RegExp) => page.getByRole("link", { name }).and(page.locator(":focus")).waitFor();
