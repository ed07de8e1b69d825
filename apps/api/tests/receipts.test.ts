import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiptKeys } from "../src/keys.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { documentHash } from "../src/consolidations/state.ts";
import { sealAudit } from "../src/audit/seal.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

const command = fileURLToPath(new URL("../../../packages/cli/bin/duibiao-verify.mjs", import.meta.url));

let t: TestPlatform;
let f: Flow;
let dba: pg.Client;
let receipt: {
  submissionId: number;
  revision: number;
  contentHash: string;
  submittedAt: string;
  signature: string;
  publicKey: string;
};
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T08:00:00+08:00");
  f = await openFlow(t);
  const sent = await report(f, "a1", { energy: "120.5", people: "30" });
  ({ receipt } = sent);
  await accept(f, "reviewer-a1", "county", sent);
  await accept(f, "reviewer-A", "city", sent);
  await t.person("admin", "audit_admin");
  dba = new pg.Client({ connectionString: t.urls.adminUrl });
  await dba.connect();
});
afterAll(async () => {
  await dba.end();
  await t.close();
});

const check = (who: string, changed: Partial<typeof receipt> = {}) =>
  t.as(who).post("/receipts/verify", { ...receipt, ...changed });

/** Tampers as the owner of the server, looks, and undoes it. */
async function tampered(doing: string, undoing: string) {
  await dba.query(doing);
  try {
    return (await check("clerk-a1")).body;
  } finally {
    await dba.query(undoing);
  }
}

test("a receipt as it was handed out is genuine, and the ledger holds that revision with that content", async () => {
  const answer = await check("clerk-a1");
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body).toMatchObject({ genuine: true, ledger: "same" });
});

test("whoever holds it may ask, wherever they serve, and learns nothing but the outcome", async () => {
  for (const who of ["clerk-b1", "leader-B", "admin"]) {
    const answer = await check(who);
    expect(Object.keys(answer.body).toSorted()).toEqual(["en", "genuine", "ledger", "zh"]);
    expect(answer.body).toMatchObject({ genuine: true, ledger: "same" });
  }
});

test("a receipt with one changed field, or signed by another key, is not genuine, and the ledger is not asked", async () => {
  const other = receiptKeys(generateKeyPairSync("ed25519").privateKey);
  for (const changed of [
    { contentHash: "0".repeat(64) },
    { revision: 2 },
    { submissionId: receipt.submissionId + 1 },
    { submittedAt: "2026-04-09T00:00:00.000Z" },
    { signature: other.sign("x") },
    { publicKey: other.publicKey },
  ])
    expect((await check("clerk-a1", changed)).body, JSON.stringify(changed)).toMatchObject({
      genuine: false,
      ledger: null,
    });
});

test("a revision whose content was exchanged in the database, or that was taken away, is exposed by its receipt", async () => {
  const at = `where submission_id = ${receipt.submissionId} and revision = 1`;
  expect(
    await tampered(
      `update revisions set hash = repeat('f', 64) ${at}`,
      `update revisions set hash = '${receipt.contentHash}' ${at}`,
    ),
  ).toMatchObject({ genuine: true, ledger: "different" });
  expect(
    await tampered(
      `update revisions set revision = 99 ${at}`,
      `update revisions set revision = 1 where submission_id = ${receipt.submissionId}`,
    ),
  ).toMatchObject({ genuine: true, ledger: "absent" });
  expect((await check("clerk-a1")).body.ledger).toBe("same");
});

test("the command checks a receipt far from the platform, with the public key alone, and says so by its exit code", async () => {
  const folder = mkdtempSync(join(tmpdir(), "receipt-"));
  const written = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    return join(folder, name);
  };
  const run = (content: unknown, key: string, ...more: string[]) =>
    spawnSync(process.execPath, [command, "receipt", written("receipt.json", content), "--key", key, ...more]).status;
  const { publicKey } = receipt;
  expect(run(receipt, written("key.txt", `${publicKey}\n`))).toBe(0);
  expect(run({ ...receipt, contentHash: "0".repeat(64) }, publicKey)).toBe(1);
  expect(run(receipt, receiptKeys(generateKeyPairSync("ed25519").privateKey).publicKey)).toBe(1);
  expect(run(receipt, "not a key")).toBe(2);
  // With the revision as it was downloaded the figures are checked, too.
  const revision = (await t.as("clerk-a1").get(`/submissions/${receipt.submissionId}/revisions/1`)).body;
  const figures = (changed: unknown) => ["--content", written("revision.json", changed)];
  expect(run(receipt, publicKey, ...figures(revision))).toBe(0);
  const [first, ...others] = revision.observations;
  expect(
    run(receipt, publicKey, ...figures({ ...revision, observations: [{ ...first, value: "120.6" }, ...others] })),
  ).toBe(1);
  rmSync(folder, { recursive: true });
});

test("the command checks what a city signed against the sealed log's record of it, and a revision against the list", async () => {
  const missing = ["a2", "A0"].map((unit) => ({ unit: f.unit[unit], reason: "未报" }));
  const signing = { collection: f.collection, city: f.region["A"], missing };
  const { status, body, text } = await t.as("leader-A").post("/consolidations", signing);
  expect(status, text).toBe(200);
  await sealAudit(t.workerDb, "all");
  const folder = mkdtempSync(join(tmpdir(), "consolidation-"));
  const written = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const chain = written("chain.json", (await t.as("admin").get("/audit/export?after=0")).body);
  const run = (content: unknown, ...more: string[]) =>
    spawnSync(process.execPath, [
      ...[command, "consolidation", written("consolidation.json", content), "--key", receipt.publicKey],
      ...["--chain", chain, ...more],
    ]).status;
  const answer = (await t.as("leader-A").get(`/consolidations?collection=${f.collection}`)).body;
  expect(answer.items).toHaveLength(1);
  expect([run(answer), run(body)]).toEqual([0, 0]);
  const other = { ...body.document, missing: [] };
  expect(run({ ...body, document: other })).toBe(1);
  // With a hash that fits, it is still not what the log says was signed.
  expect(run({ ...body, document: other, hash: documentHash(other) })).toBe(1);
  const revision = (await t.as("clerk-a1").get(`/submissions/${receipt.submissionId}/revisions/1`)).body;
  const [first, ...others] = revision.observations;
  const content = (changed: unknown) => ["--content", written("revision.json", changed)];
  expect(run(body, ...content(revision))).toBe(0);
  expect(run(body, ...content({ ...revision, observations: [{ ...first, value: "120.6" }, ...others] }))).toBe(1);
  rmSync(folder, { recursive: true });
});
