import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { openHeavyThread } from "./thread.ts";

let t: TestPlatform;
let heavy: ReturnType<typeof openHeavyThread>;
const dataDir = mkdtempSync(join(tmpdir(), "duibiao-heavy-"));
const evaluation = {
  owner: 1,
  catalogue: 1,
  scheme: "NONE",
  period: 99_999,
  tier: "county",
  lens: "province",
};

beforeAll(async () => {
  t = await createTestPlatform();
  Object.assign(process.env, {
    DATABASE_URL: t.urls.apiUrl,
    DATABASE_OWNER_URL: t.urls.ownerUrl,
    DATABASE_WORKER_URL: t.urls.workerUrl,
    DUIBIAO_DATA: dataDir,
  });
  heavy = openHeavyThread();
  const app = createApp({ ...t.platform, heavy: heavy.answer });
  t.app.request = app.request.bind(app);
  await t.person("clerk", "clerk", { unit: 1 });
  await t.person("analyst", "analyst");
});
afterAll(async () => {
  await heavy.close();
  await t.close();
  rmSync(dataDir, { recursive: true });
});

test("a heavy operation is answered beside this thread under the same rights, and its audit row has the request's id", async () => {
  const { status, body, headers } = await t.as("clerk").post("/evaluations", evaluation);
  expect([status, body.code]).toEqual([403, "forbidden"]);
  const { rows } = await t.owner.query("select request_id, action, result from audit_log order by id desc limit 1");
  expect(rows[0]).toEqual({
    request_id: headers.get("X-Request-Id"),
    action: "evaluations.run",
    result: "refused",
  });
  const missing = await t.as("analyst").post("/evaluations", evaluation);
  expect([missing.status, missing.body.code]).toEqual([404, "not_found"]);
  expect(missing.body.requestId).toBe(missing.headers.get("X-Request-Id"));
  const broken = await t.as("analyst").post("/evaluations", "{");
  expect([broken.status, broken.body.code]).toEqual([400, "not_json"]);
});

test("this thread answers meanwhile; when the other falls over its requests hear 503, and the next are answered", async () => {
  await heavy.close();
  // Another thread starts for it, and falls over long before it has read the application.
  const lost = t.as("clerk").post("/evaluations", evaluation);
  expect((await t.as("clerk").get("/session")).status).toBe(200);
  await heavy.close();
  expect((await lost).status).toBe(503);
  expect((await t.as("clerk").post("/evaluations", evaluation)).status).toBe(403);
});
