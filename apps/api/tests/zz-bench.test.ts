import { expect, test } from "vitest";
import { createTestPlatform } from "../src/testing.ts";
import { sealAudit } from "../src/audit/seal.ts";
test("x", async () => {
  const t = await createTestPlatform();
  await t.person("auditor", "audit_admin");
  await t.owner.query("insert into audit_log (request_id, action, object, result, detail) select 'r'||i, 'a', 'o/'||i, 'done', jsonb_build_object('i', i, 'text', repeat('x', 80)) from generate_series(1, 300000) i");
  let b = Date.now(); await sealAudit(t.workerDb, "all"); console.log("seal 300k", Date.now()-b);
  await t.owner.query("analyze");
  for (const r of ["recent","recent","all"] as const) { b = Date.now(); await sealAudit(t.workerDb, r); console.log("idle", r, Date.now()-b); }
  await t.owner.query("insert into audit_log (request_id, action, object, result) values ('r','a','o','done')");
  b = Date.now(); await sealAudit(t.workerDb); console.log("one", Date.now()-b);
  b = Date.now(); const v = await t.as("auditor").get("/audit/verify"); console.log("verify", Date.now()-b, v.text);
  b = Date.now(); await t.as("auditor").get("/audit"); console.log("list", Date.now()-b);
  expect(v.body.intact).toBe(true);
  await t.close();
}, 300000);
