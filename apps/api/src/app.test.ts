import * as contract from "@duibiao/contract";
import { operationsOf, type Action } from "@duibiao/contract";
import { openDb } from "@duibiao/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { docsPage } from "./docs-page.ts";
import { policy } from "./policy.ts";
import { createTestPlatform, type TestPlatform } from "./testing.ts";

let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform();
  await t.person("clerk", "clerk", { unit: 1 });
});
afterAll(() => t.close());

const fetchText = async (path: string, init: RequestInit = {}) => {
  const response = await t.app.request(`http://test${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const operations = operationsOf(contract);

test("the OpenAPI document names the roles of the policy table for every operation", async () => {
  const { text, headers } = await fetchText("/api/v1/openapi.json");
  expect(headers.get("Content-Type")).toContain("application/json");
  const document = JSON.parse(text) as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  for (const { path, method, action, reach } of operations) {
    const roles = document.paths[path]![method]!["x-roles"] as string[];
    expect(roles.map((r) => r.split("@")[0])).toEqual(
      reach === "public" ? [] : policy[action as Action].map((g) => g.role),
    );
  }
  expect(document.paths["/users"]!["post"]!["x-roles"]).toEqual(["system_admin"]);
  expect(document.paths["/collections"]!["post"]!["x-roles"]).toEqual(["analyst@province,nation"]);
});

test("the readable page lists every operation once, carries the notice, and needs neither script nor inline style", async () => {
  const { text, headers } = await fetchText("/api/v1/docs");
  expect(headers.get("Content-Type")).toContain("text/html");
  expect(text).toContain("本平台为非涉密平台，严禁处理、传输国家秘密");
  for (const { id, path, method } of operations) {
    expect(text.split(`<tr id="${id}">`), id).toHaveLength(2);
    expect(text).toContain(`${method.toUpperCase()} ${path}`);
  }
  for (const [, title] of text.matchAll(/<h2>(.*?)<\/h2>/g))
    expect(title, "a Chinese name for every noun").toMatch(/[\u4e00-\u9fff]/);
  expect(text).not.toMatch(/<script|<style|style=|\son\w+=/i);
  const sheet = await fetchText("/api/v1/docs.css");
  expect([sheet.status, sheet.headers.get("Content-Type")]).toEqual([200, "text/css; charset=utf-8"]);
});

test("what an operation says of itself is text on the page and never markup", () => {
  const [first] = operations;
  const page = docsPage([{ ...first!, id: 'x"><b', path: "/<b>", summary: { zh: "<script>", en: "a & b" } }], () => []);
  expect(page).not.toMatch(/<script>|<b>|"><b/);
  expect(page).toContain("a &amp; b");
});

test("an unknown address is 404, a known one with another method 405, both as problem+json with the request's id", async () => {
  for (const [path, method, status, code] of [
    ["/api/v1/nothing", "GET", 404, "no_route"],
    ["/api/v1/users", "PUT", 405, "method_not_allowed"],
    ["/api/v1/users/5/disable", "GET", 405, "method_not_allowed"],
    ["/api/v1/users/5/disable/now", "POST", 404, "no_route"],
    ["/api/v1/Users", "GET", 404, "no_route"],
    ["/api/v1//users", "GET", 404, "no_route"],
  ] as const) {
    const answer = await fetchText(path, { method });
    expect([answer.status, answer.headers.get("Content-Type")], path).toEqual([status, "application/problem+json"]);
    const body = JSON.parse(answer.text) as Record<string, unknown>;
    expect(body).toMatchObject({ code, status, requestId: answer.headers.get("X-Request-Id") });
    expect(body["zh"]).toMatch(/[\u4e00-\u9fff]/);
  }
});

test("a long answer is packed for who takes it so, a problem never: a busy platform has no time for it", async () => {
  const get = async (path: string) => {
    const { headers } = await createApp(t.platform).request(`http://test/api/v1${path}`, {
      headers: { "Accept-Encoding": "gzip" },
    });
    return headers.get("Content-Encoding");
  };
  expect([await get("/openapi.json"), await get("/session"), await get("/nowhere")]).toEqual(["gzip", null, null]);
});

test("an unknown query key, a number that is none and one beyond all ids are 400, naming the place", async () => {
  for (const [path, place] of [
    ["/sessions?color=red", "query"],
    ["/submissions?unit=abc", "query.unit"],
    ["/submissions?unit=99999999999999999999", "query.unit"],
    ["/submissions/0", "path.id"],
  ] as const) {
    const { status, body } = await t.as("clerk").get(path);
    expect(status, path).toBe(400);
    expect(body.issues[0].path).toBe(place);
  }
});

test("what PostgreSQL cannot hold is the caller's fault and not a fault of the platform", async () => {
  expect((await t.as("clerk").get("/submissions?unit=9007199254740991")).status).toBe(400); // beyond an integer column
  await t.person("auditor", "audit_admin");
  expect((await t.as("auditor").get("/audit?object=%00")).status).toBe(400);
  expect((await t.as("auditor").get("/audit?object=%ED%A0%80")).status).toBeLessThan(500);
  expect((await t.as("auditor").get("/audit?from=9999-12-31T23:59:59Z")).status).toBe(200);
});

test("a fault inside is 500 without stack, SQL or names of tables, and its line in the log has the request's id, the first cause and no values", async () => {
  const lines: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = ((line: string) => lines.push(line) > 0) as typeof write;
  await t.owner.query("alter table sessions rename column source to hidden_source");
  try {
    const answer = await t.as("clerk").get("/sessions");
    expect([answer.status, answer.body.code]).toEqual([500, "fault"]);
    expect(answer.text).not.toMatch(/select|sessions s|column|at .*\.ts/);
    const line = JSON.parse(lines.join(""));
    expect(line).toMatchObject({
      requestId: answer.body.requestId,
      path: "/api/v1/sessions",
      error: 'column "source" does not exist',
      code: "42703",
    });
    expect(line.stack.join()).toContain("own.ts");
    expect(lines.join("")).not.toMatch(/params|select/);
  } finally {
    process.stderr.write = write;
    await t.owner.query("alter table sessions rename column hidden_source to source");
  }
});

test("behind a hundred that wait for the database a request hears at once when to come back, and signing in goes on", async () => {
  const pool = t.db.$client;
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const waiting = Array.from({ length: 100 }, () =>
    pool.connect().then(
      (client) => client.release(),
      () => {},
    ),
  );
  const { status, body, headers } = await t.as("clerk").get("/session");
  expect([status, body.code]).toEqual([503, "busy"]);
  expect(Number(headers.get("Retry-After"))).toBeGreaterThanOrEqual(2);
  const door = openDb(t.urls.apiUrl, 1, "test-door");
  const signIn = await createApp({ ...t.platform, door }).request("http://test/api/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duibiao": "1" },
    body: JSON.stringify({ username: "clerk", password: "not hers" }),
  });
  expect(signIn.status).toBe(401);
  await door.$client.end();
  for (const client of held) client.release();
  await Promise.all(waiting);
  expect((await t.as("clerk").get("/session")).status).toBe(200);
});
