import type { Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { press, typeDay, typeInto } from "../src/keys.ts";
import type { Person } from "../src/person.ts";
import { visitors } from "../src/visit.ts";

const { enter, expectNoFaults } = visitors();
const hasFocus = (part: Locator) => part.evaluate((node) => node === document.activeElement);

/** A window of somebody's in English, switched to without a mouse. */
async function inEnglish(username: string, path: string): Promise<Person> {
  const person = await enter(username);
  const { page, open } = person;
  await open(path);
  await press(page, page.locator("header .menu summary"));
  await press(page, page.getByRole("button", { name: "English" }));
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return person;
}

test("by keyboard alone and in English: an institution is renamed after its effect was looked at", async () => {
  const { page } = await inEnglish("leader.990403", "/city/unit-changes");
  // The place in the navigation is told on each of its pages.
  const place = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Filings" });
  expect(await place.getAttribute("aria-current")).toBe("page");
  const listed = page.getByRole("table", { name: /^Changes of institutions/ }).getByRole("row");
  const before = await listed.count();
  const record = page.getByRole("button", { name: "Record a change" });
  await press(page, record);
  const dialog = page.getByRole("dialog", { name: "Record a change" });
  await press(page, dialog.getByRole("button", { name: "Renamed" }));
  // What is missing is said, and the first of it takes the keyboard.
  await press(page, dialog.getByRole("button", { name: "See what it changes" }));
  await expect.poll(() => hasFocus(dialog.getByLabel("Institutions"))).toBe(true);
  await page.keyboard.type("档案");
  await press(page, dialog.getByRole("button", { name: /档案馆/ }));
  await expect.poll(() => hasFocus(dialog.getByRole("button", { name: /^Remove .*档案馆/ }))).toBe(true);
  await typeInto(page, dialog.getByLabel("New name"), "竹里区档案中心（演示）");
  const day = /\d{4}-\d\d-\d\d/.exec(await listed.nth(1).innerText())![0].replace(/\d\d$/, "21");
  await typeDay(page, dialog.getByLabel("From which day"), day);
  await typeInto(page, dialog.getByLabel("Reason"), "renamed by document");
  const look = dialog.getByRole("button", { name: /^(See what it changes|Record it)$/ });
  await press(page, look);
  await dialog.getByText(/No open task is affected|open tasks change/).waitFor();
  expect(await hasFocus(look)).toBe(true);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => listed.count()).toBe(before + 1);
  await page.getByText("The change is recorded.").waitFor();
  expect(await hasFocus(record)).toBe(true);
});

test("by keyboard alone and in English: a meter is registered, its key confirmed by paper, its reading split once", async () => {
  const { page, open } = await inEnglish("reviewer.990403", "/city/meters");
  const table = page.getByRole("table", { name: /^Shared meters/ });
  const rows = table.getByRole("row");
  const register = page.getByRole("button", { name: "Register a meter" });
  await press(page, register);
  const dialog = page.getByRole("dialog");
  await typeInto(page, dialog.getByLabel("Number"), "0002");
  await typeInto(page, dialog.getByLabel("Name"), "East wing");
  await press(page, dialog.getByRole("button", { name: "Register", exact: true }));
  await dialog.waitFor({ state: "detached" });
  expect(await hasFocus(register)).toBe(true);
  const row = rows.filter({ hasText: "East wing" });
  await row.waitFor();

  const propose = page.getByRole("button", { name: "Propose a key: East wing" });
  await press(page, propose);
  for (const name of ["教育局", "公安局"]) {
    await typeInto(page, dialog.getByLabel("Who shares it"), name);
    await press(page, dialog.getByRole("button", { name: new RegExp(`\\d .*${name}`) }));
    await expect.poll(() => hasFocus(dialog.getByLabel("Who shares it"))).toBe(true);
  }
  await typeInto(page, dialog.getByLabel(/^竹里区教育局/), "300");
  await typeInto(page, dialog.getByLabel(/^竹里区公安局/), "100");
  const quarter = /(\d{4})Q(\d)/.exec(await rows.filter({ hasText: "演示户号0001" }).innerText())!;
  await typeDay(
    page,
    dialog.getByLabel("From which day"),
    `${quarter[1]}-0${Number(quarter[2]) * 3 - 2}-01`.slice(0, 10),
  );
  await press(page, dialog.getByRole("button", { name: "Propose it" }));
  await dialog.waitFor({ state: "detached" });
  await row.getByText("to be confirmed").waitFor();
  expect(await hasFocus(propose)).toBe(true);

  // Whoever proposed it does not answer for others.
  const second = await inEnglish("reviewer2.990403", "/city/meters");
  const answer = second.page.getByRole("button", { name: "Answer by paper: East wing" });
  for (const left of [1, 0]) {
    // Off while it is read whom the key still waits for.
    await expect.poll(() => answer.getAttribute("aria-disabled")).toBe(null);
    await press(second.page, answer);
    const asked = second.page.getByRole("dialog");
    await typeInto(second.page, asked.getByLabel("The paper in which it answered"), "letter of 3 October");
    await press(second.page, asked.getByRole("button", { name: "It agrees" }));
    await asked.waitFor({ state: "detached" });
    await expect.poll(() => answer.count()).toBe(left);
  }

  await open("/city/meters");
  await row.getByText("confirmed by all").waitFor();
  const enterReading = page.getByRole("button", { name: "Enter a reading: East wing" });
  await press(page, enterReading);
  await typeInto(page, dialog.getByLabel("Reading"), "1000");
  await press(page, dialog.getByRole("button", { name: "Enter and split" }));
  // 300 of 400 and 100 of 400 parts of 1,000 by hand.
  await dialog.getByRole("row", { name: /教育局.*750/ }).waitFor();
  await dialog.getByRole("row", { name: /公安局.*250/ }).waitFor();
  await expect.poll(() => hasFocus(dialog.getByRole("button", { name: "Done" }))).toBe(true);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(enterReading)).toBe(true);
});

test("no screen of these had a script error or a refusal of the content policy", () => expectNoFaults());
afterAll(expectNoFaults);
