import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { joinChromium } from "./chromium.ts";
import { person, type Person, type Settings } from "./person.ts";

/** The people of a test file: each enters once at a browser of their own, and stays until the file ends. */
export function visitors() {
  const { base, password } = inject("platform");
  const entered: Person[] = [];
  const byName = new Map<string, Promise<Person>>();
  let browser: Browser | undefined;

  beforeAll(async () => {
    browser = await joinChromium(inject("chromium"));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    const name = task.name.replace(/\W+/g, "-").slice(0, 60);
    for (const { page, username } of entered)
      await page.screenshot({ path: join(import.meta.dirname, `../.report/${name}.${username}.png`) }).catch(() => {});
  });
  afterAll(async () => {
    for (const { context } of entered) await context.close();
    await browser?.close();
  });

  /** Another window of a person, signed in anew. */
  const enter = async (username: string, settings: Partial<Settings> = {}): Promise<Person> => {
    const visitor = await person(browser!, username, { base, password, ...settings });
    entered.push(visitor);
    return visitor;
  };
  return {
    base,
    password,
    enter,
    /** The person's own window. */
    as(username: string): Promise<Person> {
      const known = byName.get(username) ?? enter(username);
      byName.set(username, known);
      return known;
    },
    /** No script error, no report against the content policy, no answer of 500 and above, on any screen so far. */
    expectNoFaults(): void {
      expect(entered.length).toBeGreaterThan(0);
      expect(entered.flatMap(({ username, faults }) => faults.map((fault) => `${username}: ${fault}`))).toEqual([]);
    },
  };
}
