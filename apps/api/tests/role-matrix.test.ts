import { afterAll, beforeAll, expect, test } from "vitest";
import { policy, type Role } from "../src/policy.ts";
import { routes } from "../src/routes.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeProvince, smallProvince } from "../src/testing-province.ts";

let t: TestPlatform;
const people: { name: string; role: Role; tier: string | null }[] = [];

beforeAll(async () => {
  t = await createTestPlatform();
  const { region, unit } = await makeProvince(t, smallProvince, { a1: { region: "a1", covers: "whole" } });
  const add = async (name: string, role: Role, tier: string | null, place: { region?: number; unit?: number }) => {
    await t.person(name, role, place);
    people.push({ name, role, tier });
  };
  await add("clerk", "clerk", "unit", { unit: unit["a1"]!, region: region["a1"]! });
  await add("head", "head", "unit", { unit: unit["a1"]!, region: region["a1"]! });
  for (const role of [
    "reviewer",
    "leader",
    "analyst",
    "auditor",
    "system_admin",
    "security_admin",
    "audit_admin",
  ] as const) {
    for (const [tier, key] of [
      ["county", "a1"],
      ["city", "A"],
      ["province", "P"],
    ] as const)
      await add(`${role}-${tier}`, role, tier, { region: region[key]! });
  }
  await add("platform", "system_admin", null, {});
});
afterAll(() => t.close());

/** Whether the described operation is for this person, read from the description that the outside sees. */
function described(operation: any, person: { role: Role; tier: string | null }): boolean {
  return policy[operation["x-action"] as keyof typeof policy].some(
    (grant) =>
      grant.role === person.role &&
      (grant.platform === undefined || person.tier === null) &&
      (grant.tiers === undefined || person.tier === null || grant.tiers.includes(person.tier as never)),
  );
}

test(
  "over the whole interface description, every person gets past the door exactly where their post allows it",
  { timeout: 480_000 },
  async () => {
    const description = (await t.as("platform").get("/openapi.json")).body;
    const operations = Object.entries<Record<string, any>>(description.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThanOrEqual(routes.length);
    const wrong: string[] = [];
    for (const { path, method, operation } of operations) {
      // Signing in and checking a receipt stand open to everybody, or are not behind the door of posts.
      if (operation["x-reach"] === "public") continue;
      // Ending one's own session would end the test's.
      if (operation.operationId === "session.end") continue;
      const address = path.replace(/^\/api\/v1/, "").replaceAll(/\{\w+\}/g, "987654321");
      for (const person of people) {
        const who = t.as(person.name);
        const type = Object.keys(operation.requestBody?.content ?? {})[0] ?? "application/json";
        const body = type === "application/json" ? {} : "x";
        const answer =
          method === "get"
            ? await who.get(address)
            : method === "put"
              ? await who.put(address, body)
              : await who.post(address, body, { "Content-Type": type });
        const allowed = described(operation, person);
        if (answer.status >= 500 || answer.status === 401)
          wrong.push(`${operation.operationId} ${person.name}: ${answer.status}`);
        else if (!allowed && answer.status !== 403)
          wrong.push(`${operation.operationId} lets ${person.name} in: ${answer.status}`);
        else if (allowed && answer.status === 403) wrong.push(`${operation.operationId} keeps ${person.name} out`);
        if (answer.status >= 400 && !answer.headers.get("Content-Type")?.startsWith("application/problem+json"))
          wrong.push(`${operation.operationId}: not problem+json`);
      }
      // Nobody signed in: nothing but 401.
      const stranger = await t.app.request(
        `http://test/api/v1${path.replace(/^\/api\/v1/, "").replaceAll(/\{\w+\}/g, "1")}`,
        { method: method.toUpperCase(), headers: { "X-Duibiao": "1" } },
      );
      if (stranger.status !== 401) wrong.push(`${operation.operationId} answers a stranger with ${stranger.status}`);
    }
    expect(wrong).toEqual([]);
  },
);
