import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mountReports, mountWeb, pagePolicy } from "./web.ts";

const root = mkdtempSync(join(tmpdir(), "duibiao-web-"));
const app = new Hono();

beforeAll(() => {
  mkdirSync(join(root, "apps/county/dist/assets"), { recursive: true });
  writeFileSync(join(root, "apps/county/dist/index.html"), "<p>填报</p>");
  writeFileSync(join(root, "apps/county/dist/assets/index-1.js"), "alert(1)");
  writeFileSync(join(root, "apps/county/dist/assets/index-1.js.map"), "secret");
  writeFileSync(join(root, "outside.html"), "outside");
  mountReports(app);
  mountWeb(app, root);
});
afterAll(() => rmSync(root, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) => app.request(`http://test${path}`, { headers });

test("every address inside an app gets its page, under a policy without inline script or style", async () => {
  for (const path of ["/county/", "/county/tasks/3/7", "/county/results?release=2"]) {
    const answer = await get(path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 200, "<p>填报</p>"]);
    expect(answer.headers.get("Content-Security-Policy")).toBe(pagePolicy);
    expect(answer.headers.get("Cache-Control")).toBe("no-cache");
  }
  expect(pagePolicy).not.toMatch(/unsafe|\*|https?:/);
});

test("an asset is kept for ever, packed when the browser takes it, and not sent twice", async () => {
  const packed = await get("/county/assets/index-1.js", { "Accept-Encoding": "br, gzip" });
  expect(packed.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(packed.headers.get("Content-Encoding")).toBe("gzip");
  expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe("alert(1)");
  const plain = await get("/county/assets/index-1.js");
  expect(await plain.text()).toBe("alert(1)");
  const again = await get("/county/assets/index-1.js", { "If-None-Match": plain.headers.get("ETag")! });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("what is no page, no asset or lies outside is not there", async () => {
  for (const path of [
    "/county/assets/gone.js",
    "/county/assets/index-1.js.map",
    "/county/..%2F..%2F..%2Foutside.html",
    "/county/%2e%2e/%2e%2e/%2e%2e/outside.html",
    "/help/none.html",
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test("an address whose escapes cannot be read is not there either", async () => {
  expect((await get("/county/%E0%A4%A.png")).status).toBe(404);
});

test("the beginning leads to the county app, whose gate sends everybody on", async () => {
  const answer = await get("/");
  expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/county/"]);
});

test("a report against the policy is one line in the log; a long one and a flood are dropped", async () => {
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  const send = (body: string) =>
    app.request("http://test/api/v1/csp-reports", {
      method: "POST",
      body,
      headers: { "Content-Type": "application/csp-report", "Content-Length": String(body.length) },
    });
  try {
    expect((await send('{"csp-report":{"violated-directive":"script-src"}}')).status).toBe(204);
    expect((await send("x".repeat(9000))).status).toBe(204);
    for (let i = 0; i < 40; i++) await send("{}");
  } finally {
    write.mockRestore();
  }
  expect(JSON.parse(lines[0]!).cspReport).toContain("script-src");
  expect(lines.some((line) => line.includes("xxxx"))).toBe(false);
  expect(lines.length).toBeLessThanOrEqual(20);
});
